import { spawnSync } from 'child_process';
import { symlinkSync } from 'fs';
import { delimiter, dirname, join } from 'path';
import { applications, bin, platform, root } from '../__testUtils__/examples';
import { temporaryFolder } from '../__testUtils__/folder';
import { tutti } from '../__testUtils__/tutti';

/** Candidates for the last word, without their descriptions. */
async function offered(...words: string[]): Promise<string[]> {
  const { code, out } = await tutti('__complete', ...words);
  expect(code).toBe(0);
  return out
    .split('\n')
    .filter(Boolean)
    .map(line => line.split('\t')[0]);
}

const PLATFORM = ['--platform', platform, applications];
const FILES = [':files'];

describe('what is offered', () => {
  it.each([
    [['g'], ['graph', 'generate']],
    [['validate', ''], FILES],
    [['validate', 'a.yaml', ''], FILES],
    [['graph', '--out'], ['--output']],
    [
      ['graph', '--output', ''],
      ['text', 'json', 'yaml', 'mermaid', 'dot'],
    ],
    [['graph', '--output', 'm'], ['mermaid']],
    [['graph', '--output', 'dot', ''], FILES],
    [['plan', '--platform', ''], FILES],
    [['plan', '--platform', 'a', 'b', ''], FILES],
    [['plan', 'x', '--image', ''], []],
    [
      ['plan', ...PLATFORM, '--environment', ''],
      ['development', 'production', 'staging'],
    ],
    [['plan', ...PLATFORM, '--environment', 's'], ['staging']],
    [['plan', ...PLATFORM, '--application', ''], ['shop']],
    [
      ['plan', ...PLATFORM, '--type', ''],
      ['development', 'preview', 'production', 'staging'],
    ],
    [
      [
        'blast-radius',
        '--after',
        ...PLATFORM.slice(1),
        '--environment',
        'shop/p',
      ],
      ['shop/production'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['completion', 'bash', ''], []],
    [['explain', 'postgres', 'default', ''], []],
    [
      ['workload', ''],
      ['list', 'add', 'edit', 'remove'],
    ],
    [['workload', 'add', 'shop', ''], FILES],
    [['workload', 'add', 'shop', '--ur'], ['--url']],
    [['workload', 'remove', 'shop', ''], []],
    [
      ['env', ''],
      ['create', 'clone', 'delete'],
    ],
    [['deploy', ''], []],
    [['deploy', 'shop', ''], []],
    [['deploy', 'shop', 'staging', '--re'], ['--release']],
    [['rollback', 'shop', 'staging', ''], []],
    [
      ['values', 'set', 'shop', 'staging', '--scope', ''],
      ['application', 'environment'],
    ],
    [['preview', 'up', 'shop', 'pr-1', '--score', ''], FILES],
    [['preview', 'down', 'shop', ''], []],
    [['build', 'shop', 'web', '--score', ''], FILES],
    [['build', 'shop', 'web', '--commit', ''], []],
    [['comment', ''], FILES],
    [['nonsense', ''], []],
    [['plan', '--platform', '/no/such/folder', '--environment', ''], []],
  ])('%j', async (words, expected) => {
    expect(await offered(...words)).toEqual(expected);
  });

  it('all verbs first', async () => {
    expect(await offered('')).toEqual([
      ...['validate', 'explain', 'graph', 'plan', 'generate'],
      ...[
        'whence',
        'blast-radius',
        'pr',
        'init',
        'cluster',
        'module',
        'workload',
      ],
      ...['login', 'logout', 'apps', 'envs', 'deploy', 'promote', 'rollback'],
      ...['approve', 'reject', 'cancel', 'wait', 'logs', 'open', 'build'],
      ...['comment', 'preview', 'env', 'values', 'completion'],
    ]);
  });

  it('an option that was given is not offered again, unless it takes several', async () => {
    const again = await offered('plan', '--type', 'x', '--image', 'y', '--');
    expect(again).toContain('--image');
    expect(again).not.toContain('--type');
  });

  it('resource types and classes, where the platform stands before them', async () => {
    const first = ['explain', ...PLATFORM, '--id', 'x'];
    expect(await offered(...first, 'post')).toEqual([
      'postgres',
      'postgres-instance',
    ]);
    expect(await offered(...first, 'postgres', 'def')).toEqual(['default']);
  });
});

/** Each shell runs its own script; the line is `tutti graph --output m`, then `tutti validate `. */
const SESSIONS = {
  bash: [
    '--norc',
    `source <(tutti completion bash)
     COMP_WORDS=(tutti graph --output m); COMP_CWORD=3; _tutti; echo "\${COMPREPLY[@]}"
     COMP_WORDS=(tutti validate README.m); COMP_CWORD=2; _tutti; echo "\${#COMPREPLY[@]}"
     complete -p tutti`,
    'mermaid\n0\ncomplete -F _tutti tutti\n',
  ],
  zsh: [
    '-f',
    `autoload -U compinit; compinit -D -u
     source <(tutti completion zsh); print $_comps[tutti]
     _describe() { print -rl -- "\${(@P)4}" }; _files() { print files }
     words=(tutti graph --output m); CURRENT=4; _tutti
     words=(tutti comp); CURRENT=2; _tutti
     words=(tutti validate README.m); CURRENT=3; _tutti`,
    '_tutti\nmermaid\ncompletion:print a script that completes tutti in a shell\nfiles\n',
  ],
  fish: [
    '--no-config',
    `tutti completion fish | source
     complete -C 'tutti graph --output m'
     complete -C 'tutti comp'
     complete -C 'tutti validate README.m'`,
    'mermaid\ncompletion\tprint a script that completes tutti in a shell\nREADME.md\n',
  ],
};

const folder = temporaryFolder();
for (const [shell, [plain, lines, expected]] of Object.entries(SESSIONS)) {
  const isThere = spawnSync(shell, ['--version']).status === 0;
  if (!isThere) {
    // eslint-disable-next-line no-console
    console.warn(`SKIPPED: there is no ${shell} here to complete in`);
  }
  (isThere ? describe : describe.skip)(`in ${shell}`, () => {
    it('completes words, and leaves paths to the shell', () => {
      symlinkSync(bin, folder.at('tutti'));
      const path = [folder.at('.'), dirname(process.execPath)].join(delimiter);
      const { stdout, stderr } = spawnSync(shell, [plain, '-c', lines], {
        encoding: 'utf8',
        cwd: join(root),
        env: { ...process.env, PATH: `${path}${delimiter}${process.env.PATH}` },
      });
      expect({ stdout, stderr }).toEqual({ stdout: expected, stderr: '' });
    });
  });
}
