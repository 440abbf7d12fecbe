import { createHash } from 'node:crypto';
import {
  lstat,
  mkdir,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DriverError } from '@tutti/engine';
import { ProcessEnd } from '@tutti/plugin-tutti-node';
import { outcomeOf } from './outcome';
import { RunnerEnd, RunnerWork } from './Runner';
import { workScript } from './workScript';

/** A file handed back is at most so big: it is held in memory, and kept in the database. */
const LARGEST_KEPT = 64 * 1024 * 1024;
const CODES = 'codes';

/** What is needed to tell how a work ended, also by another process than the one that began it. */
type Record = Pick<RunnerWork, 'keep'> & {
  commands: { accepts?: number[] }[];
};

/**
 * The folder of one work, mode 0700: what its supervisor writes, the program with the commands, and below
 * `work` what belongs to the tool.
 */
export class WorkFolder {
  private constructor(readonly path: string) {}

  static of(base: string, operationId: string): WorkFolder {
    const name = createHash('sha256').update(operationId).digest('hex');
    return new WorkFolder(join(base, name.slice(0, 32)));
  }

  /** All that lie there. */
  static async all(base: string): Promise<WorkFolder[]> {
    const names = await readdir(base).catch(() => []);
    return names
      .filter(name => /^[0-9a-f]{32}$/.test(name))
      .map(name => new WorkFolder(join(base, name)));
  }

  get work(): string {
    return join(this.path, 'work');
  }

  get home(): string {
    return join(this.path, 'home');
  }

  get script(): string {
    return join(this.path, 'commands.sh');
  }

  get cliConfig(): string {
    return join(this.path, 'cli.tfrc');
  }

  /** Anew: what an earlier attempt left that began nothing is gone. */
  async clear(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    await mkdir(this.work, { recursive: true, mode: 0o700 });
  }

  /** In a clear one. */
  async prepare(
    { files, secretFiles = {}, commands, keep }: RunnerWork,
    tool: string,
    cliConfig: string,
  ): Promise<void> {
    await mkdir(this.home, { mode: 0o700 });
    const put = async (file: string, content: string | Buffer) => {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(file, content, { mode: 0o600 });
    };
    for (const [path, content] of Object.entries({
      ...files,
      ...secretFiles,
    })) {
      await put(join(this.work, path), content);
    }
    for (const { stdoutFile } of commands) {
      if (stdoutFile !== undefined) await put(join(this.work, stdoutFile), '');
    }
    const record: Record = {
      keep,
      commands: commands.map(({ accepts }) => ({ accepts })),
    };
    await put(join(this.path, 'record.json'), JSON.stringify(record));
    await put(this.cliConfig, cliConfig);
    await put(
      this.script,
      workScript({
        tool,
        commands,
        codesFile: join(this.path, CODES),
        remove: Object.keys(secretFiles),
      }),
    );
  }

  /** @throws DriverError when a kept file is too big. */
  async end({ reason }: ProcessEnd): Promise<RunnerEnd> {
    const { keep, commands }: Record = JSON.parse(
      await readFile(join(this.path, 'record.json'), 'utf8'),
    );
    const codes = await readFile(join(this.path, CODES), 'utf8').catch(
      () => undefined,
    );
    return {
      ...outcomeOf(commands, codes, reason !== 'ended'),
      files: await this.#kept(keep),
    };
  }

  /** Only what is handed back stays: a work's providers can be gigabytes. */
  async shrink(keep: string[]): Promise<void> {
    await rm(this.home, { recursive: true, force: true });
    const kept = new Set(keep);
    const shrink = async (folder: string, prefix: string) => {
      const entries = await readdir(folder, { withFileTypes: true });
      for (const entry of entries) {
        const path = prefix + entry.name;
        const below = `${path}/`;
        if (entry.isDirectory() && keep.some(one => one.startsWith(below))) {
          await shrink(join(folder, entry.name), below);
        } else if (!kept.has(path)) {
          await rm(join(folder, entry.name), { recursive: true, force: true });
        }
      }
    };
    await shrink(this.work, '');
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  async #kept(keep: string[]): Promise<RunnerEnd['files']> {
    const files: RunnerEnd['files'] = {};
    for (const path of keep) {
      const file = join(this.work, path);
      const found = await lstat(file).catch(() => undefined);
      if (!found?.isFile()) continue;
      if (found.size > LARGEST_KEPT) {
        throw new DriverError(
          `${path} of the work is larger than ${
            LARGEST_KEPT / 1024 ** 2
          } MiB and cannot be handed back.`,
        );
      }
      files[path] = await readFile(file);
    }
    return files;
  }
}
