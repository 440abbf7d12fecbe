import { createHash } from 'crypto';
import { RouteRule } from './rules';
import { Answerer } from './whoAnswers';

export interface Page {
  status: number;
  title: string;
  /** Markup; every value in it is escaped. */
  body: string;
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
dt { font-weight: 600; margin-top: .75rem; }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
caption, th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top; overflow-wrap: anywhere; }
caption { font-weight: 600; }
.simulation { border-left: 4px solid currentColor; padding-left: .75rem; }
`;

/** Nothing is loaded, nothing runs; the one style is the page's own. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash(
  'sha256',
)
  .update(STYLE)
  .digest(
    'base64',
  )}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const SIMULATION =
  '<p class="simulation">This is a simulation: the sandbox runs no container, so this page stands where the workload would answer.</p>';

export function answerPage(rule: RouteRule, answerer: Answerer): Page {
  const { workload, pods, cause } = answerer;
  const title =
    cause === undefined
      ? `${workload ?? rule.service} would answer here`
      : 'Nobody would answer here';
  return {
    status: cause === undefined ? 200 : 502,
    title,
    body: [
      cause === undefined ? '' : `<p role="alert">${escape(cause)}</p>`,
      SIMULATION,
      '<dl>',
      fact('Workload', workload ?? 'none'),
      fact(
        'Route',
        `${rule.source}: ${rule.host}${rule.path} (${
          rule.exact ? 'this path only' : 'this path and below'
        })`,
      ),
      fact(
        'Service',
        `${rule.namespace}/${rule.service}${
          rule.port === undefined ? '' : `, port ${rule.port}`
        }`,
      ),
      '</dl>',
      pods.length === 0 ? '' : podTable(pods),
    ].join('\n'),
  };
}

export function noPathPage(host: string, paths: string[]): Page {
  return {
    status: 404,
    title: 'No route has this path',
    body: `${SIMULATION}\n<p>Paths of ${escape(host)}:</p>\n<ul>${paths
      .map(path => `<li>${escape(path)}</li>`)
      .join('')}</ul>`,
  };
}

export function noHostPage(): Page {
  return {
    status: 404,
    title: 'No route has this host',
    body: SIMULATION,
  };
}

export function render({ title, body }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} (sandbox)</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

function fact(term: string, text: string): string {
  return `<dt>${term}</dt><dd>${escape(text)}</dd>`;
}

function podTable(pods: Answerer['pods']): string {
  const rows = pods.map(
    ({ name, images, state }) =>
      `<tr><td>${escape(name)}</td><td>${images
        .map(escape)
        .join('<br>')}</td><td>${escape(state)}</td></tr>`,
  );
  return `<table><caption>Pods</caption><thead><tr><th scope="col">Name</th><th scope="col">Images</th><th scope="col">State</th></tr></thead><tbody>${rows.join(
    '',
  )}</tbody></table>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
