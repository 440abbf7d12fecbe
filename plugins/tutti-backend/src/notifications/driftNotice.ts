import { ApplicationRecord } from '../store';
import type { Letter } from './Letter';
import type { DriftNews } from './told';

/** Of more it is told how many. */
const MOST_NAMED = 3;

/** For the owner; undefined where there is none to be told. */
export function driftNotice(
  { id, title, owner }: Pick<ApplicationRecord, 'id' | 'title' | 'owner'>,
  { environments, objects, first }: DriftNews,
): Letter | undefined {
  if (owner === undefined) {
    return undefined;
  }
  const where =
    environments.length > MOST_NAMED
      ? `${environments.length} environments`
      : environments.join(', ');
  return {
    topic: 'drift',
    recipients: { type: 'entity', entityRef: [owner] },
    title: `${title}: others changed ${
      objects === 1 ? 'an object' : `${objects} objects`
    } in ${where}`,
    description: sentence(first),
    link: '/tutti/drift',
    severity: 'low',
    scope: `drift:${id}`,
    name: `${title} in ${where}`,
  };
}

function sentence({ ref, path, change, managers }: DriftNews['first']) {
  const object = `${ref.kind} ${ref.name}`;
  switch (change) {
    case 'gone':
      return `${object} is gone.`;
    case 'taken':
      return `${object} says that it is of another environment now.`;
    default: {
      const by = managers[0] ? `, by ${managers[0].name}` : '';
      return `${object}: ${path} changed${by}.`;
    }
  }
}
