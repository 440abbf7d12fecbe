import { mkdtemp, rm, mkdir, writeFile } from 'node:fs/promises';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DriverRequest, DriverRun, ValueObject } from '@tutti/engine';
import { TuttiSealing } from '@tutti/plugin-tutti-node';
import express from 'express';
import { Knex } from 'knex';
import { Adoption } from '../adoption/Adoption';
import { TerraformDriver } from '../driver/TerraformDriver';
import { Tool } from '../driver/Tool';
import { LocalModules } from '../modules';
import { ModuleStore } from '../modules/ModuleStore';
import { PlanStore } from '../plans/PlanStore';
import { LocalRunner, Runner, RunnerWork } from '../runner';
import {
  DatabaseWorkPlaces,
  DetachedStates,
  openDatabase,
  STATE_PATH,
  stateRouter,
  StateStore,
} from '../state';
import { testSealing } from './sealing';

/** Everything around the driver, real: the database, the routes of states, the tool. */
export interface World {
  db: Knex;
  folder: string;
  /** Works that the tool was given, in their order. */
  works: RunnerWork[];
  driver: TerraformDriver;
  states: StateStore;
  plans: PlanStore;
  runner: Runner;
  sealing: TuttiSealing;
  url: string;
  /** States of detached resources, as a backend with this folder sees them. */
  detachedTo(folder: string | undefined): DetachedStates;
  /** Another replica: the same database, the same machine. */
  another(): TerraformDriver;
  /** Writes a module; files by path. */
  module(name: string, files: Record<string, string>): Promise<void>;
  /** Ends the server and the database; what lies in the folder stays. */
  close(): Promise<void>;
  /** The database is somebody else's. */
  stop(): Promise<void>;
}

export interface WorldOptions {
  graceMs?: number;
  tool?: string;
  /** Works at once. */
  concurrency?: number;
  /** Where states of detached resources become files. */
  exportTo?: string;
  /** Of an older world, which goes on in this one. */
  folder?: string;
  port?: number;
  /** At which tools find the states, whoever of several backends answers there. */
  publicPort?: number;
  sealingKey?: Buffer;
  /** Told each line of a tool, and each request of one before it is answered and after. */
  onMoment?(moment: string): void;
}

const VERSIONS = 3;
const { TOFU_ASSETS } = process.env;

export async function openWorld(
  knex: Knex,
  options: WorldOptions = {},
): Promise<World> {
  const db = await openDatabase({ getClient: async () => knex });
  const moment = options.onMoment ?? (() => {});
  const folder =
    options.folder ?? (await mkdtemp(join(tmpdir(), 'tutti-terraform-')));
  const modules = join(folder, 'modules');
  await mkdir(modules, { recursive: true });
  const sealing = testSealing(options.sealingKey);
  const states = new StateStore(db, async () => sealing, VERSIONS);
  const app = express()
    .use((request, response, next) => {
      moment(`before ${request.method}`);
      response.once('finish', () => moment(`after ${request.method}`));
      next();
    })
    .use(stateRouter(() => states));
  const server = app.listen(options.port ?? 0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  // A TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${options.publicPort ?? port}${STATE_PATH}`;
  const works: RunnerWork[] = [];
  const plans = new PlanStore(db, async () => sealing, 60_000 * 60);
  const detachedTo = (exportTo: string | undefined) =>
    new DetachedStates(db, states, {
      keptMs: 60_000,
      ...(exportTo !== undefined && { folder: exportTo }),
    });
  const open = () => {
    const local = new LocalRunner(
      {
        tool: options.tool ?? join(TOFU_ASSETS ?? '', 'tofu'),
        folder: join(folder, 'works'),
        concurrency: options.concurrency ?? 2,
        graceMs: options.graceMs ?? 10_000,
        mirror: join(TOFU_ASSETS ?? '', 'providers'),
      },
      new DatabaseWorkPlaces(db),
    );
    const runner: Runner = {
      name: 'local',
      prepare: () => local.prepare(),
      run(work, call) {
        works.push(work);
        return local.run(work, {
          ...call,
          log(line) {
            moment(line);
            call.log(line);
          },
        });
      },
      recover: id => local.recover(id),
      forget: id => local.forget(id),
    };
    const tool = new Tool({ runner, states, stateUrl: async () => url });
    return {
      runner,
      driver: new TerraformDriver({
        modules: new LocalModules(modules),
        kept: new ModuleStore(db),
        plans,
        states,
        runner,
        tool,
        adoption: new Adoption({ tool, folder: join(folder, 'handed-in') }),
        detached: detachedTo(options.exportTo),
        sealing: async () => sealing,
        planTimeoutMs: 60_000,
      }),
    };
  };
  return {
    db,
    folder,
    works,
    ...open(),
    states,
    plans,
    sealing,
    url,
    detachedTo,
    another: () => open().driver,
    async module(name, files) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(modules, name, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await db.destroy();
    },
    async stop() {
      await new Promise(resolve => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function requestFor(
  inputs: ValueObject,
  more: Partial<DriverRequest> = {},
): DriverRequest {
  return {
    resourceId: 'res-1',
    name: 'database',
    address: 'database.default#main',
    type: 'database',
    class: 'default',
    inputs,
    params: {},
    context: {
      application: 'shop',
      environment: 'dev',
      environmentType: 'development',
      release: 'r1',
      workloads: {},
      values: {},
      secrets: {},
      neighbours: {},
    },
    namespace: 'shop-dev',
    ...more,
  };
}

/** A run of one operation; what it logs and keeps is in the lists. */
export function runOf(
  operationId: string,
  more: Partial<DriverRun> = {},
): DriverRun & { lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    operationId,
    signal: new AbortController().signal,
    log: line => {
      lines.push(line);
    },
    checkpoint: async () => {},
    ...more,
  };
}
