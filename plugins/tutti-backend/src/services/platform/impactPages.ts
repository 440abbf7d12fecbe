import { InputError } from '@backstage/errors';
import {
  BlastSummary,
  compareNames,
  EnvironmentBlast,
} from '@tutti/plugin-tutti-common';

/** The environment after which a page begins. */
interface Cursor {
  application: string;
  environment: string;
}

/** Of environments in which something changes, those after the cursor, by their names. */
export function pageOfImpacts(
  impacts: EnvironmentBlast[],
  query: { limit: number; cursor?: string },
): { items: EnvironmentBlast[]; next?: string } {
  const after =
    query.cursor === undefined ? undefined : readCursor(query.cursor);
  const all = impacts
    .filter(isAffected)
    .filter(impact => !after || compare(impact, after) > 0)
    .sort(compare);
  const items = all.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items,
    ...(last &&
      all.length > items.length && {
        next: `${last.application}/${last.environment}`,
      }),
  };
}

export function isAffected({ outcome }: EnvironmentBlast): boolean {
  return outcome !== 'unchanged';
}

export function summaryOf(impacts: EnvironmentBlast[]): BlastSummary {
  const count = (outcome: EnvironmentBlast['outcome']) =>
    impacts.filter(impact => impact.outcome === outcome).length;
  const actions: BlastSummary['actions'] = {
    create: 0,
    update: 0,
    replace: 0,
    keep: 0,
    hold: 0,
    adopt: 0,
    retain: 0,
    destroy: 0,
  };
  let losing = 0;
  for (const impact of impacts) {
    if (impact.outcome !== 'unknown') {
      for (const { action, stateful } of impact.impacts) {
        actions[action] += 1;
        losing +=
          stateful && (action === 'replace' || action === 'destroy') ? 1 : 0;
      }
    }
  }
  return {
    unchanged: count('unchanged'),
    changed: count('changed'),
    blocked: count('blocked'),
    unknown: count('unknown'),
    actions,
    losing,
  };
}

function compare(a: Cursor, b: Cursor): number {
  return (
    compareNames(a.application, b.application) ||
    compareNames(a.environment, b.environment)
  );
}

/** @throws InputError when it is none of ours. */
function readCursor(text: string): Cursor {
  const [application, environment, ...more] = text.split('/');
  if (!application || !environment || more.length > 0) {
    throw new InputError('cursor: give the `next` of an earlier page.');
  }
  return { application, environment };
}
