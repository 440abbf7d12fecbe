import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ProcessOrder } from './order';
import { placeHere, socketFile } from './place';
import { recoverProcess } from './recoverProcess';
import { SupervisedProcess } from './SupervisedProcess';
import { Supervisors } from './Supervisors';

const CANARY = 'canary-of-the-environment';

let base: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tutti-process-'));
});
afterEach(() => {
  children.splice(0).forEach(child => child.kill('SIGKILL'));
  rmSync(base, { recursive: true, force: true });
});

function program(source: string, order: Partial<ProcessOrder> = {}) {
  return {
    command: process.execPath,
    args: ['-e', source],
    cwd: base,
    env: { TOKEN: CANARY },
    graceMs: 10_000,
    ...order,
  };
}

/** Stops gently when asked, as Terraform does, and leaves its state behind. */
const GENTLE = `
  const { writeFileSync } = require('node:fs');
  process.on('SIGINT', () => {
    console.log('stopping');
    writeFileSync('errored.tfstate', '{}');
    process.exit(1);
  });
  console.log('up ' + process.pid);
  setInterval(() => {}, 1000);
`;
const DEAF = `
  process.on('SIGINT', () => {});
  console.log('up ' + process.pid);
  setInterval(() => {}, 1000);
`;

function listen() {
  let heard = '';
  return {
    hear: (text: string) => {
      heard += text;
    },
    get heard() {
      return heard;
    },
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(heard);
        if (found) return found;
        await pause(10);
      }
    },
  };
}

