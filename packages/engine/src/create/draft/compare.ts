import {
  Reason,
  ResourceDefinition,
  ResourceRecord,
  Unknown,
  Value,
  definitionContent,
} from '../../model';
import {
  differences,
  hideContents,
  lastApplied,
  ObjectDraft,
} from '../objects';
import { eachOpaque, mask } from '../values';
import { Comparison } from './decide';

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
    unknown: string[];
  },
): Comparison {
  if (wanted.hash === undefined) {
    return { kind: 'unknown', from: wanted.unknown };
  }
  if (wanted.hash === record.appliedHash) {
    return { kind: 'equal' };
  }
  const reasons = [
    ...inputReasons(record.inputs, wanted.inputs),
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

function inputReasons(before: Value, after: Value): Reason[] {
  return differences(before, after)
    .slice(0, MOST_REASONS)
    .map(difference => ({
      code: 'input-changed',
      message: `input ${difference.path} changed`,
      path: difference.path,
      ...('before' in difference && { before: shown(difference.before) }),
      ...('after' in difference && { after: shown(difference.after) }),
    }));
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
  unknown: string[],
  objects: ObjectDraft[],
): Comparison {
  if (hash === undefined) {
    return { kind: 'unknown', from: unknown };
  }
  if (hash === applied) {
    return { kind: 'equal' };
  }
  const reasons = objects.flatMap(objectReasons).slice(0, MOST_REASONS);
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

export function objectReasons(object: ObjectDraft): Reason[] {
  const { ref, record, template, action } = object;
  const name = `${ref.kind} ${ref.name}`;
  if (action === 'create' && template) {
    return [{ code: 'object-new', message: `${name} is new` }];
  }
  if (action === 'delete') {
    return [{ code: 'object-gone', message: `${name} is not needed any more` }];
  }
  if (!template || !record) {
    return [];
  }
  const shownDifferences = differences(
    lastApplied(record),
    hideContents(template),
  ).map(({ path, before, after }) => ({
    code: 'object-changed',
    message: `${name}: ${path} changed`,
    path,
    ...(before !== undefined && { before: shown(before) }),
    ...(after !== undefined && { after: shown(after) }),
  }));
  const secret = object.changed
    .filter(path => !shownDifferences.some(reason => reason.path === path))
    .map(path => ({
      code: 'object-changed',
      message: `${name}: ${path} changed`,
      path,
    }));
  return [...shownDifferences, ...secret];
}

function shown(value: Value | undefined) {
  return mask(value ?? null);
}

/** Where the Unknowns inside come from, each once, sorted. */
export function unknownsIn(value: Value): string[] {
  const found = new Set<string>();
  eachOpaque(value, leaf => {
    if (leaf instanceof Unknown) {
      found.add(leaf.from);
    }
  });
  return [...found].sort();
}
