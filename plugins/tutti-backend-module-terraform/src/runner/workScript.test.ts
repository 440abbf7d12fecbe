import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pretendedTool } from '../testing';
import { workScript } from './workScript';

const ROUNDS = 40;

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tutti-script-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('the program of a work', () => {
  it('knows the code of a tool that ends as the signal comes', async () => {
    const tool = await pretendedTool(base);
    const codesFile = join(base, 'codes');
    const script = workScript({
      tool,
      commands: [
        { args: ['run', `trap 'exit 7' TERM; echo up; while :; do :; done`] },
      ],
      codesFile,
      remove: [],
      graceSeconds: 5,
    });
    const codes: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rmSync(codesFile, { force: true });
      // A group of its own: the signal reaches the tool and the program at once.
      const child = spawn('sh', ['-c', script], { cwd: base, detached: true });
      await new Promise(resolve => child.stdout.once('data', resolve));
      const ended = new Promise(resolve => child.once('exit', resolve));
      process.kill(-(child.pid ?? NaN), 'SIGTERM');
      await ended;
      codes.push(readFileSync(codesFile, 'utf8'));
    }
    expect(codes).toEqual(Array(ROUNDS).fill('7\n'));
  });
});
