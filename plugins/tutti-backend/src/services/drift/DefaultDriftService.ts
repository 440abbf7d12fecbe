import { InputError, NotFoundError, toError } from '@backstage/errors';
import { compareText, groupBy, objectKey, own } from '@tutti/engine';
import {
  Allowed,
  DriftCause,
  DriftDecided,
  DriftDecision,
  DriftFindingPage,
  DriftFindingView,
  DriftGroupPage,
  DriftOutcome,
  DriftRuling,
  DriftView,
} from '@tutti/plugin-tutti-common';
import { addressesOf, DriftChecker, isWhole, repairKey } from '../../drift';
import { ActivePlatform } from '../../platform';
import {
  causePath,
  DriftCauseRecord,
  DriftFindingRecord,
  DriftRulingRecord,
  placeOf,
  Store,
} from '../../store';
import { workloadOf } from '../health';
import { EnvironmentPath, Lookup, Place } from '../Lookup';
import { Caller, DeploymentsService } from '../types';
import { isoTime } from '../views';
import {
  compareGroups,
  readCause,
  readFindingCursor,
  readGroupCursor,
  writeCause,
  writeFindingCursor,
  writeGroupCursor,
} from './cursor';
import { DriftListing, DriftService } from './types';

/** Of one request; the rest is said, and another one goes on. */
const MOST_ENVIRONMENTS = 100;
const MOST_FINDINGS = 5_000;
/** Somebody waits: what takes longer is left to the rounds. */
const DRIVERS_MS = 45_000;

const YES: Allowed = { allowed: true };

export class DefaultDriftService implements DriftService {
  constructor(
    private readonly options: {
      store: Store;
      platform: ActivePlatform;
      checker: DriftChecker;
      deployments: Pick<DeploymentsService, 'create'>;
    },
  ) {}

  async groups(query: DriftListing): Promise<DriftGroupPage> {
    const { store } = this.options;
    const places = await this.#places(query);
    const groups = (
      await store.drift.groups(places.map(({ environment }) => environment.id))
    ).sort(compareGroups);
    const after =
      query.cursor === undefined ? undefined : readGroupCursor(query.cursor);
    const rest = after
      ? groups.filter(group => compareGroups(group, { ...group, ...after }) > 0)
      : groups;
    const page = rest.slice(0, query.limit);
    return {
      items: page.map(group => ({
        key: writeCause(group),
        cause: causeView(group),
        environments: group.environments,
        findings: group.findings,
        since: isoTime(group.since),
      })),
      total: groups.length,
      ...(rest.length > page.length && {
        next: writeGroupCursor(page[page.length - 1]),
      }),
    };
  }

  async findings(
    query: DriftListing & { cause?: string },
  ): Promise<DriftFindingPage> {
    const cause =
      query.cause === undefined ? undefined : readCause(query.cause);
    return this.#page(await this.#places(query), query, cause);
  }

  async get(path: EnvironmentPath, query: DriftListing): Promise<DriftView> {
    const { store, platform } = this.options;
    const place = await new Lookup(store).place(path);
    const { id, type } = place.environment;
    const check = await store.drift.check(id);
    const settings = own(
      (await platform.find())?.environmentTypes ?? {},
      type,
    )?.drift;
    return {
      ...(check?.checkedAt !== undefined && {
        checkedAt: isoTime(check.checkedAt),
      }),
      checked: check?.checked ?? 0,
      candidates: check?.candidates ?? 0,
      ...(check?.skipped !== undefined && { skipped: check.skipped }),
      ...(check?.error !== undefined && { error: check.error }),
      unsure: (check?.unsure ?? []).map(({ ref, why, unseen }) => ({
        object: `${ref.kind} ${ref.name}`,
        why,
        ...(unseen && { unseen }),
      })),
      ...(settings?.every !== undefined && { every: settings.every }),
      repair: settings?.repair ?? 'manual',
      ...(await this.#page([place], query)),
      rulings: (await store.drift.rulings(id)).map(rulingView),
      allowed: { check: query.may?.(place, 'operate') ?? YES },
    };
  }

  async check(path: EnvironmentPath, query: DriftListing): Promise<DriftView> {
    const { store, checker } = this.options;
    const { environment } = await new Lookup(store).place(path);
    await checker.check(environment, DRIVERS_MS);
    return this.get(path, query);
  }

  async decide(
    decision: DriftDecision & Pick<DriftListing, 'visible' | 'may'>,
    caller: Caller,
  ): Promise<DriftDecided> {
    const { store } = this.options;
    const { how, findings: ids, cause } = decision;
    if ((ids === undefined) === (cause === undefined)) {
      throw new InputError(
        'findings, cause: name either findings, or the cause of all that are meant.',
      );
    }
    const places = new Map(
      (await this.#places(decision)).map(place => [
        place.environment.id,
        place,
      ]),
    );
    const found = await store.drift.findings({
      environmentIds: [...places.keys()],
      ...(ids && { ids }),
      ...(cause !== undefined && { cause: readCause(cause) }),
      limit: MOST_FINDINGS,
    });
    if (found.length === 0) {
      throw new NotFoundError('There is no such drift any more: look again.');
    }
    const byPlace = [...groupBy(found, ({ environmentId }) => environmentId)]
      .flatMap(([id, findings]) => {
        const place = places.get(id);
        return place ? [{ place, findings }] : [];
      })
      .sort((a, b) => compareText(nameOf(a.place), nameOf(b.place)));
    const items: DriftOutcome[] = [];
    caller.audit?.changed({
      after: {
        how,
        ...(decision.reason !== undefined && { reason: decision.reason }),
      },
    });
    for (const { place, findings } of byPlace.slice(0, MOST_ENVIRONMENTS)) {
      const object = whatIs(findings);
      const { application, environment } = place;
      const of = {
        application: application.name,
        environment: environment.name,
      };
      const right = decision.may?.(
        place,
        how === 'ignore' ? 'manage' : 'operate',
      );
      if (right && !right.allowed) {
        items.push({ ...of, outcome: 'refused', message: right.reason });
        caller.audit?.part({
          ...place,
          object,
          outcome: 'refused',
          reason: right.reason,
        });
        continue;
      }
      try {
        const outcome = await this.#decideIn(place, findings, decision, caller);
        items.push({ ...of, ...outcome });
        caller.audit?.part({ ...place, object, outcome: 'succeeded' });
      } catch (error) {
        const message = sentenceOf(error);
        items.push({ ...of, outcome: 'refused', message });
        caller.audit?.part({
          ...place,
          object,
          outcome: 'refused',
          reason: message,
        });
      }
    }
    return { items, left: Math.max(0, byPlace.length - items.length) };
  }

