import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';

/** Milliseconds since 1970, as the noted commands have them. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

interface Command {
  name: string;
  began: number;
  ended: number;
}

/** The time of one run by what it went into, in milliseconds. */
export type Run = Map<string, number>;

/** Tells how long each command of the tool took, and what was before and after them. */
export class Phases {
  private constructor(
    /** The tool, with a note of each command. */
    readonly tool: string,
    private readonly notes: string,
  ) {}

  /** @param folder - takes the noting tool, and its notes */
  static async of(tool: string, folder: string): Promise<Phases> {
    const noting = `${folder}/noting-tool`;
    const notes = `${folder}/notes`;
    // Of a POSIX shell nobody hears milliseconds.
    await writeFile(
      noting,
      `#!/bin/bash
began=$EPOCHREALTIME
'${tool}' "$@"
code=$?
echo "$1 $began $EPOCHREALTIME" >>'${notes}'
exit $code
`,
    );
    await chmod(noting, 0o755);
    return new Phases(noting, notes);
  }

  /** Of steps one after the other, each by its name. */
  async of(steps: Record<string, () => Promise<unknown>>): Promise<Run> {
    const run: Run = new Map();
    for (const [step, work] of Object.entries(steps)) {
      await rm(this.notes, { force: true });
      const began = now();
      await work();
      let last = began;
      for (const command of await this.#commands()) {
        run.set(`${step}: before ${command.name}`, command.began - last);
        run.set(`${step}: ${command.name}`, command.ended - command.began);
        last = command.ended;
      }
      run.set(`${step}: after the tool`, now() - last);
    }
    return run;
  }

  async #commands(): Promise<Command[]> {
    const text = await readFile(this.notes, 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter(line => line !== '')
      .map(line => line.split(' '))
      .filter(([name]) => name !== 'version')
      .map(([name, began, ended]) => ({
        name,
        began: Number(began) * 1000,
        ended: Number(ended) * 1000,
      }));
  }
}

/** The median of each phase over the runs. */
export function told(title: string, runs: Run[]): string {
  const names = [...new Set(runs.flatMap(run => [...run.keys()]))];
  const lines = names.map(name => {
    const times = runs
      .flatMap(run => run.get(name) ?? [])
      .sort((a, b) => a - b);
    const median = times[Math.floor(times.length / 2)];
    return `  ${name.padEnd(28)} ${median.toFixed(0).padStart(6)} ms`;
  });
  return [title, ...lines, ''].join('\n');
}
