import { createHmac } from 'node:crypto';
import {
  Driver,
  Plan,
  PlanPorts,
  PlanRequest,
  Platform,
  RunEvent,
  RunOutcome,
  RunStore,
  Target,
  Workload,
} from '../model';
import { DrawnPlan, drawPlan, planDeployment } from '../create/plan';
import { RunLimits, RunPorts, runDeployment } from '../deploy';
import { builtinDrivers } from '../drivers';
import { MemoryCluster } from './MemoryCluster';
import { MemoryDatabase } from './MemoryDatabase';
import { VirtualClock } from './VirtualClock';

/** One environment with a cluster, a database and a clock: everything real but the world. */
export class TestEnvironment {
  readonly clock = new VirtualClock();
  readonly database = new MemoryDatabase(this.clock);
  readonly events: RunEvent[] = [];
  readonly drivers: Record<string, Driver> = Object.fromEntries(
    builtinDrivers().map(driver => [driver.name, driver]),
  );
  /** A person's cancel, and the worker's end, of the next run. */
  cancel = new AbortController();
  stop = new AbortController();
  limits: Partial<RunLimits> = {};
  /** How much the cluster is asked about a plan. */
  dryRun?: PlanPorts['dryRun'];
  /** Who has routes of the cluster; nobody, without one. */
  claimRoutes?: PlanPorts['claimRoutes'];
  /** The stores of secrets outside. */
  readSecret?: RunPorts['readSecret'];
  /** Called by the run for every event. */
  onEvent: (event: RunEvent) => void = () => {};

  constructor(
    public request: Omit<PlanRequest, 'state'>,
    readonly cluster = new MemoryCluster(),
  ) {}

  /** Another environment in the same cluster, with a database of its own. */
  beside(parts: Partial<Omit<PlanRequest, 'state'>>): TestEnvironment {
    return new TestEnvironment({ ...this.request, ...parts }, this.cluster);
  }

  static of(
    platform: Platform,
    workloads: Workload[],
    parts: Partial<Omit<PlanRequest, 'state'>> = {},
  ): TestEnvironment {
    return new TestEnvironment({
      platform,
      application: { id: 'app-1', name: 'shop', labels: {} },
      environment: { id: 'env-1', name: 'dev', type: 'development' },
      release: 'r1',
      workloads,
      images: {},
      values: {},
      secrets: {},
      platformValues: {},
      platformSecrets: {},
      neighbours: {},
      force: false,
      consent: [],
      moves: [],
      ...parts,
    });
  }

  change(parts: Partial<Omit<PlanRequest, 'state'>>): void {
    this.request = { ...this.request, ...parts };
  }

  ports(target?: (target: Target) => Target): PlanPorts {
    return {
      drivers: this.drivers,
      openTarget: async ({ namespace }) => {
        const opened = this.cluster.target(namespace);
        return target ? target(opened) : opened;
      },
      generated: this.database.generated,
      ...(this.dryRun && { dryRun: this.dryRun }),
      ...(this.claimRoutes && { claimRoutes: this.claimRoutes }),
      digest: text => createHmac('sha256', 'test').update(text).digest('hex'),
      clock: this.clock,
      signal: this.stop.signal,
    };
  }

  async tryPlan() {
    return planDeployment(
      { ...this.request, state: this.database.state() },
      this.ports(),
    );
  }

  /** @throws Error with the problems of a plan that cannot be made */
  async plan(): Promise<Plan> {
    const plan = await this.tryPlan();
    if (!plan.ok) {
      throw new Error(
        plan.problems
          .map(({ code, message }) => `${code}: ${message}`)
          .join('\n'),
      );
    }
    return plan.value;
  }

  async run(
    reviewed: Plan,
    parts: {
      resumes?: boolean;
      drawn?: DrawnPlan;
      deployment?: string;
      approved?: Record<string, string>;
      store?: RunStore;
    } = {},
  ): Promise<RunOutcome> {
    const {
      resumes = false,
      drawn,
      deployment,
      approved,
      store = this.database.claim(),
    } = parts;
    return runDeployment(
      {
        request: this.request,
        reviewed,
        ...(drawn && { drawn }),
        resumes,
        ...(deployment !== undefined && { deployment }),
        ...(approved && { approved }),
      },
      {
        ...this.ports(),
        ...(this.readSecret && { readSecret: this.readSecret }),
        store,
        sink: event => {
          this.events.push(event);
          this.onEvent(event);
        },
        cancel: this.cancel.signal,
        limits: this.limits,
      },
    );
  }

  /** Plans and runs in one go, as whoever holds the lease for both. */
  async deployDrawn(
    store: RunStore = this.database.claim(),
  ): Promise<RunOutcome> {
    const drawn = await drawPlan(
      { ...this.request, state: this.database.state() },
      this.ports(),
    );
    if (!drawn.ok) {
      throw new Error(drawn.problems.map(({ message }) => message).join('\n'));
    }
    return this.run(drawn.value.plan, { drawn: drawn.value, store });
  }

  /** Plan, then run. */
  async deploy(
    parts: Partial<Omit<PlanRequest, 'state'>> = {},
  ): Promise<RunOutcome> {
    this.change(parts);
    return this.run(await this.plan());
  }

  /** `address action` of every step, in order. */
  static actions(plan: Plan): string[] {
    return plan.steps.map(({ address, action }) => `${address} ${action}`);
  }
}