  async endRuling(path: EnvironmentPath, ruling: string): Promise<void> {
    const { store } = this.options;
    const { environment } = await new Lookup(store).place(path);
    if (!(await store.drift.endRuling(environment.id, ruling))) {
      throw new NotFoundError(
        `Nothing was decided under the id '${ruling}' in ${environment.name}`,
      );
    }
  }

  async #decideIn(
    place: Place,
    findings: DriftFindingRecord[],
    { how, reason }: DriftDecision,
    caller: Caller,
  ): Promise<Pick<DriftOutcome, 'outcome' | 'deploymentId'>> {
    const { store } = this.options;
    if (how === 'repair') {
      for (const finding of findings) demand(repairable(finding));
      return this.#deploy(place, 'repair', findings, caller);
    }
    if (how === 'accept') {
      for (const finding of findings) demand(acceptable(finding));
    }
    const refreshed =
      how === 'accept'
        ? findings.filter(({ driver }) => driver !== undefined)
        : [];
    const ruled = findings.filter(finding => !refreshed.includes(finding));
    const queued =
      refreshed.length > 0
        ? await this.#deploy(place, 'refresh', refreshed, caller)
        : undefined;
    await store.transaction(async tx => {
      const at = await tx.now();
      for (const finding of ruled) {
        await tx.drift.rule({
          environmentId: place.environment.id,
          how,
          ...(how === 'accept' ? exactly(finding) : anyLike(finding)),
          ...(reason !== undefined && { reason }),
          by: caller.name,
          at,
        });
      }
      await tx.drift.removeFindings(ruled.map(({ id }) => id));
    });
    return queued ?? { outcome: how === 'accept' ? 'accepted' : 'ignored' };
  }

  async #deploy(
    { application, environment }: Place,
    part: 'repair' | 'refresh',
    findings: DriftFindingRecord[],
    caller: Caller,
  ): Promise<Pick<DriftOutcome, 'outcome' | 'deploymentId'>> {
    const { store, deployments } = this.options;
    const addresses = await addressesOf(store, [environment.id]);
    const keys = [
      ...new Set(findings.map(finding => repairKey(finding, addresses))),
    ];
    const { id } = await deployments.create(
      {
        application: application.name,
        environment: environment.name,
        input: { [part]: keys },
      },
      caller,
    );
    return { outcome: 'queued', deploymentId: id };
  }

  async #places({ visible }: Pick<DriftListing, 'visible'>): Promise<Place[]> {
    const { store } = this.options;
    return (
      await new Lookup(store).places(await store.applications.list())
    ).filter(place => visible?.(place) ?? true);
  }

  async #page(
    places: Place[],
    query: DriftListing,
    cause?: DriftCauseRecord,
  ): Promise<DriftFindingPage> {
    const { store } = this.options;
    const environmentIds = places.map(({ environment }) => environment.id);
    const found = await store.drift.findings({
      environmentIds,
      ...(cause && { cause }),
      limit: query.limit + 1,
      ...(query.cursor !== undefined && {
        after: readFindingCursor(query.cursor),
      }),
    });
    const page = found.slice(0, query.limit);
    const byId = new Map(places.map(place => [place.environment.id, place]));
    const owners = await addressesOf(store, [
      ...new Set(page.map(({ environmentId }) => environmentId)),
    ]);
    const last = page[page.length - 1];
    return {
      items: page.flatMap(finding => {
        const place = byId.get(finding.environmentId);
        return place ? [findingView(finding, place, owners, query)] : [];
      }),
      total: await store.drift.countFindings(environmentIds, cause),
      ...(found.length > page.length &&
        last && {
          next: writeFindingCursor({
            environmentId: last.environmentId,
            place: placeOf(last).place,
          }),
        }),
    };
  }
}

