import { randomBytes } from 'node:crypto';
import { DriverError } from '@tutti/engine';
import { checkWork } from '../checkWork';
import { cliConfig } from '../cliConfig';
import { outcomeOf } from '../outcome';
import {
  RecoveredWork,
  Runner,
  RunnerCall,
  RunnerEnd,
  RunnerWork,
} from '../Runner';
import { Slots } from '../Slots';
import { Turns } from '../Turns';
import { followJob } from './followJob';
import { JobCluster } from './JobCluster';
import { JobOptions } from './JobOptions';
import { JobRecord, JobRecords, JobResults, KeptJob } from './JobRecords';
import { JobState } from './JobState';
import {
  jobManifest,
  jobName,
  secretManifests,
  secretNames,
} from './manifests';
import { PodLog } from './PodLog';
import { podInput } from './podProgram';
import { LARGEST_RESULTS } from './results';
import { resultsPath } from './resultsRouter';
import { hashOf } from './token';
import { SharedLook } from './SharedLook';

/** Everything that goes into a pod's folder: it lies in the cluster's database for a while. */
const LARGEST_FILES = 16 * 1024 * 1024;
/** A pod may wait for room before it begins, and posts after its end. */
const TOKEN_SPARE_SECONDS = 3_600;

/**
 * Works run as Jobs in a cluster, each named by its operation: however many they are, the backend only looks.
 * A pod posts what came of it by a token of its own; nothing connects to the pod. Jobs go on while no
 * backend is there.
 */
export class KubernetesJobRunner implements Runner {
  readonly name = 'kubernetes-job';
  readonly #slots: Slots;
  readonly #turns = new Turns();
  readonly #look: SharedLook<Map<string, JobState>>;

  constructor(
    private readonly options: JobOptions,
    private readonly cluster: JobCluster,
    private readonly records: JobRecords,
  ) {
    this.#slots = new Slots(options.concurrency);
    this.#look = new SharedLook(() => cluster.states(), options.lookMs);
  }

  async run(work: RunnerWork, call: RunnerCall): Promise<RunnerEnd> {
    checkWork(work);
    checkSize(work);
    const leave = await this.#slots.take(call.signal);
    try {
      if (!leave && !(await this.records.find(work.operationId))) {
        return { outcome: 'stopped', codes: [], files: {} };
      }
      const record = await this.#turns.take(
        work.operationId,
        async () =>
          this.#own(await this.records.find(work.operationId)) ??
          (await this.#begin(work)),
      );
      return await this.#follow(work.operationId, record, call);
    } finally {
      leave?.();
    }
  }

  async recover(operationId: string): Promise<RecoveredWork> {
    const record = await this.records.find(operationId);
    if (!record) return { state: 'notStarted' };
    if (record.results) {
      return { state: 'finished', end: endOf(record, record.results) };
    }
    const elsewhere = this.#elsewhere(record);
    if (elsewhere !== undefined) return { state: 'unknown', why: elsewhere };
    const state = (await this.#look.next()).get(record.name);
    // It may have posted just now.
    const results = await this.#resultsOf(operationId);
    if (results) return { state: 'finished', end: endOf(record, results) };
    switch (state?.phase) {
      case 'suspended':
        return { state: 'notStarted' };
      case 'active':
        return { state: 'running' };
      case 'ended':
        return { state: 'unknown', why: silentText(record, state) };
      default:
        return record.made
          ? { state: 'unknown', why: goneText(record) }
          : { state: 'notStarted' };
    }
  }

  async forget(operationId: string): Promise<void> {
    const record = await this.records.find(operationId);
    if (record && this.#elsewhere(record) === undefined) {
      await this.cluster.removeJob(record.name);
    }
    await this.records.remove(operationId);
  }

  /** What goes on; undefined when it is still to be begun. */
  #own(known: KeptJob | undefined): KeptJob | undefined {
    if (!known) return undefined;
    const elsewhere = this.#elsewhere(known);
    if (elsewhere !== undefined) throw new DriverError(elsewhere);
    return known.made || known.results ? known : undefined;
  }

