import {
  BlastRadius,
  ComparedRelease,
  CurrentRelease,
  EnvironmentImpact,
  EnvironmentType,
  hasErrors,
  Platform,
  PolicyFinding,
  Problem,
  SettingChange,
  compareText,
} from '../../model';
import { Draft } from '../draft/draft';
import { differences } from '../objects';
import { isDenied, judgePlan } from '../plan/judgements';
import { countActions } from '../plan/summary';
import { mask } from '../values';
import { contentOf, documentChanges } from './documentChanges';
import { otherFindings, otherProblems } from './findings';
import { impactsOf } from './impacts';
import { afterwards, draftRelease, PaperPorts } from './paper';

/**
 * What taking another revision of the platform into use would change, or other workloads: each release
 * planned on paper by both, and what differs (docs/reference/semantics.md, Plan). No cluster is asked and no driver called, so
 * outputs that only a driver's answer would tell are not known, and who reads them is named as
 * depending on them.
 */
export async function blastRadius(
  request: {
    before: Platform;
    after: Platform;
    environments: ComparedRelease[];
  },
  ports: PaperPorts,
): Promise<BlastRadius> {
  const { before, after } = request;
  const documents = documentChanges(before, after);
  // An application is declared in files, but is not what its environments are made by.
  const moved = documents.some(({ kind }) => kind !== 'Application');
  const releases = [...request.environments].sort(
    (a, b) =>
      compareText(a.application.name, b.application.name) ||
      compareText(a.environment.name, b.environment.name),
  );
  const environments: EnvironmentImpact[] = [];
  for (const release of releases) {
    environments.push(
      moved || release.next
        ? await impactOn(release, request, ports)
        : untouched(release),
    );
  }
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

async function impactOn(
  { next, ...release }: ComparedRelease,
  { before, after }: { before: Platform; after: Platform },
  ports: PaperPorts,
): Promise<EnvironmentImpact> {
  const first = await draftRelease(before, release, ports);
  const start = first.draft && stayingAt(release, first.draft);
  const was =
    start && start.state !== release.state
      ? await draftRelease(before, start, ports)
      : first;
  const is = await draftRelease(
    after,
    { ...(start ?? release), ...next },
    ports,
  );
  const old = was.draft ? judgePlan(was.draft) : [];
  const now = is.draft ? judgePlan(is.draft) : [];
  const change = {
    impacts: is.draft ? impactsOf(was.draft, is.draft) : [],
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

/**
 * What both platforms start from. An environment keeps the target it got, whatever would match today;
 * one without any record counts as deployed by the platform of before.
 */
function stayingAt(release: CurrentRelease, draft: Draft): CurrentRelease {
  const { resources, workloads } = release.state;
  const { name, target } = draft.binding;
  const { driver, cluster, namespace } = target;
  return {
    ...release,
    environment: {
      ...release.environment,
      target: { name, driver, cluster, namespace },
    },
    ...(resources.length + workloads.length === 0 && {
      state: afterwards(draft),
    }),
  };
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
