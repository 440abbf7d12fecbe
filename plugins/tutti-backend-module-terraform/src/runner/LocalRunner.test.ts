import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pretendedTool, runnerContract } from '../testing';
import { LocalRunner, LocalRunnerOptions } from './LocalRunner';
import { RunnerWork } from './Runner';
import { WorkFolder } from './WorkFolder';
import { MemoryWorkPlaces } from './WorkPlaces';

let base: string;
let places: MemoryWorkPlaces;
let options: LocalRunnerOptions;

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'tutti-local-'));
  places = new MemoryWorkPlaces();
  options = {
    tool: await pretendedTool(base),
    folder: join(base, 'works'),
    concurrency: 4,
    graceMs: 2_000,
  };
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const local = (more: Partial<LocalRunnerOptions> = {}) =>
  new LocalRunner({ ...options, ...more }, places);

const workOf = (text: string, more: Partial<RunnerWork> = {}): RunnerWork => ({
  operationId: 'operation-1',
  files: {},
  commands: [{ args: ['run', text] }],
  env: {},
  keep: [],
  ...more,
});

const listen = () => {
  const stop = new AbortController();
  const lines: string[] = [];
  return {
    lines,
    stop,
    call: { signal: stop.signal, log: (line: string) => lines.push(line) },
  };
};

/** Contents of all files below, and the argument lists of all processes. */
function everything(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const argumentLists = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(pid => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
  return [...files, ...argumentLists].join('\n');
}

describe('the local runner', () => {
  runnerContract(() => ({
    runner: local(),
    another: local,
    traces: async () => everything(options.folder),
  }));

  it('has folders that nobody else can read, and leaves only what is handed back', async () => {
    const work = workOf(
      'stat -c %a . ..; mkdir -p .terraform/x a; touch b a/c a/d; ls',
      {
        keep: ['b', 'a/c'],
      },
    );
    const told = listen();
    const runner = local();
    await runner.run(work, told.call);
    expect(told.lines.slice(0, 2)).toEqual(['700', '700']);
    const folder = WorkFolder.of(options.folder, work.operationId);
    expect(statSync(options.folder).mode & 0o777).toBe(0o700);
    expect(
      readdirSync(folder.work, { recursive: true }).map(String).sort(),
    ).toEqual(['a', 'a/c', 'b']);
    await runner.forget(work.operationId);
    expect(existsSync(folder.path)).toBe(false);
  });

  it('has no file with a secret any more when the tool has ended', async () => {
    const runner = local();
    const work = workOf('ls -R; exit 1', { secretFiles: { 's/token': 'x' } });
    const { work: folder } = WorkFolder.of(options.folder, work.operationId);
    const told = listen();
    await runner.run(
      { ...work, commands: [...work.commands], keep: ['s/token'] },
      told.call,
    );
    expect(told.lines).toContain('token');
    expect(existsSync(join(folder, 's', 'token'))).toBe(false);
  });

  it('does not know what another machine ran', async () => {
    await places.put('operation-1', { host: 'elsewhere', folder: base });
    expect(await local().recover('operation-1')).toEqual({
      state: 'unknown',
      why: expect.stringContaining('elsewhere'),
    });
    await expect(local().run(workOf('true'), listen().call)).rejects.toThrow(
      'elsewhere',
    );
  });

  it('says what to do where the tool is missing or something else', async () => {
    await expect(
      local({ tool: 'no-such-tofu' }).run(workOf('true'), listen().call),
    ).rejects.toThrow(
      'There is no no-such-tofu on the machine of the backend. Install OpenTofu or Terraform there',
    );
    await expect(
      local({ tool: '/bin/echo' }).run(workOf('true'), listen().call),
    ).rejects.toThrow('/bin/echo is neither OpenTofu nor Terraform.');
    expect(await local().recover('operation-1')).toEqual({
      state: 'notStarted',
    });
  });

  it('runs no more at once than it may', async () => {
    const runner = local({ concurrency: 2 });
    const marks = join(base, 'marks');
    // Each is there alone or with one other.
    const text = `mkdir -p '${marks}'; touch '${marks}'/$$; ls '${marks}' | wc -l; sleep 0.05; rm '${marks}'/$$`;
    const told = listen();
    await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        runner.run(workOf(text, { operationId: `o-${index}` }), told.call),
      ),
    );
    expect(told.lines).toHaveLength(6);
    expect(told.lines.filter(line => Number(line) > 2)).toEqual([]);
  });

  it('leaves the line when it is stopped while it waits', async () => {
    const runner = local({ concurrency: 1 });
    const first = listen();
    const end = runner.run(
      workOf('echo up; while :; do sleep 0.05; done'),
      first.call,
    );
    const second = listen();
    const waiting = runner.run(
      workOf('echo never', { operationId: 'operation-2' }),
      second.call,
    );
    second.stop.abort();
    expect(await waiting).toMatchObject({ outcome: 'stopped', codes: [] });
    first.stop.abort();
    await end;
    expect(second.lines).toEqual([]);
  });
});

describe('works that nobody asked for', () => {
  const begun = async (operationId: string, keep: string[] = []) => {
    const { call } = listen();
    await local().run(workOf('true', { operationId, keep }), call);
  };

  it('are forgotten after their time, with their folders', async () => {
    await begun('plan-1');
    const { path } = WorkFolder.of(options.folder, 'plan-1');
    await local().sweep(60_000, []);
    expect(existsSync(path)).toBe(true);
    await local().sweep(-1_000, []);
    expect(existsSync(path)).toBe(false);
    expect(await places.find('plan-1')).toBeUndefined();
  });

  it('are forgotten where only the folder is left', async () => {
    await begun('plan-1');
    await places.remove('plan-1');
    await local().sweep(-1_000, []);
    expect(readdirSync(options.folder)).toEqual(['providers']);
  });

  it('stay as long as they hold what is precious, and while they run', async () => {
    await begun('op-1', ['errored.tfstate']);
    const { path, work } = WorkFolder.of(options.folder, 'op-1');
    writeFileSync(join(work, 'errored.tfstate'), '{}');
    const { call, stop, lines } = listen();
    const running = local().run(
      workOf('echo up; while :; do sleep 0.05; done', { operationId: 'op-2' }),
      call,
    );
    while (lines.length === 0) await pause(20);
    await local().sweep(-1_000, ['errored.tfstate']);
    expect(existsSync(path)).toBe(true);
    expect(await local().recover('op-2')).toEqual({ state: 'running' });
    stop.abort();
    await running;
  });
});
