import {
  BlastRadius,
  CurrentRelease,
  EnvironmentImpact,
  EnvironmentType,
  hasErrors,
  Impact,
  Platform,
  PolicyFinding,
  Problem,
  SettingChange,
  compareText,
} from '../../model';
import { differences } from '../objects';
import { isDenied } from '../plan/judgements';
import { placeRecords } from '../draft/records';
import { countActions } from '../plan/summary';
import { mask } from '../values';
import { contentOf, documentChanges } from './documentChanges';
import { judgeForeseen, otherFindings, otherProblems } from './findings';
import { foresee } from './foresee';
import { ForesightPorts } from './Foreseen';
import { standing, Transition } from './Transition';
import { workloadImpacts } from './workloadImpacts';

/**
 * What taking another revision of the platform into use would change: each release planned on
 * paper by both, and what differs (semantics 4). No cluster is asked and no driver called, so
 * outputs that only a driver's answer would tell are not known, and who reads them is named as
 * depending on them.
 */
export function blastRadius(
  request: {
    before: Platform;
    after: Platform;
    environments: CurrentRelease[];
  },
  ports: ForesightPorts,
): BlastRadius {
  const { before, after } = request;
  const documents = documentChanges(before, after);
  // An application is declared in files, but is not what its environments are made by.
  const moved = documents.some(({ kind }) => kind !== 'Application');
  const environments = [...request.environments]
    .sort(
      (a, b) =>
        compareText(a.application.name, b.application.name) ||
        compareText(a.environment.name, b.environment.name),
    )
    .map(release =>
      moved ? impactOn(release, before, after, ports) : untouched(release),
    );
  const count = (outcome: EnvironmentImpact['outcome']) =>
    environments.filter(environment => environment.outcome === outcome).length;
  return {
    before: before.revision,
    after: after.revision,
    documents,
    environments,
    summary: {
      unchanged: count('unchanged'),
      changed: count('changed'),
      blocked: count('blocked'),
      actions: countActions(
        environments.flatMap(({ impacts }) =>
          impacts.map(({ action }) => action),
        ),
      ),
    },
  };
}

function impactOn(
  release: CurrentRelease,
  before: Platform,
  after: Platform,
  ports: ForesightPorts,
): EnvironmentImpact {
  const records = placeRecords(release.state.resources, []).current;
  const was = foresee(before, release, standing(release, records), ports);
  const transition = new Transition(release, records, was, ports);
  const is = foresee(after, stayingAt(release, was.place), transition, ports);
  const impacts = is.setting
    ? [
        ...inOrder(is.setting.graph.order, [
          ...transition.impacts.values(),
          ...workloadImpacts(was, is, release.state, ports.digest),
        ]),
        ...transition.removals(new Set(is.resources.keys())).reverse(),
      ]
    : [];
  const old = judgeForeseen(was, []);
  const now = judgeForeseen(is, impacts);
  const change = {
    impacts,
    settings: settingChanges(
      before.environmentTypes[release.environment.type],
      after.environmentTypes[release.environment.type],
    ),
    policies: otherFindings(old, now),
    problems: otherProblems(was.problems, is.problems),
    solved: otherProblems(is.problems, was.problems),
  };
  const blocked = refused(is.problems, now) && !refused(was.problems, old);
  const changed = Object.values(change).some(list => list.length > 0);
  return {
    ...untouched(release),
    ...change,
    ...(changed && { outcome: 'changed' }),
    ...(blocked && { outcome: 'blocked' }),
  };
}

/** An environment keeps the target it got, whatever would match today. */
function stayingAt(
  release: CurrentRelease,
  target: CurrentRelease['environment']['target'],
): CurrentRelease {
  return target
    ? { ...release, environment: { ...release.environment, target } }
    : release;
}

function inOrder(order: string[], impacts: Impact[]): Impact[] {
  const place = new Map(order.map((address, index) => [address, index]));
  return impacts.sort(
    (a, b) => (place.get(a.address) ?? 0) - (place.get(b.address) ?? 0),
  );
}

function refused(problems: Problem[], findings: PolicyFinding[]): boolean {
  return hasErrors(problems) || findings.some(isDenied);
}

/** Where neither has the type, or one has not, a problem says so. */
function settingChanges(
  before: EnvironmentType | undefined,
  after: EnvironmentType | undefined,
): SettingChange[] {
  if (!before || !after) {
    return [];
  }
  return differences(contentOf(before), contentOf(after)).map(difference => ({
    path: difference.path,
    ...('before' in difference && { before: mask(difference.before ?? null) }),
    ...('after' in difference && { after: mask(difference.after ?? null) }),
  }));
}

function untouched({
  application,
  environment,
}: CurrentRelease): EnvironmentImpact {
  return {
    application: application.name,
    environment: environment.name,
    environmentType: environment.type,
    outcome: 'unchanged',
    impacts: [],
    settings: [],
    policies: [],
    problems: [],
    solved: [],
  };
}
