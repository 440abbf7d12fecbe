import { ConflictError, NotAllowedError } from '@backstage/errors';
import { NewBuild } from '@tutti/plugin-tutti-common';
import {
  isNews,
  isSameRepository,
  readNamedScore,
  versionOf,
  WorkloadSources,
} from '../../sources';
import {
  ApplicationRecord,
  NewWorkloadVersion,
  Store,
  WorkloadRecord,
} from '../../store';
import { EngineThreads } from '../../threads';
import { Refused } from '../errors';
import { Caller } from '../types';

type ScoreOfBuild = Pick<NewBuild, 'score' | 'commit' | 'ref' | 'repository'>;

/** Score texts that come with builds, as they are at the commit of the build. */
export class BuildScores {
  constructor(
    private readonly options: {
      store: Store;
      sources: WorkloadSources;
      engine: EngineThreads;
    },
  ) {}

  /**
   * Nothing is stored.
   *
   * @throws Refused with the problems of the text, ConflictError where its text does not come with builds
   */
  async read(
    application: ApplicationRecord,
    workload: WorkloadRecord,
    build: ScoreOfBuild,
    caller: Caller,
  ): Promise<NewWorkloadVersion | undefined> {
    const { score, commit, ref } = build;
    if (!score) {
      return undefined;
    }
    const { store, sources, engine } = this.options;
    const { name, source } = workload;
    if (source.kind === 'declared') {
      throw new ConflictError(
        `score: ${name} is declared in platform files, as ${source.url}: its text changes with them. Leave \`score\` out.`,
      );
    }
    if (source.kind === 'repository' && !isOf(source.from.ref, ref)) {
      throw new ConflictError(
        `score: ${name} follows ${source.from.ref}, so a build of ${ref} does not change its text. Leave \`score\` out.`,
      );
    }
    const at = await store.now();
    if ('fromRepository' in score) {
      const followed = sources.repositoryOf(source);
      if (source.kind !== 'repository' || !followed) {
        throw new ConflictError(
          `score: ${name} follows no repository of an integration: send the text of the Score file.`,
        );
      }
      if (!isSameRepository(followed, build.repository)) {
        throw new NotAllowedError(
          `score: ${name} follows ${followed}, and the commit is of ${build.repository}.`,
        );
      }
      const found = await sources.lookAt(application, name, source, commit);
      const version = versionOf(found, at, caller.name);
      if (!version?.workload) {
        throw new Refused(
          'The Score file of the build cannot be taken',
          found.read.kind === 'unreadable'
            ? [found.read.problem]
            : version?.problems ?? [],
        );
      }
      return version;
    }
    const read = await readNamedScore(engine, name, {
      text: score.text,
      file: `${name}/score.yaml`,
    });
    if (!read.ok) {
      throw new Refused('The Score file is not valid', read.problems);
    }
    return {
      score: score.text,
      workload: read.value,
      problems: read.problems,
      createdAt: at,
      createdBy: caller.name,
      source,
    };
  }
}

/**
 * Makes it the text of the workload. Call it in a transaction of the application.
 *
 * @returns number of the version that has it
 */
export async function keepScore(
  tx: Store,
  before: WorkloadRecord,
  version: NewWorkloadVersion,
): Promise<number> {
  const { id, applicationId, name } = before;
  const now = await tx.workloads.find(applicationId, name);
  if (
    now?.id !== id ||
    JSON.stringify(now.source) !== JSON.stringify(before.source)
  ) {
    throw new ConflictError(
      `${name} was registered anew at the same moment. Tell the build again.`,
    );
  }
  if (now.source.kind === 'repository') {
    // Whatever was read there before: the next look compares with this text.
    await tx.workloadChecks.put(id, {
      checkedAt: version.createdAt,
      etags: {},
    });
  }
  if (!isNews(now, version)) {
    return now.current.version;
  }
  await tx.workloads.addVersion(id, version);
  return now.current.version + 1;
}

/** Of the branch or tag that a workload follows; of any where it says none. */
function isOf(followed: string | undefined, ref: string): boolean {
  return (
    followed === undefined ||
    ref === `refs/heads/${followed}` ||
    ref === `refs/tags/${followed}`
  );
}
