import { MadeFrom } from '../store';

/**
 * What is not any more as it was when a plan was made, in sentences for whoever wants to deploy it;
 * empty while the plan is current. What a run changed is told by the runs themselves (`cameBetween`).
 */
export function differences(before: MadeFrom, now: MadeFrom): string[] {
  return [
    ...(before.platform === now.platform
      ? []
      : [
          'Other platform files are in use than those that this plan was made with.',
        ]),
    ...(before.platformValues === now.platformValues
      ? []
      : [
          'Values or secrets of the platform (tutti.platform in app-config) changed.',
        ]),
    ...ownerDifference(before, now),
    ...changed(before.labels, now.labels, {
      added: name => `The catalog entity has the label ${name} now.`,
      removed: name => `The catalog entity has no label ${name} any more.`,
      changed: name => `The label ${name} of the catalog entity changed.`,
    }),
    ...valueDifferences(before, now, 'application'),
    ...valueDifferences(before, now, 'environment'),
    ...changed(before.neighbours, now.neighbours, {
      added: name => `The application ${name} offers workloads here now.`,
      removed: name => `The application ${name} offers nothing here any more.`,
      changed: name =>
        `What the application ${name} has deployed here changed.`,
    }),
  ];
}

function ownerDifference(before: MadeFrom, now: MadeFrom): string[] {
  return before.owner === now.owner
    ? []
    : [
        `The application belongs to ${now.owner ?? 'nobody'} now, not to ${
          before.owner ?? 'nobody'
        }.`,
      ];
}

function valueDifferences(
  before: MadeFrom,
  now: MadeFrom,
  scope: keyof MadeFrom['values'],
): string[] {
  return changed(before.values[scope], now.values[scope], {
    added: name => `${name} was set for the ${scope}.`,
    removed: name => `${name} of the ${scope} is gone.`,
    changed: name => `${name} of the ${scope} changed.`,
  });
}

/** By name, one sentence each. */
function changed(
  before: Record<string, string>,
  now: Record<string, string>,
  sentences: Record<'added' | 'removed' | 'changed', (name: string) => string>,
): string[] {
  const names = [
    ...new Set([...Object.keys(before), ...Object.keys(now)]),
  ].sort();
  return names.flatMap(name => {
    const was = Object.hasOwn(before, name);
    const is = Object.hasOwn(now, name);
    if (was && is) {
      return before[name] === now[name] ? [] : [sentences.changed(name)];
    }
    return [is ? sentences.added(name) : sentences.removed(name)];
  });
}
