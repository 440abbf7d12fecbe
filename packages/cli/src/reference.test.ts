import { readFileSync } from 'fs';
import { join } from 'path';
import { root } from './__testUtils__/examples';
import { tutti } from './__testUtils__/tutti';
import { commands } from './commands';
import { terminalOf } from './Terminal';

const page = readFileSync(join(root, 'docs/reference/cli.md'), 'utf8');

describe('the reference page', () => {
  const here = process.cwd();
  beforeAll(() => process.chdir(root));
  afterAll(() => process.chdir(here));

  const sessions = [
    ...page.matchAll(/```console\n\$ tutti (.+)\n([^]*?)```/g),
  ].map(([, line, answer]) => [line, answer]);

  /** A line `…` stands for any number of lines. */
  it.each(sessions)('tutti %s answers as it says', async (line, answer) => {
    const { out, err } = await tutti(...line.split(' '));
    const pattern = answer
      .split('…\n')
      .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^]*?');
    expect(`${err}${out}`).toMatch(new RegExp(`^${pattern}$`));
  });

  const stream = { write: () => {} };
  const program = commands(terminalOf(stream, stream, {}), () => {});

  const verbs = program.commands.flatMap(command =>
    command.commands.length === 0
      ? [{ name: command.name(), options: command.options }]
      : command.commands.map(inner => ({
          name: `${command.name()} ${inner.name()}`,
          options: inner.options,
        })),
  );

  it.each(verbs)('has $name with all of its options', ({ name, options }) => {
    expect(page).toContain(`tutti ${name}`);
    const missing = options
      .map(({ long }) => long ?? '')
      .filter(long => !page.includes(`${long}`));
    expect(missing).toEqual([]);
  });
});
