import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  RepositoryInput,
  Workload,
  WorkloadSource,
} from '@tutti/plugin-tutti-common';
import { keepDeed } from '../audit';
import {
  ApplicationRecord,
  NewWorkloadVersion,
  Store,
  WorkloadRecord,
} from '../store';
import { editAddress, locate, repositoryAt, ScoreAddress } from './address';
import { ScoreRead, ScoreReader } from './ScoreReader';

export const BY_REPOSITORY = 'its repository';
/** Of one round; the next one goes on with those that waited longest. */
const MOST_AT_A_ROUND = 500;
const AT_ONCE = 4;

type RepositorySource = Extract<WorkloadSource, { kind: 'repository' }>;

/** A registered source, as it is now. */
export interface SourceRead {
  source: RepositorySource;
  read: ScoreRead;
}

/** The repositories that workloads follow: what stands there becomes a version of the workload. */
export class WorkloadSources {
  constructor(
    private readonly options: {
      store: Store;
      reader: ScoreReader;
      integrations: ScmIntegrationRegistry;
      logger: LoggerService;
    },
  ) {}

  /**
   * What a workload of this name would follow. Nothing is stored.
   *
   * @throws InputError when no file can be meant by it.
   */
  async look(
    application: ApplicationRecord,
    name: string,
    from: RepositoryInput,
  ): Promise<SourceRead> {
    const address = this.#address(application, from);
    return {
      source: { kind: 'repository', url: address.url, from },
      read: await this.options.reader.read(name, address),
    };
  }

  /**
   * The text of a workload that follows a repository, as it is at a commit of it. Nothing is stored.
   *
   * @throws InputError when no file can be meant by it.
   */
  async lookAt(
    application: ApplicationRecord,
    name: string,
    { from }: RepositorySource,
    commit: string,
  ): Promise<SourceRead> {
    const { source, read } = await this.look(application, name, {
      ...from,
      ref: commit,
    });
    return { source: { ...source, from }, read };
  }

  /** The repository that a workload follows; undefined where its host is none that the portal knows. */
  repositoryOf(source: WorkloadSource): string | undefined {
    return source.kind === 'repository' && URL.canParse(source.url)
      ? repositoryAt(new URL(source.url), this.options.integrations)
      : undefined;
  }

  /**
   * Looks at the repository of one workload. A text with errors becomes a version too, and the last
   * good one stays in use; a repository that cannot be read changes nothing but what is said of it.
   */
  async refresh(
    application: ApplicationRecord,
    workload: WorkloadRecord,
  ): Promise<void> {
    const { store, reader } = this.options;
    const { source: registered } = workload;
    if (registered.kind !== 'repository') {
      return;
    }
    const { from } = registered;
    let url = registered.url;
    let read: ScoreRead;
    try {
      const address = this.#address(application, from);
      url = address.url;
      read = await reader.read(workload.name, address, workload.check?.etags);
    } catch (error) {
      // The entity lost its source location, or an integration is gone.
      if (!(error instanceof InputError)) {
        throw error;
      }
      read = {
        kind: 'unreadable',
        problem: {
          severity: 'error',
          code: 'SourceUnreadable',
          message: `The Score file of ${workload.name} cannot be read: ${error.message}.`,
          hint: 'Register another source.',
        },
      };
    }
    const checkedAt = await store.now();
    await store.ofApplication(application.id, async tx => {
      const now = await tx.workloads.find(application.id, workload.name);
      if (
        now?.id !== workload.id ||
        JSON.stringify(now.source) !== JSON.stringify(registered)
      ) {
        // Registered anew meanwhile: what was read is of another source.
        return;
      }
      await tx.workloadChecks.put(now.id, {
        checkedAt,
        etags: read.kind === 'read' ? read.etags : workload.check?.etags ?? {},
        ...(read.kind === 'unreadable' && { problem: read.problem }),
      });
      const source: RepositorySource = { kind: 'repository', url, from };
      if (url !== registered.url) {
        await tx.workloads.updateSource(now.id, source);
      }
      const version = versionOf({ source, read }, checkedAt, BY_REPOSITORY);
      if (version && isNews(now, version)) {
        await tx.workloads.addVersion(now.id, version);
        await keepDeed(tx, {
          actor: { kind: 'system', name: 'repository' },
          verb: 'set',
          action: 'workload.followed',
          applicationId: application.id,
          object: now.name,
          before: { version: now.current.version },
          after: { version: now.current.version + 1, source: url },
        });
      }
    });
  }

  /** One round over all that nobody looked at for `everyMs`; ends early with the signal. */
  async refreshDue(everyMs: number, signal: AbortSignal): Promise<void> {
    const { store, logger } = this.options;
    const due = await store.workloadChecks.dueSince(
      (await store.now()) - everyMs,
      MOST_AT_A_ROUND,
    );
    const next = async (): Promise<void> => {
      for (let one = due.shift(); one && !signal.aborted; one = due.shift()) {
        const { applicationId, name } = one;
        const [application] = await store.applications.get([applicationId]);
        const workload = await store.workloads.find(applicationId, name);
        if (application && workload) {
          try {
            await this.refresh(application, workload);
          } catch (error) {
            logger.warn(
              `The repository of ${application.name}/${name} was not looked at: ${error}`,
            );
          }
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  }

  /** Where its text is changed. */
  editOf(source: WorkloadSource): Workload['edit'] {
    if (source.kind === 'managed') {
      return { kind: 'managed' };
    }
    // A declared one may lie in a folder of the portal's machine.
    return URL.canParse(source.url)
      ? {
          kind: 'external',
          url: editAddress(source.url, this.options.integrations),
        }
      : { kind: 'external' };
  }

  #address(
    { name, entity }: ApplicationRecord,
    { url = entity?.sourceLocation, ...rest }: RepositoryInput,
  ): ScoreAddress {
    if (url === undefined) {
      throw new InputError(
        `source.url: give one: the entity of ${name} names no source location`,
      );
    }
    return locate({ ...rest, url }, this.options.integrations);
  }
}

/** What was read as a version; nothing where there is no text. */
export function versionOf(
  { source, read }: SourceRead,
  createdAt: number,
  createdBy: string,
): NewWorkloadVersion | undefined {
  if (read.kind !== 'read') {
    return undefined;
  }
  const { score, workload, problems } = read;
  return {
    score,
    ...(workload && { workload }),
    problems,
    createdAt,
    createdBy,
    source,
  };
}

/** Files that the text takes in may have changed although the text did not. */
export function isNews({ current }: WorkloadRecord, next: NewWorkloadVersion) {
  return (
    current.score !== next.score ||
    JSON.stringify([current.workload, current.problems]) !==
      JSON.stringify([next.workload, next.problems])
  );
}
