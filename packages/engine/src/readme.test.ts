import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { example } from './__testUtils__/readme';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');

/** The first block of a language. */
function block(language: string): string {
  const start = readme.indexOf(`\`\`\`${language}\n`);
  return readme.slice(
    start + language.length + 4,
    readme.indexOf('\n```', start) + 1,
  );
}

it('shows an example that runs as it is, and what it prints', () => {
  expect(block('ts')).toBe(
    readFileSync(join(__dirname, '__testUtils__/readme.ts'), 'utf8'),
  );
  expect(`${example()}\n`).toBe(block('text'));
});
