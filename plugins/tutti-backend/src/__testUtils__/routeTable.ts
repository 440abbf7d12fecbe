import { Route } from '../api/route';

const BEGIN = '<!-- routes: begin -->';
const END = '<!-- routes: end -->';

/**
 * The page with every route in its table.
 *
 * @throws Error where the page has no place for it
 */
export function withRouteTable(page: string, routes: Route[]): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) {
    throw new Error(`The page has no ${BEGIN} and ${END}`);
  }
  const rows = routes.map(
    ({ method, path, summary, answers, streams }) =>
      `| \`${method.toUpperCase()} ${path}\` | ${summary.replaceAll(
        '|',
        '\\|',
      )} | ${answers ?? (streams ? `parts: ${streams}` : 'nothing')} |`,
  );
  return `${before}${BEGIN}

| Route | What it does | Answer |
| --- | --- | --- |
${rows.join('\n')}

${END}${after}`;
}
