import {
  Reason,
  ResourceDefinition,
  ResourceRecord,
  isRotating,
  Unknown,
  Value,
  WorkloadOverlay,
  definitionContent,
} from '../../model';
import {
  differences,
  hideContents,
  lastApplied,
  movedLeaves,
  ObjectDraft,
} from '../objects';
import { eachOpaque, mask } from '../values';
import { overlayChange } from '../workload';
import { Board } from './board';
import { Comparison } from './decide';

/** Kinds on which overlays are written. None of them holds contents of its own. */
const RUN_PODS: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'CronJob',
]);

/** More would not be read; the manifests show all. */
const MOST_REASONS = 20;

/** What is wanted against what was applied last, with the reason for every difference. */
export function compareResource(
  record: ResourceRecord,
  wanted: {
    definition: ResourceDefinition;
    driverVersion: string;
    inputs: Value;
    hash?: string;
    unknown: UnknownOrigins;
  },
): Comparison {
  if (wanted.hash === undefined) {
    return { kind: 'unknown', ...wanted.unknown };
  }
  if (wanted.hash === record.appliedHash) {
    return { kind: 'equal' };
  }
  const reasons = [
    ...(isRotating(record)
      ? [
          {
            code: 'rotated',
            message:
              'its passwords were made anew, and it has not got them yet',
          },
        ]
      : []),
    ...leafReasons(
      'input-changed',
      'input',
      record.inputs,
      wanted.inputs,
    ).slice(0, MOST_REASONS),
    ...definitionReasons(record, wanted),
  ];
  // A record without a hash was never applied well: its lifecycle says so already.
  return reasons.length === 0 && record.appliedHash === undefined
    ? { kind: 'equal' }
    : {
        kind: 'changed',
        reasons:
          reasons.length > 0
            ? reasons
            : [
                {
                  code: 'surroundings-changed',
                  message: 'what it is made from has changed',
                },
              ],
      };
}

/**
 * Every leaf that is not what it was. What is not known on either side counts as the same as long as
 * it comes from the same place.
 *
 * @param what what the paths are of: `input`, `Deployment web:`
 */
function leafReasons(
  code: string,
  what: string,
  before: Value,
  after: Value,
): Reason[] {
  return movedLeaves(before, after).map(difference =>
    difference.after instanceof Unknown
      ? {
          code: 'dependency-unknown',
          message: `${what} ${difference.path} comes from ${difference.after.from}, which is known only during the run`,
          path: difference.path,
        }
      : {
          code,
          message: `${what} ${difference.path} changed`,
          path: difference.path,
          ...('before' in difference && {
            before: mask(difference.before ?? null),
          }),
          ...('after' in difference && {
            after: mask(difference.after ?? null),
          }),
        },
  );
}

function definitionReasons(
  record: ResourceRecord,
  wanted: { definition: ResourceDefinition; driverVersion: string },
): Reason[] {
  const { definition, driverVersion } = wanted;
  return [
    ...definitionChange(record.definition, definition),
    ...(record.driverVersion === driverVersion
      ? []
      : [
          {
            code: 'driver-changed',
            message: `driver ${definition.driver} changed`,
            before: record.driverVersion,
            after: driverVersion,
          },
        ]),
  ];
}

/** One reason, or none when both say the same. */
export function definitionChange(
  old: ResourceDefinition,
  definition: ResourceDefinition,
): Reason[] {
  const changed = differences(
    definitionContent(old),
    definitionContent(definition),
  );
  return changed.length > 0
    ? [
        {
          code: 'definition-changed',
          message:
            old.name === definition.name
              ? `definition ${definition.name} changed`
              : `definition ${definition.name} adopts what ${old.name} made`,
          path: changed[0].path,
        },
      ]
    : [];
}

/** A workload against what was applied last; its objects say what is different. */
export function compareWorkload(
  applied: string | undefined,
  hash: string | undefined,
  unknown: UnknownOrigins,
  objects: ObjectDraft[],
  overlay: WorkloadOverlay,
): Comparison {
  if (hash === undefined) {
    return { kind: 'unknown', ...unknown };
  }
  if (hash === applied) {
    return { kind: 'equal' };
  }
  const reasons = objects
    .flatMap(object => overlaidReasons(object, overlay))
    .slice(0, MOST_REASONS);
  if (reasons.length === 0 && applied === undefined) {
    return { kind: 'equal' };
  }
  return {
    kind: 'changed',
    reasons:
      reasons.length > 0
        ? reasons
        : [{ code: 'object-changed', message: 'its objects changed' }],
  };
}

/** What people decided about pods first, and in words of its own. */
function overlaidReasons(
  object: ObjectDraft,
  overlay: WorkloadOverlay,
): Reason[] {
  const { ref, record, template } = object;
  if (!RUN_PODS.has(ref.kind) || !record || !template) {
    return objectReasons(object);
  }
  const { reasons, before, after } = overlayChange(
    lastApplied(record),
    hideContents(template),
    overlay,
  );
  return [
    ...reasons,
    ...leafReasons('object-changed', `${ref.kind} ${ref.name}:`, before, after),
  ];
}

export function objectReasons(object: ObjectDraft): Reason[] {
  const { ref, record, template, action } = object;
  const name = `${ref.kind} ${ref.name}`;
  if (action === 'create' && template) {
    return [{ code: 'object-new', message: `${name} is new` }];
  }
  if (action === 'delete') {
    return [{ code: 'object-gone', message: `${name} is not needed any more` }];
  }
  if (action === 'release') {
    return [
      {
        code: 'object-released',
        message: `${name} was there before and stays`,
      },
    ];
  }
  if (!template || !record) {
    return [];
  }
  const shown = leafReasons(
    'object-changed',
    `${name}:`,
    lastApplied(record),
    hideContents(template),
  );
  const secret = object.changed
    .filter(path => !shown.some(reason => reason.path === path))
    .map(path => ({
      code: 'object-changed',
      message: `${name}: ${path} changed`,
      path,
    }));
  return [...shown, ...secret];
}

/** Where the Unknowns of a value come from: `from` each once, sorted; passwords made anew by name. */
export type UnknownOrigins = Omit<
  Extract<Comparison, { kind: 'unknown' }>,
  'kind'
>;

export function unknownsIn(
  { rotated }: Pick<Board, 'rotated'>,
  value: Value,
): UnknownOrigins {
  const found = new Set<string>();
  eachOpaque(value, leaf => {
    if (leaf instanceof Unknown) {
      found.add(leaf.from);
    }
  });
  const from = [...found].sort();
  return {
    from: from.filter(origin => !rotated?.has(origin)),
    rotated: from.flatMap(origin => rotated?.get(origin) ?? []),
  };
}