function findingView(
  finding: DriftFindingRecord,
  place: Place,
  owners: ReadonlyMap<string, string>,
  { may }: DriftListing,
): DriftFindingView {
  const { ref, driver, owner, applied, live, wanted } = finding;
  const workload = workloadOf(owner);
  const resource = owners.get(owner);
  const operate = may?.(place, 'operate') ?? YES;
  const manage = may?.(place, 'manage') ?? YES;
  return {
    id: finding.id,
    application: place.application.name,
    applicationTitle: place.application.title,
    environment: place.environment.name,
    object: ref,
    ...(driver !== undefined && { driver }),
    ...(workload !== undefined && { workload }),
    ...(resource !== undefined && { resource }),
    cause: causeView(causeOf(finding)),
    path: finding.path,
    ...(applied !== undefined && { applied }),
    ...(live !== undefined && { live }),
    ...(wanted !== undefined && { wanted }),
    secret: finding.secret,
    managers: finding.managers,
    since: isoTime(finding.since),
    allowed: {
      repair: operate.allowed ? repairable(finding) : operate,
      accept: operate.allowed ? acceptable(finding) : operate,
      ignore: manage,
    },
  };
}

function repairable({ change, ref }: DriftFindingRecord): Allowed {
  return change === 'taken'
    ? {
        allowed: false,
        reason: `${ref.kind} ${ref.name} says that it is of another environment: what is another's is not taken back.`,
      }
    : YES;
}

/** Only a value that is known can be left exactly as it is. */
function acceptable(finding: DriftFindingRecord): Allowed {
  const { change, secret, ref, live, driver } = finding;
  if (change !== 'altered') {
    return {
      allowed: false,
      reason: `${ref.kind} ${ref.name} is not there: put it back, or take it out of what is deployed.`,
    };
  }
  // Its tool takes the whole of it as it is, and nobody has to know what that is.
  if (driver !== undefined) {
    return YES;
  }
  if (secret) {
    return {
      allowed: false,
      reason:
        'It is a secret, and nobody keeps what others wrote there: put it back, or set it.',
    };
  }
  return isWhole(live) && isWhole(finding.applied)
    ? YES
    : {
        allowed: false,
        reason: 'It is too large to be kept: put it back, or ignore the field.',
      };
}

function demand(allowed: Allowed): void {
  if (!allowed.allowed) {
    throw new InputError(allowed.reason);
  }
}

/** This very field, with what stands there. */
function exactly(finding: DriftFindingRecord) {
  const { ref, path, applied, live } = finding;
  return {
    kind: ref.kind,
    object: objectKey(ref),
    path,
    ...(applied !== undefined && { wanted: applied }),
    ...(live !== undefined && { value: live }),
  };
}

/** The field in any object of the kind; what is gone, by its name. */
function anyLike(finding: DriftFindingRecord) {
  const { ref, path, managers } = finding;
  const [by] = managers;
  return path === ''
    ? { kind: ref.kind, object: objectKey(ref), path }
    : {
        kind: ref.kind,
        path: causePath(path),
        ...(by && { manager: by.name }),
      };
}

function causeOf(finding: DriftFindingRecord): DriftCauseRecord {
  return {
    kind: finding.ref.kind,
    path: causePath(finding.path),
    change: finding.change,
    manager: finding.managers[0]?.name ?? '',
  };
}

function causeView({
  kind,
  path,
  change,
  manager,
}: DriftCauseRecord): DriftCause {
  return { kind, path, change, ...(manager !== '' && { manager }) };
}

function rulingView(ruling: DriftRulingRecord): DriftRuling {
  const { object, value, reason, manager } = ruling;
  return {
    id: ruling.id,
    how: ruling.how,
    kind: ruling.kind,
    ...(object !== undefined && {
      object: object.slice(object.lastIndexOf('/') + 1),
    }),
    path: ruling.path,
    ...(manager !== undefined && { manager }),
    ...(value !== undefined && { value }),
    ...(reason !== undefined && { reason }),
    by: ruling.by,
    at: isoTime(ruling.at),
  };
}

function nameOf({ application, environment }: Place): string {
  return `${application.name}/${environment.name}`;
}

/** For the audit: `Deployment web spec.replicas`, of more how many. */
function whatIs(findings: DriftFindingRecord[]): string {
  const [{ ref, path }] = findings;
  const first = `${ref.kind} ${ref.name} ${path}`.trim();
  return findings.length === 1
    ? first
    : `${first} and ${findings.length - 1} more`;
}

/** Errors that are sentences for whoever asked; others are not theirs to read. */
const FOR_CALLERS = new Set([
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ServiceUnavailableError',
  'Refused',
]);

/** @throws what is no sentence for the caller */
function sentenceOf(error: unknown): string {
  const { name, message } = toError(error);
  if (!FOR_CALLERS.has(name)) {
    throw error;
  }
  return message;
}
