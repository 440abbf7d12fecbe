import { DeliveryOrigin } from '@tutti/engine';
import { SIGN } from '../layout';
import { subjectOf } from '../message';
import { Folder } from '../Repository';
import { PullRequestText } from './PullRequestHost';

/** Hosts take some ten thousand characters. */
const MOST_FILES = 100;

/**
 * What a pull request says: what would change in the environment's folder when it is merged, and where that comes
 * from.
 *
 * @param portal - address of the portal; absent: no link to the deployment
 */
export function pullRequestText(
  about: DeliveryOrigin,
  folders: { before: Folder; after: Folder },
  portal: string | undefined,
): PullRequestText {
  const lines = changesOf(folders);
  const more = lines.length - MOST_FILES;
  const { application, environment, release, deployment, plan } = about;
  const blocks = [
    `Release \`${release}\` of \`${application}\` for \`${environment}\`.`,
    [
      ...lines.slice(0, MOST_FILES),
      ...(more > 0 ? [`- and ${more} more`] : []),
    ].join('\n'),
    [
      ...(deployment === undefined
        ? []
        : [`Deployment: ${linkOf(deployment, portal)}`]),
      `Plan: \`${plan}\``,
    ].join('\n'),
    'The deployment waits until this is merged. It fails when this is closed without being merged.',
  ];
  return {
    title: subjectOf([about]),
    body: `${blocks.filter(block => block !== '').join('\n\n')}\n`,
  };
}

/** By file, which names the object. */
function changesOf({ before, after }: { before: Folder; after: Folder }) {
  const files = [...new Set([...before.keys(), ...after.keys()])]
    .filter(file => file !== SIGN)
    .sort();
  return files.flatMap(file => {
    const [was, is] = [before.get(file), after.get(file)];
    if (was === is) return [];
    const word = was === undefined ? 'new' : 'changed';
    return [`- ${is === undefined ? 'removed' : word}: \`${file}\``];
  });
}

function linkOf(deployment: string, portal: string | undefined): string {
  return portal === undefined
    ? `\`${deployment}\``
    : `${portal}/tutti/deployments/${encodeURIComponent(deployment)}`;
}
