import {
  BlastRadius,
  EnvironmentImpact,
  Impact,
  JsonValue,
  PolicyFinding,
  Problem,
  Reason,
  SettingChange,
} from '@tutti/engine';

const POLICY = {
  deny: { pass: 'passes now', broken: 'denies', pending: 'decided in the run' },
  warn: { pass: 'passes now', broken: 'warns', pending: 'decided in the run' },
};

const DESTRUCTIVE = new Set<Impact['action']>(['replace', 'destroy', 'hold']);

/** How careful a reader should be with a line. */
export type Tone = 'gain' | 'change' | 'loss';

const TONES: Record<Impact['action'], Tone> = {
  create: 'gain',
  adopt: 'gain',
  update: 'change',
  hold: 'change',
  retain: 'change',
  detach: 'change',
  replace: 'loss',
  destroy: 'loss',
};

interface Line {
  text: string;
  tone: Tone;
  because: string[];
}

/** What is said about one environment: a title, and below it what changes and why. */
export interface Paragraph {
  title: string;
  outcome: 'changed' | 'blocked';
  lines: Line[];
}

/** Of environments that change. */
export function paragraphs({ environments }: BlastRadius): Paragraph[] {
  return environments.flatMap(environment => {
    const { outcome } = environment;
    return outcome === 'unchanged'
      ? []
      : [{ title: titleOf(environment), outcome, lines: linesOf(environment) }];
  });
}

/** One line for all of the others, if there are any. */
export function unchangedLine({ environments }: BlastRadius): string[] {
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

function problemLine(problem: Problem): Line {
  return {
    text: problemText(problem),
    tone: problem.severity === 'error' ? 'loss' : 'change',
    because: problem.hint ? [`hint: ${problem.hint}`] : [],
  };
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
  const { action, address, definition, stateful, reasons } = impact;
  const by = definition === undefined ? '' : ` (${definition})`;
  const data = stateful && DESTRUCTIVE.has(action) ? ', which holds data' : '';
  return {
    text: `${action} ${address}${by}${data}`,
    tone: TONES[action],
    because: because(reasons),
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
export function documentLines({ documents }: BlastRadius): string[] {
  return documents.map(({ kind, name, change: how, paths }) =>
    [`${kind} ${name} ${how}`, paths.join(', ')].filter(Boolean).join(': '),
  );
}

/** `3 environments: 1 changed, 2 unchanged. 2 to update, 1 to replace.` */
export function summaryLine({ environments, summary }: BlastRadius): string {
  const { actions, ...outcomes } = summary;
  const count = environments.length;
  const told = (['blocked', 'changed', 'unchanged'] as const)
    .filter(outcome => outcomes[outcome] > 0)
    .map(outcome => `${outcomes[outcome]} ${outcome}`);
  const doing = Object.entries(actions)
    .filter(([, number]) => number > 0)
    .map(([action, number]) => `${number} to ${action}`);
  return [
    `${count} ${count === 1 ? 'environment' : 'environments'}: ${
      told.join(', ') || 'none is declared'
    }.`,
    ...(doing.length > 0 ? [`${doing.join(', ')}.`] : []),
  ].join(' ');
}

/** One change that shows in thirty fields is read by its first ones. */
const SHOWN_REASONS = 5;

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

function because(reasons: Reason[]): string[] {
  const first = reasons.slice(0, SHOWN_REASONS).map(reasonText);
  const more = reasons.length - first.length;
  return more > 0 ? [...first, `and ${more} more`] : first;
}

function reasonText({ message, before, after }: Reason): string {
  return before === undefined && after === undefined
    ? message
    : `${message}: ${change(before, after)}`;
}

function change(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): string {
  return `${shown(before)} -> ${shown(after)}`;
}

const SHOWN_CHARACTERS = 60;

function shown(value: JsonValue | undefined): string {
  const text = value === undefined ? '(none)' : JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS
    ? `${text.slice(0, SHOWN_CHARACTERS)}…`
    : text;
}

function problemText({ severity, code, message }: Problem): string {
  return `${severity} ${code}: ${message}`;
}