  #elsewhere({ cluster, namespace }: JobRecord): string | undefined {
    return cluster === this.options.cluster &&
      namespace === this.options.namespace
      ? undefined
      : `It was begun in namespace ${namespace} of cluster ${cluster}, which is not where works run now.`;
  }

  /** Each step can be made again by whoever takes over; the pod begins after the last. */
  async #begin(work: RunnerWork): Promise<KeptJob> {
    const { options } = this;
    const { operationId } = work;
    const name = jobName(operationId);
    const token = randomBytes(32).toString('base64url');
    const record: JobRecord = {
      cluster: options.cluster,
      namespace: options.namespace,
      name,
      accepts: work.commands.map(({ accepts }) => accepts ?? [0]),
    };
    await this.records.put(operationId, record, {
      hash: hashOf(token),
      lifetimeMs: (options.deadlineSeconds + TOKEN_SPARE_SECONDS) * 1000,
    });
    const input = podInput(work, {
      tool: options.tool,
      graceSeconds: options.graceSeconds,
      cliConfig: cliConfig({ mirror: options.mirror }),
      resultsUrl: options.backendUrl + resultsPath(name),
      token,
      largestResults: LARGEST_RESULTS,
    });
    const job = jobManifest(
      name,
      operationId,
      secretNames(name, input),
      options,
    );
    const uid =
      (await this.cluster.makeJob(name, job)) ??
      (await this.cluster.uidOf(name));
    if (uid === undefined) {
      throw new DriverError(`Job ${name} was deleted as it was made.`, true);
    }
    for (const secret of secretManifests(
      { name, uid },
      work.env,
      input,
      options,
    )) {
      await this.cluster.putSecret(secret);
    }
    await this.records.setMade(operationId);
    await this.cluster.begin(name);
    return { ...record, made: true };
  }

  /** @throws DriverError when nobody can know how it ended. */
  async #follow(
    operationId: string,
    record: KeptJob,
    call: RunnerCall,
  ): Promise<RunnerEnd> {
    const log = new PodLog(this.cluster, line => call.log(line));
    try {
      const followed = await followJob(
        {
          look: this.#look,
          cluster: this.cluster,
          startSeconds: this.options.startSeconds,
        },
        record.name,
        call.signal,
        log,
      );
      const { last, gone, deleted } = followed;
      if (last?.pod?.begun) await log.whole(last.pod.name);
      const results = await this.#resultsOf(operationId);
      if (results) return endOf(record, results);
      if (deleted === 'neverBegan') {
        // Nothing has run: the next attempt begins anew.
        await this.records.remove(operationId);
        throw new DriverError(
          `The pod of Job ${record.name} did not begin within ${
            this.options.startSeconds
          } s: ${last?.pod?.why ?? 'there was none'}.`,
          true,
        );
      }
      if (deleted === 'asked') {
        const none = { codes: '', stopped: true, files: {} };
        await this.records.finish(operationId, none);
        return endOf(record, none);
      }
      throw new DriverError(gone ? goneText(record) : silentText(record, last));
    } finally {
      log.stop();
    }
  }

  async #resultsOf(operationId: string): Promise<JobResults | undefined> {
    return (await this.records.find(operationId))?.results;
  }
}

function endOf({ accepts }: JobRecord, results: JobResults): RunnerEnd {
  return {
    ...outcomeOf(
      accepts.map(codes => ({ accepts: codes })),
      results.codes,
      results.stopped,
    ),
    files: results.files,
  };
}

function goneText({ name, namespace, cluster }: JobRecord): string {
  return `Job ${name} is gone from namespace ${namespace} of cluster ${cluster}, and it did not say how it ended.`;
}

function silentText(
  { name, namespace, cluster }: JobRecord,
  state: JobState | undefined,
): string {
  return `Job ${name} in namespace ${namespace} of cluster ${cluster} ended without handing its results back: ${
    state?.pod?.why ?? 'it has no pod any more'
  }.`;
}

function checkSize({ files, secretFiles }: RunnerWork): void {
  const size = Object.values({ ...files, ...secretFiles }).reduce(
    (sum, content) => sum + Buffer.byteLength(content),
    0,
  );
  if (size > LARGEST_FILES) {
    throw new DriverError(
      `The files of the work are larger than ${
        LARGEST_FILES / 1024 ** 2
      } MiB together.`,
    );
  }
}
