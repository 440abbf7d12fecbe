import { spawnSync } from 'child_process';
import { mkdtempSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { tutti } from './__testUtils__/tutti';

const BIN = join(__dirname, '../bin/tutti');
const root = join(__dirname, '../../..');
const platform = join(root, 'examples/platform');
const shop = join(root, 'examples/applications/shop');
const inShop = [
  ...['--application', 'shop', '--image', 'example.com/x:1'],
  ...['--platform', platform, join(shop, 'application.yaml')],
];

describe('tutti', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('finds the examples valid', async () => {
    const { code, out } = await tutti('validate', platform, shop);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+ files: valid\n$/),
    });
  });

  it('says which driver is not part of it, and reads the rest', async () => {
    const modules = join(root, 'examples/terraform/platform');
    const { code, out, err } = await tutti('validate', platform, modules);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^\d+ files: valid\n$/),
    ]);
    expect(err).toContain(
      'warning DriverNotHere: The driver "terraform" is not part of this program',
    );
    const explained = await tutti(
      ...['explain', 'dns-record', '--platform', platform, modules],
      ...['--environment', 'staging', '--output', 'json'],
    );
    expect(JSON.parse(explained.out).winner).toBe('dns-record-by-module');
  });

  it('explains which definition wins in which environment', async () => {
    const won = async (environment: string) =>
      JSON.parse(
        (
          await tutti(
            ...['explain', 'postgres', '--platform', platform],
            ...['--environment', environment, '--output', 'json'],
          )
        ).out,
      ).winner;
    expect(await won('development')).toBe('postgres-in-cluster');
    expect(await won('production')).toBe('postgres-managed-production');
  });

  it('has problems where nothing matches', async () => {
    const args = ['explain', 'no-such-type', '--platform', platform];
    expect((await tutti(...args)).code).toBe(1);
  });

  it.each([
    ['text', /postgres\.default#main \(postgres-in-cluster\)/],
    ['json', /"nodes"/],
    ['mermaid', /^flowchart LR\n/],
    ['dot', /^digraph tutti \{\n/],
  ])('draws the graph as %s', async (output, expected) => {
    const { code, out } = await tutti(
      ...['graph', shop, ...inShop, '--output', output],
    );
    expect(code).toBe(0);
    expect(out).toMatch(expected);
  });

  it('plans to create everything', async () => {
    const { code, out, err } = await tutti('plan', shop, ...inShop);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^create workload#api$|^create .*api/m);
    expect(out).not.toMatch(/^(update|keep|destroy) /m);
  });

  it('generates the same manifests each time, secrets as references', async () => {
    const first = await tutti('generate', shop, ...inShop);
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    expect(first.out).toContain('kind: Secret');
    expect(first.out).toMatch(/\$\{secret:[^/]+\/[^}]+\}/);
    expect(first.out).not.toContain('(secret');
    expect(await tutti('generate', shop, ...inShop)).toEqual(first);
  });

  it('starts with something that generates, and overwrites nothing', async () => {
    expect((await tutti('init', folder)).code).toBe(0);
    const to = join(folder, 'out/');
    const generated = await tutti(
      ...['generate', join(folder, 'score.yaml'), '--to', to],
      ...['--image', 'nginx:1', '--platform', join(folder, 'platform')],
      ...['--override-property', 'metadata.name=shown'],
    );
    expect(generated).toEqual({ code: 0, out: '', err: '' });
    expect(readdirSync(to)).toContainEqual(
      expect.stringMatching(/-deployment-.*shown.*\.yaml$/),
    );
    expect((await tutti('init', folder)).code).toBe(2);
  });

  it.each([
    [['no-such-verb']],
    [['validate', '/no/such/file']],
    [['validate', platform, '--output', 'xml']],
  ])('calls %p a wrong command line', async args => {
    expect((await tutti(...args)).code).toBe(2);
  });

  it.each([
    ['by its own first line', BIN, []],
    ['by its own first line again, from the snapshot', BIN, []],
    ['by Node', process.execPath, [BIN]],
    ...nodes20().map((node): [string, string, string[]] => [
      'by Node 20',
      node,
      [BIN],
    ]),
  ])(
    'runs from bin, started %s',
    (_, command, args) => {
      const { status, stdout, stderr } = spawnSync(
        command,
        [...args, 'validate', platform],
        { encoding: 'utf8' },
      );
      expect({ status, stdout, stderr }).toEqual({
        status: 0,
        stdout: expect.stringMatching(/^\d+ files: valid\n$/),
        stderr: '',
      });
    },
    60_000,
  );
});

/** Node 20, where this machine happens to have one. */
function nodes20(): string[] {
  const node = '/usr/bin/node';
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return stdout?.startsWith('v20.') ? [node] : [];
}
