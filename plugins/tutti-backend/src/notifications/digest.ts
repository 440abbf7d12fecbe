import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { NotificationTopic } from './config';
import type { Letter } from './Letter';

/** Of more it is said how many. */
const MOST_NAMED = 10;

const SEVERITIES = ['low', 'normal', 'high', 'critical'] as const;

/** Where the whole of it is seen. */
const LINKS: Record<NotificationTopic, string> = {
  approval: '/tutti/waiting',
  decision: '/tutti',
  failure: '/tutti?problems=yes',
  rollback: '/tutti?problems=yes',
  drift: '/tutti/drift',
  stale: '/tutti',
};

const TITLES: Record<NotificationTopic, (count: number) => string> = {
  approval: count => `${count} deployments wait for your approval`,
  decision: count => `${count} of your deployments were decided on`,
  failure: count => `${count} deployments failed`,
  rollback: count =>
    `${count} deployments failed and were put back, or could not be`,
  drift: count => `Others changed objects of ${count} applications`,
  stale: count => `${count} deployments did not run`,
};

/** What may be one notification: of one kind, for the same people. */
export function groupOf({
  topic,
  recipients,
}: Pick<Letter, 'topic' | 'recipients'>): string {
  const { entityRef, excludeEntityRef = [] } = recipients;
  return JSON.stringify([
    topic,
    [entityRef].flat().sort(),
    [excludeEntityRef].flat().sort(),
  ]);
}

/**
 * What is sent of letters that are due together, oldest first: of one scope the last one, and one
 * notification for those of one kind for the same people.
 *
 * @param id - Of what is sent together: sent once more it takes its own place.
 */
export function notificationsOf(
  letters: Letter[],
  id: string,
): NotificationSendOptions[] {
  const groups = new Map<string, Map<string, Letter>>();
  for (const letter of letters) {
    const group = groupOf(letter);
    const ofGroup = groups.get(group) ?? new Map<string, Letter>();
    // Deleted first: a later one stands where it was told.
    ofGroup.delete(letter.scope);
    groups.set(group, ofGroup.set(letter.scope, letter));
  }
  return [...groups.values()].map(group => together([...group.values()], id));
}

function together(letters: Letter[], id: string): NotificationSendOptions {
  const [first] = letters;
  const { topic, recipients } = first;
  if (letters.length === 1) {
    const { title, description, link, severity, scope } = first;
    return {
      recipients,
      payload: {
        title,
        ...(description && { description }),
        link,
        severity,
        topic,
        scope,
      },
    };
  }
  const worst = Math.max(
    ...letters.map(({ severity }) => SEVERITIES.indexOf(severity)),
  );
  return {
    recipients,
    payload: {
      title: TITLES[topic](letters.length),
      description: listed(letters.map(({ name }) => name)),
      link: LINKS[topic],
      severity: SEVERITIES[worst],
      topic,
      scope: `${topic}:${id}`,
    },
  };
}

function listed(names: string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(', ');
  const left = names.length - MOST_NAMED;
  return left > 0 ? `${shown}, and ${left} more.` : `${shown}.`;
}
