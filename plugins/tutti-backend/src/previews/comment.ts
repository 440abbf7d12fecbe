import {
  DeploymentDetail,
  DeploymentStep,
  Preview,
  PreviewComment,
  PreviewState,
} from '@tutti/plugin-tutti-common';
import { spokenTime } from '../line/spokenTime';

/** So many names are told of each action; of more it is told how many. */
const NAMES_TOLD = 20;
const MOST_PROBLEMS = 10;
const LONGEST_TEXT = 500;

const WORDS: Record<PreviewState, string> = {
  waiting: 'Waiting',
  deploying: 'Deploying',
  running: 'Running',
  failed: 'Failed',
  paused: 'Paused',
  destroying: 'Being destroyed',
  stuck: 'Could not be destroyed',
};

/**
 * What a pull request's comment says of its preview: GitHub's and GitLab's Markdown. Names are text in it,
 * whatever they hold, and nobody is mentioned. Without relative times: while nothing changes, it is the
 * same text.
 *
 * @param facts.deployment - The last one, with its plan
 * @param facts.portal - Base address of the portal; absent: no links to it
 */
export function commentOf({
  preview,
  deployment,
  portal,
}: {
  preview: Preview;
  deployment?: DeploymentDetail;
  portal?: string;
}): PreviewComment {
  const { application, key, title, state, message } = preview;
  const marker = `<!-- tutti-preview ${application}/${key} -->`;
  const heading = [`Preview of ${application}: ${key}`, title]
    .filter(Boolean)
    .join(', ');
  const blocks = [
    `${marker}\n### ${plain(heading)}`,
    `**${WORDS[state]}.** ${plain(message)}`,
    places(preview, deployment, portal),
    planned(deployment),
    problems(deployment),
    expiry(preview),
  ];
  return {
    marker,
    markdown: `${blocks.filter(block => block !== '').join('\n\n')}\n`,
  };
}

function places(
  { application, environment, closing }: Preview,
  deployment: DeploymentDetail | undefined,
  portal: string | undefined,
): string {
  const at = (...path: string[]) =>
    `${portal?.replace(/\/+$/, '')}/tutti/${path
      .map(encodeURIComponent)
      .join('/')}`;
  const addresses = closing
    ? []
    : environment.endpoints.map(
        ({ workload, url }) => `- ${plain(workload)}: ${link(url, url)}`,
      );
  const inPortal =
    portal === undefined
      ? []
      : [
          `- ${link(
            `Environment ${environment.name}`,
            at('applications', application, 'environments', environment.name),
          )}`,
          ...(deployment
            ? [
                `- ${link(
                  `Deployment #${deployment.number}`,
                  at('deployments', deployment.id),
                )}`,
              ]
            : []),
        ];
  return [...addresses, ...inPortal].join('\n');
}

/** In numbers, and by names. */
function planned(deployment: DeploymentDetail | undefined): string {
  if (!deployment?.plan) {
    return '';
  }
  const { plan, steps } = deployment;
  const { contents } = plan;
  const counts = new Map<string, number>();
  for (const kind of ['resource', 'workload'] as const) {
    for (const [action, count] of Object.entries(contents.steps[kind])) {
      counts.set(action, (counts.get(action) ?? 0) + count);
    }
  }
  const total = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([action, count]) =>
      action === 'keep' ? `${count} unchanged` : `${count} to ${action}`,
    )
    .join(', ');
  const losing =
    contents.losing.length > 0
      ? `\n\nLoses the data of ${listed(contents.losing)}.`
      : '';
  return `**Plan of deployment #${deployment.number}:** ${
    total || 'nothing to do'
  }\n${actions(steps)
    .map(([action, names]) => `\n- ${action} ${listed(names)}`)
    .join('')}${losing}`;
}

function actions(steps: DeploymentStep[]): [string, string[]][] {
  const byAction = new Map<string, string[]>();
  for (const { action, address, kind } of steps) {
    if (action !== 'keep' && kind !== 'target') {
      byAction.set(action, [...(byAction.get(action) ?? []), address]);
    }
  }
  return [...byAction];
}

function listed(names: string[]): string {
  const told = names.slice(0, NAMES_TOLD).map(code);
  const more = names.length - told.length;
  return `${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** With their way out. */
function problems(deployment: DeploymentDetail | undefined): string {
  const told = [
    ...(deployment?.failures ?? []).map(
      ({ address, code: problem, message }) => ({
        what: `${address}, ${problem}`,
        message,
      }),
    ),
    ...(deployment?.plan?.problems ?? []).map(
      ({ code: problem, message, hint }) => ({
        what: problem,
        message: [message, hint].filter(Boolean).join(' '),
      }),
    ),
  ];
  if (told.length === 0) {
    return '';
  }
  const more = told.length - MOST_PROBLEMS;
  return [
    '**Problems**',
    '',
    ...told
      .slice(0, MOST_PROBLEMS)
      .map(({ what, message }) => `- ${code(what)}: ${plain(message)}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join('\n');
}

function expiry({ expiresAt, closing }: Preview): string {
  return expiresAt === undefined || closing
    ? ''
    : `It is destroyed at ${spokenTime(
        Date.parse(expiresAt),
      )}, unless its pull request is pushed to before, or when its pull request is closed.`;
}

/** Text that stays text. */
function plain(text: string): string {
  return (
    shortened(text)
      .replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&')
      // Nobody is called, and no other issue is linked to, by a name that a text happens to hold.
      .replace(/@/g, '@\u200b')
      .replace(/:\/\//g, ':\u200b//')
  );
}

function code(text: string): string {
  return `\`${shortened(text).replace(/`/g, "'")}\``;
}

function link(text: string, url: string): string {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
    ? `[${plain(text)}](<${new URL(url).href.replace(
        /[<>\s]/g,
        encodeURIComponent,
      )}>)`
    : plain(text);
}

/** One line: what is longer than a sentence or two is in the portal. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line;
}
