/**
 * `tutti generate` as somebody calls it, from the start of the process to the last byte written,
 * against score-k8s in the same run, each in turn. `SCORE_K8S` names that program; without it only
 * `tutti` is measured.
 *
 * Ends with 1 when 1,000 files need more memory than is promised, or score-k8s was faster.
 */
import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { manyWorkloads } from './manyWorkloads';

const ROOT = path.join(__dirname, '../../..');
const SIZES = [10, 100, 1_000];
/** Of each program; score-k8s takes most of a minute for 1,000 files. */
const RUNS: Record<number, number> = { 10: 9, 100: 5, 1_000: 3 };
const SLOW_RUNS = 1;
const MOST_MEMORY = 256;

interface Run {
  seconds: number;
  /** Peak, MiB; nothing where there is no /proc. */
  memory: number;
}

function run(command: string, args: string[], cwd: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, { cwd, stdio: 'ignore' });
    let memory = 0;
    const look = setInterval(() => {
      memory = Math.max(memory, peakOf(child.pid));
    }, 10);
    child.on('error', reject);
    child.on('exit', code => {
      clearInterval(look);
      if (code === 0) {
        resolve({ seconds: (performance.now() - began) / 1000, memory });
      } else {
        reject(new Error(`${command} ended with ${code}`));
      }
    });
  });
}

function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function row(cells: (string | number)[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

async function main() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tutti-bench-'));
  const scoreK8s = process.env.SCORE_K8S;
  const failures: string[] = [];
  row([
    'files',
    'tutti, s',
    'tutti, MiB',
    'score-k8s, s',
    'score-k8s, MiB',
    'ratio',
  ]);
  row(Array(6).fill('--:'));
  try {
    for (const size of SIZES) {
      const sources = path.join(folder, String(size));
      const other = path.join(folder, `${size}-score-k8s`);
      mkdirSync(sources);
      mkdirSync(other);
      const files = manyWorkloads(size).map(({ file, text }) => {
        writeFileSync(path.join(sources, file), text);
        return path.join(sources, file);
      });
      const tutti = () =>
        run(
          path.join(ROOT, 'packages/cli/bin/tutti'),
          [
            ...['generate', sources, '--platform', 'examples/platform'],
            ...['--to', path.join(folder, 'tutti.yaml')],
          ],
          ROOT,
        );
      const theirs = (command: string) =>
        run(command, ['generate', ...files, '--output', 'out.yaml'], other);
      await tutti();
      if (scoreK8s) {
        await run(scoreK8s, ['init', '--no-sample'], other);
      }
      const ours: Run[] = [];
      const others: Run[] = [];
      for (let turn = 0; turn < RUNS[size]; turn++) {
        ours.push(await tutti());
        if (scoreK8s && (size < 1_000 || turn < SLOW_RUNS)) {
          others.push(await theirs(scoreK8s));
        }
      }
      const time = median(ours.map(({ seconds }) => seconds));
      const memory = median(ours.map(one => one.memory));
      const otherTime = median(others.map(({ seconds }) => seconds));
      row([
        size,
        time.toFixed(2),
        Math.round(memory),
        scoreK8s ? otherTime.toFixed(2) : '',
        scoreK8s ? Math.round(median(others.map(one => one.memory))) : '',
        scoreK8s ? (otherTime / time).toFixed(1) : '',
      ]);
      if (size === 1_000 && memory > MOST_MEMORY) {
        failures.push(`${Math.round(memory)} MiB for ${size} files`);
      }
      if (scoreK8s && time > otherTime) {
        failures.push(`score-k8s is faster for ${size} files`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  for (const failure of failures)
    process.stderr.write(`Too much: ${failure}\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

main();