/** What nobody has asked for its exit code is dead all the same. */
function isAlive(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  if (existsSync('/proc/self/stat')) {
    return (
      existsSync(stat) && !/^\d+ \(.*\) Z/.test(readFileSync(stat, 'utf8'))
    );
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A backend in a process of its own, which has begun a program and can be killed. */
async function backendThatRuns(
  folder: string,
  order: ProcessOrder,
): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [
      ...[
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      '-e',
      `const { SupervisedProcess } = require(process.argv[1]);
       SupervisedProcess.start(process.argv[2], JSON.parse(process.argv[3]), text =>
         process.stdout.write(text));`,
      ...[
        join(__dirname, 'SupervisedProcess.ts'),
        folder,
        JSON.stringify(order),
      ],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  await once(child.stdout!, 'data');
  return child;
}

describe('a supervised process', () => {
  it('says what it says, and how it ended', async () => {
    const told = listen();
    const run = await SupervisedProcess.start(
      join(base, 'run'),
      program(`
        console.log('größe ' + process.env.TOKEN);
        console.error('and on the other stream');
        process.exit(3);
      `),
      told.hear,
    );
    expect(await run.ended).toEqual({
      code: 3,
      reason: 'ended',
      at: expect.any(String),
    });
    expect(told.heard.split('\n').sort()).toEqual([
      '',
      'and on the other stream',
      `größe ${CANARY}`,
    ]);
  });

  it('has told everything when it has ended', async () => {
    const told = listen();
    const run = await SupervisedProcess.start(
      join(base, 'run'),
      program(`for (let i = 0; i < 20000; i += 1) console.log('ü line ' + i)`),
      told.hear,
    );
    await run.ended;
    expect(told.heard.split('\n')).toHaveLength(20001);
    expect(told.heard.endsWith('ü line 19999\n')).toBe(true);
  });

  it('sees only the environment that it was given', async () => {
    const told = listen();
    const run = await SupervisedProcess.start(
      join(base, 'run'),
      program('console.log(Object.keys(process.env).join())'),
      told.hear,
    );
    await run.ended;
    expect(told.heard.trim()).toBe('TOKEN');
  });

  it('is stopped gently, and known to have ended', async () => {
    const told = listen();
    const run = await SupervisedProcess.start(
      join(base, 'run'),
      program(GENTLE),
      told.hear,
    );
    const [, pid] = await told.until(/up (\d+)/);
    run.stop();
    expect(await run.ended).toMatchObject({ code: 1, reason: 'stopped' });
    expect(told.heard).toContain('stopping');
    expect(existsSync(join(base, 'errored.tfstate'))).toBe(true);
    expect(isAlive(Number(pid))).toBe(false);
  });

  it('is ended by force when it does not listen, with what it has started', async () => {
    const told = listen();
    const run = await SupervisedProcess.start(
      join(base, 'run'),
      program(
        `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(
          DEAF.replace('up', 'child'),
        )}], { stdio: 'inherit' });
        ${DEAF}`,
        { graceMs: 50 },
      ),
      told.hear,
    );
    const [, pid] = await told.until(/up (\d+)/);
    const [, child] = await told.until(/child (\d+)/);
    run.stop();
    expect(await run.ended).toMatchObject({
      signal: 'SIGKILL',
      reason: 'stopped',
    });
    expect([pid, child].map(Number).filter(isAlive)).toEqual([]);
  });

  it('says why it could not be started', async () => {
    const run = await SupervisedProcess.start(
      join(base, 'run'),
      program('', { command: join(base, 'nothing-here') }),
    );
    expect(await run.ended).toMatchObject({
      reason: 'notStarted',
      message: expect.stringContaining('ENOENT'),
    });
  });

  it('has ended where nobody could connect before it had', async () => {
    const folder = join(base, 'run');
    mkdirSync(folder);
    // As a program leaves it that ends between two looks.
    const early = JSON.stringify({ code: 5, reason: 'ended', at: 'then' });
    writeFileSync(join(folder, 'end.json'), early);
    const run = await SupervisedProcess.start(folder, program(''));
    expect(await run.ended).toMatchObject({ code: 5 });
    // Its supervisor writes into the folder until the real program is over.
    while (readFileSync(join(folder, 'end.json'), 'utf8') === early) {
      await pause(10);
    }
  });

  it('is begun by a supervisor that waits for it', async () => {
    const supervisors = new Supervisors();
    supervisors.prepare();
    supervisors.prepare();
    const waiting = supervisors.take();
    const another = supervisors.take();
    expect(another).not.toBe(waiting);
    another.dismiss();
    const told = listen();
    const run = await SupervisedProcess.start(
      join(base, 'run'),
      program(GENTLE),
      told.hear,
      { take: () => waiting },
    );
    await told.until(/up (\d+)/);
    run.stop();
    expect(await run.ended).toMatchObject({ code: 1, reason: 'stopped' });
  });

  it('is begun, once, where the supervisor that waited for it was ended', async () => {
    const supervisors = new Supervisors();
    supervisors.prepare();
    const waiting = supervisors.take();
    process.kill(waiting.pid ?? 0, 'SIGKILL');
    const told = listen();
    const run = await SupervisedProcess.start(
      join(base, 'run'),
      program(GENTLE),
      told.hear,
      { take: () => waiting },
    );
    await told.until(/up (\d+)/);
    // Who looks at it no longer was the only one.
    run.leave();
    while (!existsSync(join(base, 'run', 'end.json'))) await pause(10);
    expect(told.heard.match(/up/g)).toHaveLength(1);
  });

  it('is begun once', async () => {
    const folder = join(base, 'run');
    const run = await SupervisedProcess.start(folder, program(''));
    await run.ended;
    await expect(SupervisedProcess.start(folder, program(''))).rejects.toThrow(
      'A program was begun in',
    );
  });

  it('leaves no secret of its environment behind', async () => {
    const folder = join(base, 'run');
    const run = await SupervisedProcess.start(
      folder,
      program('setTimeout(() => {}, 50)'),
    );
    await run.ended;
    const files = readdirSync(folder);
    expect(files.sort()).toEqual(['begin.json', 'end.json', 'output.log']);
    expect(
      files.filter(file =>
        readFileSync(join(folder, file), 'utf8').includes(CANARY),
      ),
    ).toEqual([]);
  });
});

describe('a supervisor that waits', () => {
  it('ends with its backend', async () => {
    const backend = spawn(
      process.execPath,
      [
        ...[
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
        '-e',
        `const { Supervisors } = require(process.argv[1]);
         const supervisors = new Supervisors();
         supervisors.prepare();
         console.log(supervisors.take().pid);
         setInterval(() => {}, 1000);`,
        join(__dirname, 'Supervisors.ts'),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    children.push(backend);
    const [told] = await once(backend.stdout!, 'data');
    const pid = Number(told);
    expect(isAlive(pid)).toBe(true);
    backend.kill('SIGKILL');
    while (isAlive(pid)) await pause(10);
  });

  it('ends when it is dismissed', async () => {
    const supervisors = new Supervisors();
    supervisors.prepare();
    const waiting = supervisors.take();
    waiting.dismiss();
    while (!waiting.hasEnded) await pause(10);
    expect(isAlive(waiting.pid ?? 0)).toBe(false);
  });
});

describe('a backend that is killed', () => {
  it('leaves a program that is stopped gently and keeps what it wrote', async () => {
    const folder = join(base, 'run');
    const backend = await backendThatRuns(folder, program(GENTLE));
    const exit = once(backend, 'exit');
    backend.kill('SIGKILL');
    await exit;
    // Whoever asked earlier would keep it running.
    while (!existsSync(join(folder, 'end.json'))) await pause(10);
    expect(await recoverProcess(placeHere(folder))).toEqual({
      state: 'finished',
      end: { code: 1, reason: 'orphaned', at: expect.any(String) },
    });
    expect(existsSync(join(base, 'errored.tfstate'))).toBe(true);
    expect(readFileSync(join(folder, 'output.log'), 'utf8')).toContain(
      'stopping',
    );
  });

  it('does not end a program that another one looks at', async () => {
    const folder = join(base, 'run');
    const backend = await backendThatRuns(folder, program(GENTLE));
    const told = listen();
    const found = await recoverProcess(placeHere(folder), told.hear);
    if (found.state !== 'running') throw new Error(`It is ${found.state}`);
    // What it said before is told again.
    const [, pid] = await told.until(/up (\d+)/);
    const exit = once(backend, 'exit');
    backend.kill('SIGKILL');
    await exit;
    expect(isAlive(Number(pid))).toBe(true);
    found.process.stop();
    expect(await found.process.ended).toMatchObject({ reason: 'stopped' });
    expect(isAlive(Number(pid))).toBe(false);
  });
});

describe('who takes over', () => {
  it('hears how it went', async () => {
    const folder = join(base, 'run');
    const run = await SupervisedProcess.start(
      folder,
      program('process.exit(4)'),
    );
    await run.ended;
    expect(await recoverProcess(placeHere(folder))).toEqual({
      state: 'finished',
      end: { code: 4, reason: 'ended', at: expect.any(String) },
    });
  });

  it('hears that nothing was begun', async () => {
    expect(await recoverProcess(placeHere(base))).toEqual({
      state: 'notStarted',
    });
  });

  it('does not know what another machine ran', async () => {
    expect(
      await recoverProcess({ host: 'elsewhere', folder: base }),
    ).toMatchObject({
      state: 'unknown',
      why: expect.stringContaining('elsewhere'),
    });
  });

  it('does not know what was in a folder that is gone', async () => {
    expect(await recoverProcess(placeHere(join(base, 'gone')))).toMatchObject({
      state: 'unknown',
    });
  });

  it('takes no supervisor for one that is there while it is being ended: its socket takes connections until the last', async () => {
    const folder = join(base, 'dying');
    mkdirSync(folder);
    writeFileSync(join(folder, 'begin.json'), '{}');
    const dying = createServer(socket => socket.destroy());
    await new Promise<void>(resolve =>
      dying.listen(socketFile(folder), resolve),
    );
    expect(await recoverProcess(placeHere(folder))).toMatchObject({
      state: 'unknown',
      why: expect.stringContaining('supervisor'),
    });
    dying.close();
  });

  it('does not know what became of a program whose supervisor was ended', async () => {
    const folder = join(base, 'run');
    const told = listen();
    const run = await SupervisedProcess.start(
      folder,
      program(GENTLE),
      told.hear,
    );
    const [, pid] = await told.until(/up (\d+)/);
    const begun = JSON.parse(readFileSync(join(folder, 'begin.json'), 'utf8'));
    process.kill(begun.pid, 'SIGKILL');
    expect(await run.ended).toBeUndefined();
    expect(await recoverProcess(placeHere(folder))).toMatchObject({
      state: 'unknown',
      why: expect.stringContaining('supervisor'),
    });
    process.kill(Number(pid), 'SIGKILL');
  });
});
