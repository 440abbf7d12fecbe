import {
  Action,
  Address,
  Reason,
  ResourceDefinition,
  ResourceLifecycle,
  ResourceRecord,
} from '../../model';

/**
 * The table of actions (docs/reference/semantics.md, Plan), as pure decisions over facts. Nothing here reads, resolves or
 * asks: who calls gathers the facts first and acts on the answer after.
 */

/** Whether the thing at an address goes on being the thing it is. */
export type Continuity =
  /** Nothing is there. */
  | { kind: 'create' }
  /** It goes on, perhaps changed. */
  | { kind: 'same' }
  /** It was kept although nobody needed it, and is asked for again. */
  | { kind: 'adopt' }
  /** A new one is made, the old one goes last. */
  | { kind: 'replace'; reason: Reason }
  | Hold;

/** It holds data and stays on what it was made with. */
export interface Hold {
  kind: 'hold';
  /**
   * From what: a replacement, which somebody may consent to; a rollback, which changes no data; being
   * left out, because its definition is gone while something held needs it.
   */
  from: 'replacement' | 'rollback' | 'withdrawal';
  reason: Reason;
}

export function decideContinuity(facts: {
  /** What is at the address now. */
  record?: Pick<ResourceRecord, 'definition' | 'lifecycle'>;
  /** The definition that matched. */
  wanted: Pick<ResourceDefinition, 'name' | 'driver' | 'adopts'>;
  /** A person accepted that it is replaced. */
  consented: boolean;
}): Continuity {
  const { record, wanted } = facts;
  if (!record) {
    return { kind: 'create' };
  }
  if (goesOn(record.definition, wanted)) {
    return { kind: record.lifecycle === 'retained' ? 'adopt' : 'same' };
  }
  const { definition } = record;
  const reason: Reason = {
    code:
      definition.name === wanted.name ? 'driver-changed' : 'definition-changed',
    message: `made by definition ${definition.name} (driver ${definition.driver}), now ${wanted.name} (driver ${wanted.driver}) matches, which does not adopt it`,
    before: definition.name,
    after: wanted.name,
  };
  return definition.protection === 'stateful' && !facts.consented
    ? { kind: 'hold', from: 'replacement', reason }
    : { kind: 'replace', reason };
}

/** The same definition, or one that adopts it; always by the same driver. */
function goesOn(
  old: Pick<ResourceDefinition, 'name' | 'driver'>,
  wanted: Pick<ResourceDefinition, 'name' | 'driver' | 'adopts'>,
): boolean {
  return (
    old.driver === wanted.driver &&
    (old.name === wanted.name || wanted.adopts.includes(old.name))
  );
}

/**
 * A driver said that an update is possible only as a replacement. What holds data is held when the
 * platform moved; when the developer's own change causes it, the plan waits for consent.
 */
export function decideRaised(facts: {
  /** The driver's words. */
  why: string;
  protection: ResourceDefinition['protection'];
  /** The definition is not what the resource was made with. */
  platformMoved: boolean;
  consented: boolean;
}): Continuity {
  const reason: Reason = {
    code: 'driver-replaces',
    message: `the driver can make this change only by replacing it: ${facts.why}`,
  };
  return facts.protection === 'stateful' &&
    facts.platformMoved &&
    !facts.consented
    ? { kind: 'hold', from: 'replacement', reason }
    : { kind: 'replace', reason };
}

/**
 * A rollback takes back what holds no data. What holds data keeps definition and inputs of now.
 *
 * @returns nothing where it is as it was then
 */
export function decideRollback(facts: {
  protection: ResourceDefinition['protection'];
  moved?: 'definition' | 'inputs';
}): Hold | undefined {
  const { protection, moved } = facts;
  return protection === 'stateful' && moved
    ? {
        kind: 'hold',
        from: 'rollback',
        reason:
          moved === 'definition'
            ? {
                code: 'definition-changed',
                message: 'its definition was another one then',
              }
            : { code: 'input-changed', message: 'its inputs were others then' },
      }
    : undefined;
}

/** A password that is made anew, and whose it is. */
export interface RotatedPassword {
  name: string;
  address: Address;
}

/** How what is wanted compares with what was applied last. */
export type Comparison =
  | { kind: 'equal' }
  | { kind: 'changed'; reasons: Reason[] }
  /** Some input is known only during the run, which may find it unchanged after all. */
  | { kind: 'unknown'; from: string[]; rotated: RotatedPassword[] };

/** How the objects are found in the cluster; empty lists: all as we left them. */
export interface Drift {
  missing: string[];
  altered: string[];
}

export interface Decision {
  action: Action;
  /** False: no driver call and no apply. */
  work: boolean;
  reasons: Reason[];
}

const HELD_FROM: Record<Hold['from'], string> = {
  replacement:
    'it holds data, so it stays on the definition it was made with until somebody consents to the replacement',
  withdrawal: 'what needs it is held, so it stays as it is too',
  rollback:
    'it holds data, and a rollback changes nothing of that: it stays as it is now',
};

