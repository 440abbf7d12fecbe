import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalRunner } from './LocalRunner';
import { RunnerWork } from './Runner';
import { MemoryWorkPlaces } from './WorkPlaces';

const assets = process.env.TOFU_ASSETS;
if (!assets) {
  // eslint-disable-next-line no-console
  console.warn(
    'TOFU_ASSETS is not set: the runner is NOT tested with OpenTofu.',
  );
}

const MAIN = `
  resource "random_password" "it" { length = 20 }
  output "password" {
    value     = random_password.it.result
    sensitive = true
  }
`;
const SLOW = `
  resource "time_sleep" "it" { create_duration = "600s" }
`;

/** Init, plan, show and apply, as the driver has them. */
const commands = [
  { args: ['init', '-no-color'] },
  {
    args: ['plan', '-no-color', '-out=plan.tfplan', '-detailed-exitcode'],
    accepts: [0, 2],
  },
  { args: ['show', '-json', 'plan.tfplan'], stdoutFile: 'plan.json' },
  { args: ['apply', '-no-color', 'plan.tfplan'] },
];

(assets ? describe : describe.skip)('the local runner with OpenTofu', () => {
  let base: string;
  let runner: LocalRunner;

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'tutti-tofu-'));
    runner = new LocalRunner(
      {
        tool: join(assets ?? '', 'tofu'),
        folder: join(base, 'works'),
        concurrency: 4,
        graceMs: 30_000,
        mirror: join(assets ?? '', 'providers'),
      },
      new MemoryWorkPlaces(),
    );
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const workOf = (operationId: string, main: string): RunnerWork => ({
    operationId,
    files: { 'main.tf': main },
    commands,
    env: {},
    keep: ['plan.json', 'plan.tfplan', 'terraform.tfstate'],
  });

  it('plans and applies, and hands back plan and state', async () => {
    const lines: string[] = [];
    const end = await runner.run(workOf('apply', MAIN), {
      signal: new AbortController().signal,
      log: line => lines.push(line),
    });
    expect({ ...end, files: Object.keys(end.files) }).toEqual({
      outcome: 'done',
      codes: [0, 2, 0, 0],
      files: ['plan.json', 'plan.tfplan', 'terraform.tfstate'],
    });
    expect(lines.join('\n')).toContain('Apply complete! Resources: 1 added');
    // Providers are hundreds of megabytes.
    const [work] = readdirSync(join(base, 'works'));
    expect(readdirSync(join(base, 'works', work, 'work')).sort()).toEqual([
      'plan.json',
      'plan.tfplan',
      'terraform.tfstate',
    ]);
  });

  it('initialises once for works that are initialised the same way, with what applies a plan too', async () => {
    const call = { signal: new AbortController().signal, log: () => {} };
    const run = (id: string, more: Partial<RunnerWork>) =>
      runner.run({ ...workOf(id, MAIN), initialises: 'main', ...more }, call);
    const [init, plan, , apply] = commands;
    const files = { 'main.tf': MAIN };
    const keep = ['plan.tfplan', '.terraform.lock.hcl'];
    const planned = await run('plan', { commands: [init, plan], files, keep });
    expect(planned.codes).toEqual([0, 2]);
    const applied = await run('apply', {
      commands: [init, apply],
      files: { ...files, ...planned.files },
    });
    expect(applied).toMatchObject({ outcome: 'done', codes: [0] });
    const another = await run('another', { commands: [init, plan], files });
    expect(another.codes).toEqual([2]);
    const other = await run('other', {
      commands: [init, plan],
      files,
      initialises: 'other',
    });
    expect(other.codes).toEqual([0, 2]);
  });

  it('initialises anew after a work failed in a folder that it was given', async () => {
    const call = { signal: new AbortController().signal, log: () => {} };
    const run = (id: string, main: string) =>
      runner.run({ ...workOf(id, main), initialises: 'same' }, call);
    expect(await run('first', MAIN)).toMatchObject({ outcome: 'done' });
    // Its provider was never asked for under this key.
    expect(await run('wrong', SLOW)).toMatchObject({ outcome: 'failed' });
    const again = await run('right', MAIN);
    expect(again).toMatchObject({ outcome: 'done', codes: [0, 2, 0, 0] });
  });

  it('runs several at once', async () => {
    const ends = await Promise.all(
      ['a', 'b', 'c', 'd'].map(id =>
        runner.run(workOf(id, MAIN), {
          signal: new AbortController().signal,
          log: () => {},
        }),
      ),
    );
    expect(ends.map(({ outcome }) => outcome)).toEqual(Array(4).fill('done'));
  });

  it('stops an apply so that it saves its state', async () => {
    const stop = new AbortController();
    const lines: string[] = [];
    const end = await runner.run(workOf('slow', MAIN + SLOW), {
      signal: stop.signal,
      log(line) {
        lines.push(line);
        if (line.includes('random_password.it: Creation complete')) {
          stop.abort();
        }
      },
    });
    expect(end).toMatchObject({ outcome: 'stopped', codes: [0, 2, 0, 1] });
    expect(lines.join('\n')).toContain('Gracefully shutting down');
    expect(
      JSON.parse(end.files['terraform.tfstate'].toString()).resources,
    ).toHaveLength(1);
  });
});
