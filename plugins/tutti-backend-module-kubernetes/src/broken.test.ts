import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BROKEN } from './__testUtils__/broken';

const DOCS = path.join(__dirname, '../../../docs/reference/causes.md');

describe('docs/reference/causes.md', () => {
  const page = readFileSync(DOCS, 'utf8');

  it.each(BROKEN)('tells what is said when $what', ({ what, says, hint }) => {
    const [, , said, wayOut] =
      page
        .split('\n')
        .map(line => line.split(' | ').map(cell => cell.trim()))
        .map(([first, ...rest]) => ['', first.replace('| ', ''), ...rest])
        .find(([, first]) => first === what) ?? [];
    expect(said).toMatch(says);
    expect(wayOut).toContain(hint);
  });
});
