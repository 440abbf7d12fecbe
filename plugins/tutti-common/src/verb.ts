import type { PlanInput } from './types';

/** What the ids of a `PlanInput` stand for, as far as it is known. */
export interface VerbFacts {
  /** Number of the deployment that `rollbackTo` names. */
  deployment?: number;
  /** Number of the release that `promoteFrom` or `releaseId` comes to. */
  release?: number;
}

/** So many names are told; of more it is told how many. */
const NAMES_TOLD = 3;

/**
 * What is asked for, in words for people: `Deploy`, `Roll back to #56`, `Promote r12 from staging`,
 * `Restart web`, `Scale web to 3`, `Pause`. Several things at once are joined: `Scale web to 3, restart api`.
 */
export function verbOf(input: PlanInput, facts: VerbFacts = {}): string {
  if (input.destroy) {
    return 'Destroy';
  }
  const parts = [...releaseParts(input, facts), ...changeParts(input)];
  if (parts.length === 0) {
    return input.force ? 'Redeploy' : 'Deploy';
  }
  const [first, ...rest] = parts;
  return [first, ...rest.map(uncapitalised)].join(', ');
}

function releaseParts(
  { rollbackTo, promoteFrom, releaseId, images }: PlanInput,
  { deployment, release }: VerbFacts,
): string[] {
  const named = release === undefined ? undefined : `r${release}`;
  if (rollbackTo !== undefined) {
    return [
      deployment === undefined ? 'Roll back' : `Roll back to #${deployment}`,
    ];
  }
  if (promoteFrom !== undefined) {
    return [['Promote', named, 'from', promoteFrom].filter(Boolean).join(' ')];
  }
  if (releaseId !== undefined) {
    return [['Deploy', named].filter(Boolean).join(' ')];
  }
  return Object.keys(images ?? {}).length > 0 ? ['Deploy'] : [];
}

function changeParts(input: PlanInput): string[] {
  const { pause, replicas = {}, restart = [], rotate = [] } = input;
  const { remove = [], moves = [] } = input;
  return [
    ...(pause === undefined ? [] : [pause ? 'Pause' : 'Resume']),
    ...some(
      Object.entries(replicas).map(([workload, count]) =>
        count === null ? `${workload} as declared` : `${workload} to ${count}`,
      ),
      'Scale',
    ),
    ...some(restart, 'Restart'),
    ...some(rotate, 'Rotate'),
    ...repaired(input.repair ?? []),
    ...some(input.refresh ?? [], 'Accept drift of'),
    ...some(
      moves.map(({ from, to }) => `${from} to ${to}`),
      'Move',
    ),
    ...some(removed(remove, 'destroy'), 'Destroy'),
    ...some(removed(remove, 'detach'), 'Detach'),
  ];
}

/** `Repair Deployment web`; of several how many. */
function repaired(keys: string[]): string[] {
  if (keys.length === 0) {
    return [];
  }
  const [, kind, , name] = keys[0].split('/');
  return [
    keys.length === 1
      ? // A resource is named by its address.
        `Repair ${name === undefined ? keys[0] : `${kind} ${name}`}`
      : `Repair ${keys.length} objects`,
  ];
}

function removed(
  remove: NonNullable<PlanInput['remove']>,
  manner: 'destroy' | 'detach',
): string[] {
  return remove.flatMap(({ address, how }) =>
    how === manner ? [address] : [],
  );
}

function some(names: string[], verb: string): string[] {
  if (names.length === 0) {
    return [];
  }
  if (names.length === 1) {
    return [`${verb} ${names[0]}`];
  }
  const told =
    names.length > NAMES_TOLD ? names.slice(0, NAMES_TOLD) : names.slice(0, -1);
  const last =
    names.length > NAMES_TOLD
      ? `${names.length - NAMES_TOLD} more`
      : names[names.length - 1];
  return [`${verb} ${told.join(', ')} and ${last}`];
}

function uncapitalised(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
