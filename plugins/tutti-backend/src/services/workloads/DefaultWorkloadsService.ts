import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { Problem } from '@tutti/engine';
import { WorkloadRecord, Store } from '../../store';
import { EngineThreads, readInThread } from '../../threads';
import { Refused } from '../errors';
import { Lookup } from '../Lookup';
import { checkName } from '../names';
import { Caller, WorkloadsService } from '../types';
import { ApplicationViews } from '../views';

/** docs/reference/semantics.md, Read, Limits. */
const MAX_WORKLOADS = 1_000;

export class DefaultWorkloadsService implements WorkloadsService {
  constructor(
    private readonly store: Store,
    private readonly views: ApplicationViews,
    private readonly engine: EngineThreads,
  ) {}

  async get(application: string, name: string) {
    return this.views.workload(await this.#find(application, name));
  }

  async put(
    application: string,
    name: string,
    input: { score: string },
    caller: Caller,
  ) {
    checkName('workload', name, 'workload');
    const { id: applicationId } = await new Lookup(this.store).application(
      application,
    );
    const read = await readInThread(this.engine, 'readScore', {
      text: input.score,
      file: `${name}/score.yaml`,
    });
    const problems = [
      ...read.problems,
      ...(read.ok ? nameProblems(name, read.value.name, read.value.file) : []),
    ];
    if (!read.ok || problems.some(({ severity }) => severity === 'error')) {
      throw new Refused('The Score file is not valid', problems);
    }
    const version = {
      score: input.score,
      workload: read.value,
      problems,
      createdAt: await this.store.now(),
      createdBy: caller.name,
    };
    await this.store.ofApplication(applicationId, async store => {
      const known = await store.workloads.find(applicationId, name);
      if (!known) {
        await checkRoom(store, applicationId);
        await store.workloads.add(
          {
            id: randomUUID(),
            applicationId,
            name,
            source: { kind: 'managed' },
            defaultImages: {},
          },
          version,
        );
        return;
      }
      if (known.source.kind === 'repository') {
        throw new ConflictError(
          `${name} follows ${known.source.url}: edit it there`,
        );
      }
      if (known.current.score !== input.score) {
        await store.workloads.addVersion(known.id, version);
      }
    });
    return this.get(application, name);
  }

  async remove(application: string, name: string): Promise<void> {
    const workload = await this.#find(application, name);
    const { declared } = await new Lookup(this.store).application(application);
    if (declared && workload.source.kind === 'repository') {
      throw new ConflictError(
        `${name} is declared in platform files: remove it there first`,
      );
    }
    await this.store.workloads.remove(workload.id);
  }

  async #find(application: string, name: string): Promise<WorkloadRecord> {
    const { id } = await new Lookup(this.store).application(application);
    const workload = await this.store.workloads.find(id, name);
    if (!workload) {
      throw new NotFoundError(
        `There is no workload '${name}' in ${application}`,
      );
    }
    return workload;
  }
}

function nameProblems(wanted: string, got: string, file: string): Problem[] {
  return wanted === got
    ? []
    : [
        {
          severity: 'error',
          code: 'NameMismatch',
          message: `The Score file is named '${got}', but it was given as workload '${wanted}'`,
          hint: `Set metadata.name to ${wanted}, or add it as another workload`,
          file,
          path: 'metadata.name',
        },
      ];
}

async function checkRoom(store: Store, applicationId: string): Promise<void> {
  const present = await store.workloads.listOf([applicationId]);
  if ((present.get(applicationId)?.length ?? 0) >= MAX_WORKLOADS) {
    throw new ConflictError(
      `An application has ${MAX_WORKLOADS} workloads at most`,
    );
  }
}