export function decideResource(facts: {
  continuity: Continuity;
  /** Of the record, where there is one. */
  lifecycle?: ResourceLifecycle;
  comparison: Comparison;
  drift: Drift;
  /** People take what others changed as it is. */
  refreshed?: boolean;
  force: boolean;
}): Decision {
  const { continuity } = facts;
  switch (continuity.kind) {
    case 'create':
      return {
        action: 'create',
        work: true,
        reasons: [{ code: 'new', message: 'it does not exist yet' }],
      };
    case 'adopt':
      return {
        action: 'adopt',
        work: true,
        reasons: [
          {
            code: 'asked-for-again',
            message:
              'it was retained when nobody needed it, and is needed again',
          },
        ],
      };
    case 'replace':
      return { action: 'replace', work: true, reasons: [continuity.reason] };
    case 'hold': {
      const repairs = unfinished(facts);
      return {
        action: 'hold',
        work: repairs.length > 0,
        reasons: [
          continuity.reason,
          {
            code: 'stateful-hold',
            message: HELD_FROM[continuity.from],
          },
          ...repairs,
        ],
      };
    }
    case 'same': {
      const reasons = [...unfinished(facts), ...changes(facts.comparison)];
      return reasons.length > 0
        ? { action: 'update', work: true, reasons }
        : { action: 'keep', work: false, reasons: [] };
    }
    default:
      throw new Error(`no action for ${continuity satisfies never}`);
  }
}

export function decideWorkload(facts: {
  exists: boolean;
  lifecycle?: 'applying' | 'ready' | 'failed';
  comparison: Comparison;
  drift: Drift;
  force: boolean;
}): Decision {
  if (!facts.exists) {
    return {
      action: 'create',
      work: true,
      reasons: [{ code: 'new', message: 'it does not run here yet' }],
    };
  }
  const reasons = [...unfinished(facts), ...changes(facts.comparison)];
  return reasons.length > 0
    ? { action: 'update', work: true, reasons }
    : { action: 'keep', work: false, reasons: [] };
}

const DETACHED: Reason = {
  code: 'detached',
  message:
    'it is let go of: what it is stays as it is, and is not ours any more',
};

/** Nobody needs it any more (or a new one has taken its place). */
export function decideRemoval(facts: {
  lifecycle: ResourceLifecycle;
  onRemoval: ResourceDefinition['onRemoval'];
  /** A new one at the same address replaces it. */
  replaced: boolean;
  /** The environment is destroyed, and a person accepted that what is kept on purpose goes too. */
  consented: boolean;
  /** Somebody wants this very one to go, and how. */
  asked?: 'destroy' | 'detach';
}): Decision {
  const { lifecycle, asked } = facts;
  if (
    lifecycle === 'detaching' ||
    (asked === 'detach' && lifecycle !== 'destroying')
  ) {
    return { action: 'detach', work: true, reasons: [DETACHED] };
  }
  const consented = facts.consented || asked === 'destroy';
  const why = whyRemoved(facts);
  if (lifecycle === 'retained' && !consented) {
    return {
      action: 'retain',
      work: false,
      reasons: [{ code: 'retained', message: 'it is kept on purpose' }],
    };
  }
  // What was begun to be destroyed is finished, whatever the definition says about keeping it.
  if (
    facts.onRemoval === 'retain' &&
    lifecycle !== 'destroying' &&
    !consented
  ) {
    return { action: 'retain', work: true, reasons: [why] };
  }
  return { action: 'destroy', work: true, reasons: [why] };
}

function whyRemoved(facts: { replaced: boolean; asked?: string }): Reason {
  if (facts.replaced) {
    return { code: 'replaced', message: 'a new one takes its place' };
  }
  return facts.asked === 'destroy'
    ? { code: 'asked', message: 'its destruction is asked for' }
    : { code: 'not-needed', message: 'nobody needs it any more' };
}

/** Reasons to apply although nobody changed what is wanted. */
function unfinished(facts: {
  lifecycle?: ResourceLifecycle;
  drift: Drift;
  refreshed?: boolean;
  force: boolean;
}): Reason[] {
  const { lifecycle, drift } = facts;
  return [
    ...(lifecycle === 'ready' || lifecycle === undefined
      ? []
      : [
          {
            code: 'last-run-failed',
            message:
              lifecycle === 'failed'
                ? 'the last run did not finish it'
                : `the last run left it ${lifecycle}`,
          },
        ]),
    ...drift.missing.map(object => ({
      code: 'object-missing',
      message: `${object} is not there any more`,
    })),
    ...drift.altered.map(object => ({
      code: 'object-altered',
      message: `${object} is not as we left it`,
    })),
    ...(facts.refreshed
      ? [
          {
            code: 'refreshed',
            message: 'what others changed of it is taken as it is',
          },
        ]
      : []),
    ...(facts.force
      ? [{ code: 'forced', message: 'everything is applied again' }]
      : []),
  ];
}

function changes(comparison: Comparison): Reason[] {
  switch (comparison.kind) {
    case 'equal':
      return [];
    case 'changed':
      return comparison.reasons;
    case 'unknown':
      return [
        ...comparison.rotated.map(({ name, address }) => ({
          code: 'rotated',
          message: `password ${name} of ${address} is made anew`,
        })),
        ...comparison.from.map(from => ({
          code: 'dependency-unknown',
          message: `${from} is known only during the run; if it stays the same, this stays untouched`,
        })),
      ];
    default:
      throw new Error(`no reasons for ${comparison satisfies never}`);
  }
}
