import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Driver, hasErrors, Problem } from '@tutti/engine';
import {
  AcceptMode,
  BlastView,
  EnvironmentBlast,
  RevisionUse,
  RevisionView,
} from '@tutti/plugin-tutti-common';
import { BlastRadii } from '../../planning';
import {
  ActivePlatform,
  PlatformLoader,
  ReadRevision,
  RevisionReader,
  whyNone,
} from '../../platform';
import { PlatformPointer, Store } from '../../store';
import { Refused } from '../errors';
import { Lookup } from '../Lookup';
import { BlastQuery, Caller, RevisionsService } from '../types';
import { isoTime } from '../views';
import { documentDifferences } from './documents';
import { isAffected, pageOfImpacts, summaryOf } from './impactPages';

type Found = Pick<
  RevisionView,
  'revision' | 'state' | 'since' | 'takenBy' | 'comparedWith'
>;

export class DefaultRevisionsService implements RevisionsService {
  constructor(
    private readonly options: {
      store: Store;
      active: ActivePlatform;
      reader: RevisionReader;
      loader: PlatformLoader;
      radii: BlastRadii;
      drivers: Record<string, Driver>;
      accept: AcceptMode;
      logger: LoggerService;
    },
  ) {}

  async uses({ limit, before }: { limit: number; before?: number }) {
    const found = await this.options.store.platform.uses({
      limit: limit + 1,
      ...(before !== undefined && { before }),
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(
        ({ id: _, at, ...use }): RevisionUse => ({ ...use, at: isoTime(at) }),
      ),
      ...(last && found.length > page.length && { next: last.id }),
    };
  }

  async get(revision: string): Promise<Omit<RevisionView, 'accept'>> {
    const { reader, drivers } = this.options;
    const found = await this.#find(revision);
    const [after, before] = await Promise.all([
      reader.read(revision),
      found.comparedWith === undefined
        ? undefined
        : reader.read(found.comparedWith),
    ]);
    return {
      ...found,
      problems: after.problems,
      documents:
        before?.platform && after.platform
          ? documentDifferences(before.platform, after.platform, drivers)
          : [],
    };
  }

  async blastRadius(
    revision: string,
    { visible = () => true, ...page }: BlastQuery,
  ): Promise<BlastView> {
    const { store, active, reader, radii } = this.options;
    await this.#find(revision);
    const before = await active.revision();
    if (!before?.platform) {
      throw new ServiceUnavailableError(whyNone(before));
    }
    const after = await reader.read(revision);
    if (!after.platform) {
      throw unreadableRevision(after);
    }
    const places = await new Lookup(store).places(
      await store.applications.list(),
    );
    const deployed = await radii.deployed(places);
    const known = await radii.known(
      { before: before.platform, after: after.platform },
      deployed,
    );
    const seen: EnvironmentBlast[] = [];
    let total = 0;
    let hidden = 0;
    for (const place of deployed) {
      const impact = known.get(place.environment.id);
      if (visible(place)) {
        total += 1;
        seen.push(...(impact ? [impact] : []));
      } else if (impact && isAffected(impact)) {
        hidden += 1;
      }
    }
    return {
      before: before.revision,
      after: revision,
      total,
      computed: seen.length,
      hidden,
      summary: summaryOf(seen),
      ...pageOfImpacts(seen, page),
    };
  }

  async accept(
    revision: string,
    expected: string,
    { name, audit }: Caller,
  ): Promise<void> {
    const { store, loader, logger } = this.options;
    const { state } = await this.#find(revision);
    this.#demandUseful(revision, state);
    await this.#demandGood(revision, state);
    const moved = await store.transaction(tx =>
      tx.platform.activate(revision, expected, name),
    );
    if (!moved) {
      throw someoneElseMoved(await store.platform.pointer());
    }
    audit?.changed({ before: { revision: expected }, after: { revision } });
    logger.info(
      `Platform revision ${revision} is in use: ${name} took it in place of ${expected}`,
    );
    // What was declared is followed, and what is newer than this one waits again.
    await loader.refresh();
  }

  #demandUseful(revision: string, state: RevisionView['state']): void {
    if (state === 'active') {
      throw new ConflictError(
        `Platform revision ${revision} is in use already.`,
      );
    }
    if (state === 'earlier' && this.options.accept === 'automatic') {
      throw new ConflictError(
        'Here the newest platform files are taken into use by themselves (tutti.platform.accept: automatic), so an earlier revision would not last. Change the files back, or have tutti.platform.accept say manual.',
      );
    }
  }

  /** What never served must be good in every way; what did is judged as it was then. */
  async #demandGood(
    revision: string,
    state: RevisionView['state'],
  ): Promise<void> {
    const { reader } = this.options;
    const { problems } =
      state === 'waiting'
        ? await reader.check(revision)
        : await reader.read(revision);
    if (hasErrors(problems)) {
      throw unreadableRevision({ revision, problems });
    }
  }

  /** @throws NotFoundError, ConflictError for one that waited until a newer one came */
  async #find(revision: string): Promise<Found> {
    const { store } = this.options;
    const pointer = await store.platform.pointer();
    const use = await store.platform.lastUse(revision);
    const taken = use && {
      since: isoTime(use.at),
      ...(use.by && { takenBy: use.by }),
    };
    if (pointer.active === revision) {
      return {
        revision,
        state: 'active',
        ...taken,
        ...(use?.previous && { comparedWith: use.previous }),
      };
    }
    const comparedWith = pointer.active;
    if (pointer.waiting === revision) {
      return {
        revision,
        state: 'waiting',
        ...(pointer.waitingSince && { since: isoTime(pointer.waitingSince) }),
        comparedWith,
      };
    }
    if (use) {
      return { revision, state: 'earlier', ...taken, comparedWith };
    }
    if (await store.platform.files(revision)) {
      throw new ConflictError(
        `Platform revision ${revision} waits no more: ${
          pointer.waiting
            ? `${pointer.waiting} is newer and waits`
            : 'the files are another way by now'
        }.`,
      );
    }
    throw new NotFoundError(`There is no platform revision '${revision}'`);
  }
}

function someoneElseMoved({
  active,
  acceptedBy,
}: PlatformPointer): ConflictError {
  return new ConflictError(
    `Platform revision ${active} is in use by now${
      acceptedBy ? `, taken by ${acceptedBy}` : ''
    }. Look again at what changes from there.`,
  );
}

function unreadableRevision({
  revision,
  problems,
}: Pick<ReadRevision, 'revision'> & { problems: Problem[] }): Refused {
  return new Refused(
    `Platform revision ${revision} cannot be taken into use`,
    problems,
  );
}
