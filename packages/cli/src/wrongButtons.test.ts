import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { tutti } from './__testUtils__/tutti';
import {
  bin,
  platform,
  score,
  shop,
  SMALL_PLATFORM,
} from './__testUtils__/examples';
import { temporaryFolder } from './__testUtils__/folder';

const folder = temporaryFolder();
const inShop = [shop, '--platform', platform];

describe('a wrong command line says what is wrong, and ends with 2', () => {
  it.each([
    [['valdate'], "unknown command 'valdate'\n(Did you mean validate?)"],
    [['plan', '--platfrom', 'x', 'y'], '(Did you mean --platform?)'],
    [['validate'], "missing required argument 'paths'"],
    [
      ['plan', '--platform', platform, shop],
      'An option with several values takes all that follows',
    ],
    [['validate', platform, '--output', 'xml'], 'text, json, yaml'],
    [['graph', ...inShop, '--output', 'png'], 'mermaid, dot'],
    [['completion', 'tcsh'], 'bash, zsh, fish'],
    [['workload', 'ad'], "unknown command 'ad'\n(Did you mean add?)"],
    [['workload', 'list'], "missing required argument 'application'"],
    [['workload', 'list', 'shop'], '--portal https://…, or TUTTI_PORTAL'],
    [
      ['workload', 'list', 'shop', '--portal', 'ftp://x'],
      'must be an address that begins with https://',
    ],
    [
      ['workload', 'list', 'shop', '--portal', 'http://localhost:1'],
      'TUTTI_TOKEN is not set',
    ],
    [['workload', 'add', 'shop'], 'give a Score file, or --name with --url'],
    [
      ['workload', 'add', 'shop', `${shop}/web/score.yaml`, '--ref', 'x'],
      'not both',
    ],
    [['workload', 'edit', 'shop', '--managed'], '--managed needs a Score file'],
    [['workload', 'add', 'shop', '/no/such'], 'cannot read /no/such'],
    [['deploy', 'shop'], "missing required argument 'environment'"],
    [['plan', 'shop', 'staging'], 'cannot read shop'],
    [
      ['plan', 'shop', '--portal', 'http://localhost:1'],
      'name an application and an environment',
    ],
    [
      ['plan', 'shop', 'staging', '--portal', 'x', '--type', 'y'],
      '--type is for Score files',
    ],
    [['plan', ...inShop, '--force'], '--force is for a portal'],
    [['env', 'create', 'shop', 'x'], "'--type <name>'"],
    [['login'], '--portal https://…, or TUTTI_PORTAL'],
    [['comment'], 'this is not GitHub Actions, GitLab CI or Jenkins'],
    [['blast-radius', '--after', platform], "'--before <paths...>'"],
    [
      ['blast-radius', '--before', platform, '--after', platform, shop].concat(
        '--environment',
        'shop/test',
      ),
      'no environment shop/test is declared; there is shop/development',
    ],
    [['plan', ...inShop, '--image', 'a', 'b=c'], '--image container=image'],
    [
      ['plan', ...inShop, '--image', 'a=b:1', 'a=b:2'],
      'gives a two images: b:1 and b:2',
    ],
    [['plan', ...inShop, '--image', 'a='], 'is incomplete'],
    [['plan', ...inShop, '--image', 'a/b/c=d'], 'is incomplete'],
    [
      ['plan', ...inShop, '--override-property', 'a=b'],
      'overrides are for one Score file at a time',
    ],
    [
      ['validate', '/no/such/file'],
      'cannot read /no/such/file: there is no such file or folder',
    ],
    [
      ['plan', ...inShop, '--values', '/no/such/file'],
      'cannot read /no/such/file',
    ],
    [['plan', shop], 'there is no folder ./platform; give --platform'],
    [
      ['generate', ...inShop, '--to', `${bin}/x/`],
      'a part of the path is a file, no folder',
    ],
    [['generate', ...inShop, '--to', `${bin}/x`], 'cannot write to'],
    [['init', `${bin}/x`], 'cannot write'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await tutti(...args);
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: expect.stringContaining(message),
    });
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('a folder with no file for the verb', async () => {
    const empty = folder.at('.');
    const text = folder.write('README.yaml', 'title: neither of both');
    for (const [args, message] of [
      [['validate', empty], 'nothing to validate'],
      [['plan', empty, '--platform', platform], 'no Score file in'],
      [['explain', 'dns', '--platform', empty], 'no platform file in'],
      [['plan', shop, '--platform', empty], 'UnknownReference'],
    ] as const) {
      const { code, err } = await tutti(...args);
      expect({ err, failed: code > 0 }).toEqual({
        err: expect.stringContaining(message),
        failed: true,
      });
    }
    // Who names a file means it.
    expect((await tutti('validate', text)).code).toBe(1);
  });
});

const unreadable = '/proc/self/mem';
(existsSync(unreadable) ? describe : describe.skip)(
  'an unreadable file',
  () => {
    it('is named, with the reason', async () => {
      expect(await tutti('validate', unreadable)).toEqual({
        code: 2,
        out: '',
        err: `error: cannot read ${unreadable}: EIO\n`,
      });
    });
  },
);

describe('what the files say wrong ends with 1', () => {
  it.each([
    ['plan', 'second.yaml', score('web'), 'DuplicateWorkload'],
    ['graph', 'second.yaml', score('web'), 'DuplicateWorkload'],
    ['plan', 'broken.yaml', 'apiVersion: score.dev/v1b1\n: [', 'YamlSyntax'],
    ['plan', 'platform.yaml', `${SMALL_PLATFORM}x: [`, 'YamlSyntax'],
    ['plan', 'other.yaml', `${SMALL_PLATFORM}`, 'DuplicateName'],
  ])('%s with a %s', async (verb, name, text, code) => {
    folder.write('score.yaml', score('web'));
    folder.write('base.yaml', SMALL_PLATFORM);
    folder.write(name, text);
    const path = folder.at('.');
    const answer = await tutti(verb, path, '--platform', path);
    expect(answer).toEqual({
      code: 1,
      out: '',
      err: expect.stringContaining(`error ${code}: `),
    });
    expect(answer.err).toContain(name);
  });

  it.each([
    [['plan', ...inShop, '--type', 'prod'], 'UnknownEnvironmentType'],
    [['graph', ...inShop, '--type', 'prod'], 'UnknownEnvironmentType'],
    [['generate', ...inShop, '--environment', 'x'], 'UnknownEnvironmentType'],
    [['plan', ...inShop, '--application', '###'], 'InvalidName'],
    [
      ['generate', ...inShop, '--environment', 'feature/JIRA-12'].concat(
        ...['--type', 'development'],
      ),
      'lower-case letters, digits and dashes',
    ],
    [
      ['graph', ...inShop, '--application', 'a'.repeat(64)],
      'at most 63 characters',
    ],
    [['plan', ...inShop, '--image', 'nothing/such=x:1'], 'ImageInvalid'],
    [
      ['explain', 'dns', '--platform', platform, '--type', 'prod'],
      'there is development, preview, production, staging',
    ],
    [
      ['explain', 'dsn', '--platform', platform],
      'There is no resource type dsn',
    ],
  ])('%j', async (args, message) => {
    expect(await tutti(...args)).toEqual({
      code: 1,
      out: '',
      err: expect.stringContaining(message),
    });
  });

  it('another application than the declared ones is only warned of', async () => {
    const { code, err } = await tutti(
      ...['graph', ...inShop, '--application', 'shopp'],
    );
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining('warning UnknownApplication'),
    });
  });
});

it('a reader that has enough ends nothing with a stack trace', () => {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    [
      '-c',
      '"$@" | head -n 1; exit "${PIPESTATUS[0]}"',
      'bash',
      ...[process.execPath, bin, 'generate', ...inShop],
    ],
    { encoding: 'utf8' },
  );
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: '---\n',
    stderr: '',
  });
});
