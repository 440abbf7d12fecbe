import { RunnerEnd } from '../Runner';

/** What a pod hands back: exit codes one a line, and files by their paths. */
export interface JobResults {
  codes: string;
  /** The pod was asked to stop. */
  stopped: boolean;
  files: RunnerEnd['files'];
}

/** One work that runs, or ran, as a Job. Plain JSON. */
export interface JobRecord {
  cluster: string;
  namespace: string;
  /** Of the Job; unique. */
  name: string;
  /** Exit codes that each command accepts. */
  accepts: number[][];
}

export interface KeptJob extends JobRecord {
  /** The Job was made; where it is not there any more, somebody deleted it. */
  made: boolean;
  results?: JobResults;
}

/** Which works run as Jobs, by which tokens their pods hand results back, and the results. Shared by all replicas. */
export interface JobRecords {
  /** Before the Job is made. A token that the operation had before counts no more. */
  put(
    operationId: string,
    record: JobRecord,
    token: { hash: string; lifetimeMs: number },
  ): Promise<void>;
  setMade(operationId: string): Promise<void>;
  find(operationId: string): Promise<KeptJob | undefined>;
  /** Kept once: what comes later is what a pod said again. */
  finish(operationId: string, results: JobResults): Promise<void>;
  /** The operation whose Job has this name and this token, unless its time is over. */
  operationOf(name: string, tokenHash: string): Promise<string | undefined>;
  remove(operationId: string): Promise<void>;
}

/** For one process: tests. */
export class MemoryJobRecords implements JobRecords {
  readonly #jobs = new Map<string, KeptJob & { hash: string; until: number }>();

  async put(
    operationId: string,
    record: JobRecord,
    { hash, lifetimeMs }: { hash: string; lifetimeMs: number },
  ): Promise<void> {
    this.#jobs.set(operationId, {
      ...record,
      made: false,
      hash,
      until: performance.now() + lifetimeMs,
    });
  }

  async setMade(operationId: string): Promise<void> {
    this.#set(operationId, { made: true });
  }

  async find(operationId: string): Promise<KeptJob | undefined> {
    return this.#jobs.get(operationId);
  }

  async finish(operationId: string, results: JobResults): Promise<void> {
    if (!this.#jobs.get(operationId)?.results) {
      this.#set(operationId, { results });
    }
  }

  async operationOf(
    name: string,
    tokenHash: string,
  ): Promise<string | undefined> {
    const found = [...this.#jobs].find(
      ([, job]) =>
        job.name === name &&
        job.hash === tokenHash &&
        job.until > performance.now(),
    );
    return found?.[0];
  }

  async remove(operationId: string): Promise<void> {
    this.#jobs.delete(operationId);
  }

  #set(operationId: string, change: Partial<KeptJob>): void {
    const job = this.#jobs.get(operationId);
    if (job) this.#jobs.set(operationId, { ...job, ...change });
  }
}
