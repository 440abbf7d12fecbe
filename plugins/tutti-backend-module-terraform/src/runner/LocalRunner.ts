import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DriverError } from '@tutti/engine';
import {
  placeHere,
  ProcessEnd,
  ProcessOrder,
  recoverProcess,
  SupervisedProcess,
  Supervisors,
} from '@tutti/plugin-tutti-node';
import { ownFolder } from '../ownFolder';
import { checkWork } from './checkWork';
import { cliConfig } from './cliConfig';
import { InitialisedFolders } from './InitialisedFolders';
import { Lines } from './Lines';
import {
  LOCK_FILE,
  RecoveredWork,
  Runner,
  RunnerCall,
  RunnerEnd,
  RunnerWork,
} from './Runner';
import { Slots } from './Slots';
import { findTool, sharesPluginCache, Tool } from './tool';
import { toolEnvironment } from './toolEnvironment';
import { Turns } from './Turns';
import { WorkFolder } from './WorkFolder';
import { WorkPlaces } from './WorkPlaces';

export interface LocalRunnerOptions {
  /** OpenTofu or Terraform: a path, or a name on `PATH`. */
  tool: string;
  /** Of this backend alone on this machine, made with mode 0700. It outlives the backend. */
  folder: string;
  /** So many works of this backend run at once. */
  concurrency: number;
  /** Between the request to stop and the end by force, milliseconds. */
  graceMs: number;
  /** A folder or an address from which alone providers come. Absent: their registries. */
  mirror?: string;
  /** Names of the backend's environment that works see beside the usual ones (`PATH`, proxies). */
  inherit?: string[];
}

/** How a work came to an initialised folder. */
interface Initialised {
  key: string;
  /** It was there, the tool need not make it. */
  isGiven: boolean;
}

type FoundWork =
  | { state: 'finished'; end: ProcessEnd }
  | {
      state: 'running';
      process: SupervisedProcess;
      /** Only of what was begun just now. */
      initialised?: Initialised;
    };

/**
 * Works run on the machine of the backend, each under a supervisor that outlives it: when the backend is
 * gone, the tool is asked to stop, and what it kept waits for whoever takes over on this machine.
 */
export class LocalRunner implements Runner {
  readonly name = 'local';
  readonly #slots: Slots;
  readonly #turns = new Turns();
  readonly #supervisors = new Supervisors();
  readonly #initialised: InitialisedFolders;
  #tool?: Promise<Tool>;

