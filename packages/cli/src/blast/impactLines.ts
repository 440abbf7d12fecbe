import {
  BlastRadius,
  EnvironmentImpact,
  Impact,
  PolicyFinding,
  Problem,
  SettingChange,
} from '@tutti/engine';
import {
  actionText,
  because,
  change,
  Line,
  problemLine,
  problemText,
  toDo,
  TONE_OF,
} from '../lines';

const POLICY = {
  deny: { pass: 'passes now', broken: 'denies', pending: 'decided in the run' },
  warn: { pass: 'passes now', broken: 'warns', pending: 'decided in the run' },
};

/** What is said about one environment: a title, and below it what changes and why. */
export interface Paragraph {
  title: string;
  outcome: 'changed' | 'blocked';
  lines: Line[];
}

/** Of environments that change. */
export function paragraphs({
  environments,
}: Pick<BlastRadius, 'environments'>): Paragraph[] {
  return environments.flatMap(environment => {
    const { outcome } = environment;
    return outcome === 'unchanged'
      ? []
      : [{ title: titleOf(environment), outcome, lines: linesOf(environment) }];
  });
}

/** One line for all of the others, if there are any. */
export function unchangedLine({
  environments,
}: Pick<BlastRadius, 'environments'>): string[] {
  const unchanged = environments.filter(
    ({ outcome }) => outcome === 'unchanged',
  );
  return unchanged.length > 0
    ? [`unchanged: ${unchanged.map(titleOf).join(', ')}`, '']
    : [];
}

function linesOf(environment: EnvironmentImpact): Line[] {
  return [
    ...environment.problems.map(problemLine),
    ...environment.policies.map(policyLine),
    ...impactLines(environment.impacts),
    ...environment.settings.map(settingLine),
    ...environment.solved.map(solvedLine),
  ];
}

function solvedLine(problem: Problem): Line {
  return {
    text: `no longer: ${problemText(problem)}`,
    tone: 'gain',
    because: [],
  };
}

function policyLine(finding: PolicyFinding): Line {
  const { policy, subject, effect, outcome, message } = finding;
  return {
    text: `policy ${policy} on ${subject}: ${POLICY[effect][outcome]}`,
    tone: outcome === 'pass' ? 'gain' : 'change',
    because: outcome === 'pass' ? [] : [message],
  };
}

/** A profile changes all workloads alike: those are one line. */
function impactLines(impacts: Impact[]): Line[] {
  const groups = new Map<string, { line: Line; names: string[] }>();
  for (const impact of impacts) {
    const line = impactLine(impact);
    const name = workloadName(impact);
    if (name === undefined) {
      groups.set(impact.address, { line, names: [] });
      continue;
    }
    const alike = forAny(name, line);
    const key = JSON.stringify([impact.action, alike.because]);
    const names = [...(groups.get(key)?.names ?? []), name];
    groups.set(key, {
      names,
      line:
        names.length === 1
          ? line
          : {
              ...alike,
              text: `${impact.action} ${names.length} workloads: ${names.join(
                ', ',
              )}`,
            },
    });
  }
  return [...groups.values()].map(({ line }) => line);
}

function workloadName({ kind, address }: Impact): string | undefined {
  return kind === 'workload'
    ? address.slice(address.indexOf('#') + 1)
    : undefined;
}

/** `Deployment api: …` as `Deployment *: …` */
function forAny(name: string, line: Line): Line {
  return {
    ...line,
    because: line.because.map(reason => reason.replace(` ${name}`, ' *')),
  };
}

function impactLine(impact: Impact): Line {
  return {
    text: actionText(impact),
    tone: TONE_OF[impact.action],
    because: because(impact.reasons),
  };
}

function settingLine({ path, before, after }: SettingChange): Line {
  return {
    text: `setting ${path}: ${change(before, after)}`,
    tone: 'change',
    because: [],
  };
}

/** `ResourceDefinition postgres-in-cluster changed: spec.inputs.image` */
export function documentLines({
  documents = [],
}: Partial<Pick<BlastRadius, 'documents'>>): string[] {
  return documents.map(({ kind, name, change: how, paths }) =>
    [`${kind} ${name} ${how}`, paths.join(', ')].filter(Boolean).join(': '),
  );
}

/** `3 environments: 1 changed, 2 unchanged. 2 to update, 1 to replace.` */
export function summaryLine({
  environments,
  summary,
}: Pick<BlastRadius, 'environments' | 'summary'>): string {
  const { actions, ...outcomes } = summary;
  const count = environments.length;
  const told = (['blocked', 'changed', 'unchanged'] as const)
    .filter(outcome => outcomes[outcome] > 0)
    .map(outcome => `${outcomes[outcome]} ${outcome}`);
  const doing = toDo(actions);
  return [
    `${count} ${count === 1 ? 'environment' : 'environments'}: ${
      told.join(', ') || 'none is declared'
    }.`,
    ...(doing.length > 0 ? [`${doing.join(', ')}.`] : []),
  ].join(' ');
}

function titleOf({
  application,
  environment,
  environmentType,
}: EnvironmentImpact): string {
  const place = `${application}/${environment}`;
  return environment === environmentType
    ? place
    : `${place} (${environmentType})`;
}
