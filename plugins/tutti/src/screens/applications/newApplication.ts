import { parseDocument } from 'yaml';

/** `shop`, from `Online Shop!`: a name as the API takes it. */
export function nameFrom(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}

/** The workload's name in a Score text, where it can be read. */
export function workloadNameOf(score: string): string | undefined {
  const document = parseDocument(score);
  const name: unknown = document.getIn(['metadata', 'name']);
  return typeof name === 'string' && name ? name : undefined;
}