  constructor(
    private readonly options: LocalRunnerOptions,
    private readonly places: WorkPlaces,
  ) {
    this.#slots = new Slots(options.concurrency);
    this.#initialised = new InitialisedFolders(
      join(options.folder, 'initialised'),
    );
  }

  prepare(): void {
    this.#supervisors.prepare();
    // Who runs something asks again, and hears why.
    this.#findTool().catch(() => {});
  }

  async run(work: RunnerWork, call: RunnerCall): Promise<RunnerEnd> {
    checkWork(work);
    // Also who goes on with a work waits for a slot: otherwise a takeover could find no end of them.
    const leave = await this.#slots.take(call.signal);
    if (!leave && !(await this.places.find(work.operationId))) {
      return { outcome: 'stopped', codes: [], files: {} };
    }
    try {
      return await this.#run(work, call);
    } finally {
      leave?.();
    }
  }

  async recover(operationId: string): Promise<RecoveredWork> {
    const found = await this.#find(operationId);
    if (found.state === 'running') {
      // Only a look: somebody who is connected would keep it running.
      found.process.leave();
      return { state: 'running' };
    }
    if (found.state !== 'finished') return found;
    return {
      state: 'finished',
      end: await this.#folder(operationId).end(found.end),
    };
  }

  async forget(operationId: string): Promise<void> {
    await this.#folder(operationId).remove();
    await this.places.remove(operationId);
  }

  async sweep(olderThanMs: number, precious: readonly string[]): Promise<void> {
    const isPrecious = (folder: WorkFolder) =>
      precious.some(path => existsSync(join(folder.work, path)));
    for (const operationId of await this.places.begunHere(olderThanMs)) {
      const { state } = await this.recover(operationId);
      if (state !== 'running' && !isPrecious(this.#folder(operationId))) {
        await this.forget(operationId);
      }
    }
    await this.#initialised.sweep(olderThanMs);
    // What lies there after its place was forgotten, or the database.
    const known = new Set(
      (await this.places.begunHere(0)).map(id => this.#folder(id).path),
    );
    const before = Date.now() - olderThanMs;
    for (const folder of await WorkFolder.all(this.options.folder)) {
      const { mtimeMs } = await stat(folder.path);
      if (!known.has(folder.path) && mtimeMs < before && !isPrecious(folder)) {
        await folder.remove();
      }
    }
  }

  async #run(work: RunnerWork, call: RunnerCall): Promise<RunnerEnd> {
    const lines = new Lines(line => call.log(line));
    const found = await this.#turns.take(work.operationId, () =>
      this.#findOrBegin(work, text => lines.add(text)),
    );
    const end =
      found.state === 'finished'
        ? found.end
        : await follow(found.process, call.signal);
    lines.end();
    if (end.reason === 'notStarted') {
      throw new DriverError(`The tool could not be started: ${end.message}`);
    }
    const folder = this.#folder(work.operationId);
    const told = await folder.end(end);
    if (found.state === 'running') {
      await this.#keepInitialised(found.initialised, folder, told);
    }
    await folder.shrink(work.keep);
    return told;
  }

  async #keepInitialised(
    initialised: Initialised | undefined,
    folder: WorkFolder,
    { outcome, codes }: RunnerEnd,
  ): Promise<void> {
    if (!initialised) return;
    const { key, isGiven } = initialised;
    if (isGiven && outcome === 'failed') await this.#initialised.forget(key);
    if (!isGiven && codes[0] === 0) {
      await this.#initialised.keep(key, folder.work);
    }
  }

  async #findOrBegin(
    work: RunnerWork,
    hear: (text: string) => void,
  ): Promise<FoundWork> {
    const found = await this.#find(work.operationId, hear);
    switch (found.state) {
      case 'unknown':
        throw new DriverError(found.why);
      case 'notStarted':
        return this.#begin(work, hear);
      default:
        return found;
    }
  }

  async #find(operationId: string, hear?: (text: string) => void) {
    const place = await this.places.find(operationId);
    if (!place) return { state: 'notStarted' } as const;
    return recoverProcess(place, hear);
  }

  async #begin(
    work: RunnerWork,
    hear: (text: string) => void,
  ): Promise<FoundWork> {
    const tool = await this.#findTool();
    const folder = this.#folder(work.operationId);
    await ownFolder(this.options.folder, 'tutti.terraform.runner.folder');
    await folder.clear();
    const config = await this.#cliConfig(tool);
    const initialised = await this.#initialise(work, folder, tool, config);
    const commands = work.commands.slice(initialised?.isGiven ? 1 : 0);
    await folder.prepare({ ...work, commands }, tool.file, config);
    await this.places.put(work.operationId, placeHere(folder.path));
    const process = await SupervisedProcess.start(
      folder.path,
      this.#order(folder, work),
      hear,
      this.#supervisors,
    );
    if (work.isFollowed) this.#supervisors.prepare();
    return { state: 'running', process, ...(initialised && { initialised }) };
  }

  async #initialise(
    { initialises, files }: RunnerWork,
    folder: WorkFolder,
    { file, version }: Tool,
    config: string,
  ): Promise<Initialised | undefined> {
    if (initialises === undefined) return undefined;
    const key = JSON.stringify([file, version, config, initialises]);
    const lock = files[LOCK_FILE];
    const isGiven = await this.#initialised.give(
      key,
      folder.work,
      lock === undefined ? undefined : Buffer.from(lock),
    );
    return { key, isGiven };
  }

  #order(folder: WorkFolder, { env }: RunnerWork): ProcessOrder {
    return {
      command: '/bin/sh',
      args: [folder.script],
      cwd: folder.work,
      env: toolEnvironment({
        machine: process.env,
        inherit: this.options.inherit ?? [],
        home: folder.home,
        cliConfigFile: folder.cliConfig,
        work: env,
      }),
      graceMs: this.options.graceMs,
    };
  }

  /** Asked once, but again after a failure: it may have been installed meanwhile. */
  async #findTool(): Promise<Tool> {
    this.#tool ??= findTool(this.options.tool);
    try {
      return await this.#tool;
    } catch (error) {
      this.#tool = undefined;
      throw error;
    }
  }

  async #cliConfig(tool: Tool): Promise<string> {
    const { mirror, folder } = this.options;
    // Out of a folder nothing is copied anyway.
    if (mirror?.startsWith('/') || !sharesPluginCache(tool)) {
      return cliConfig({ mirror });
    }
    const cache = join(folder, 'providers');
    await mkdir(cache, { recursive: true, mode: 0o700 });
    return cliConfig({ mirror, cache });
  }

  #folder(operationId: string): WorkFolder {
    return WorkFolder.of(this.options.folder, operationId);
  }
}

/** @throws DriverError when nobody can know how it ended. */
async function follow(
  process: SupervisedProcess,
  signal: AbortSignal,
): Promise<ProcessEnd> {
  const stop = () => process.stop();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const end = await process.ended;
    if (end) return end;
    throw new DriverError(
      'The supervisor of the tool was ended before it could say how the tool ended.',
    );
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
