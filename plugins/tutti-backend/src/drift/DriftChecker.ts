import { toError } from '@backstage/errors';
import {
  DriftFinding,
  DriftRule,
  findDrift,
  isAccepted,
  isIgnored,
  isValueObject,
  JsonValue,
  mask,
  objectKey,
  own,
  Platform,
  Redactor,
  ResourceRecord,
  Secret,
  stillHolds,
  Target,
  unmask,
} from '@tutti/engine';
import { Targets } from '../planning';
import { ActivePlatform } from '../platform';
import {
  callWithin,
  liveRedactor,
  presentObjects,
} from '../services/health/inCluster';
import { redactorFor } from '../services/health/redactorFor';
import {
  acceptedField,
  DriftCheckRecord,
  DriftFindingRecord,
  DriftRulingRecord,
  EnvironmentRecord,
  InventoryObject,
  Store,
} from '../store';
import { DriverLooks, refOfResource } from './DriverLooks';
import { whySkipped } from './whySkipped';

/** One look at an environment of a thousand objects, on a slow cluster. */
const LOOK_MS = 30_000;
/** For all resources of it that are made by tools of their own. */
const DRIVERS_MS = 5 * 60_000;
/** More of one environment nobody reads one by one. */
const MOST_FINDINGS = 2_000;
/** Longer values are no text that anybody compares: of these only the beginning is kept. */
const LONGEST_VALUE = 16_384;

/** What a look came to. */
export interface Checked {
  check: DriftCheckRecord;
  /** Found for the first time. */
  fresh: DriftFindingRecord[];
}

/** Looks at one environment, and keeps what it finds. */
export class DriftChecker {
  constructor(
    private readonly options: {
      store: Store;
      targets: Targets;
      platform: ActivePlatform;
      platformSecrets: Record<string, Secret>;
      drivers: DriverLooks;
      digest(text: string): string;
    },
  ) {}

  /**
   * Never throws for what happens in a cluster: that is kept, and what was found before stays.
   *
   * @param driversMs - how long drivers with a tool of their own may take; what is not reached is told
   */
  async check(
    environment: EnvironmentRecord,
    driversMs = DRIVERS_MS,
  ): Promise<Checked> {
    const { store } = this.options;
    const { id } = environment;
    const triedAt = await store.now();
    const before = await store.drift.check(id);
    const { serial } = await store.environments.progress(id);
    const skipped = await whySkipped(store, environment);
    if (skipped !== undefined || !environment.target) {
      return this.#keep({ ...emptyCheck(id), ...before }, { triedAt, skipped });
    }
    try {
      const found = await this.#look(environment, environment.target, {
        withinMs: driversMs,
        before,
      });
      const isOutdated =
        (await store.environments.progress(id)).serial !== serial ||
        (await whySkipped(store, environment)) !== undefined;
      if (isOutdated) {
        return await this.#keep(
          { ...emptyCheck(id), ...before },
          { triedAt, skipped: 'A deployment began meanwhile.' },
        );
      }
      const { findings, ...counts } = found;
      return await store.transaction(async tx => {
        const fresh = await tx.drift.replaceFindings(id, findings, triedAt);
        const check: DriftCheckRecord = {
          environmentId: id,
          triedAt,
          checkedAt: triedAt,
          ...counts,
          // Clean once, it begins anew.
          repairs: findings.length === 0 ? 0 : before?.repairs ?? 0,
        };
        await tx.drift.saveCheck(check);
        return { check, fresh };
      });
    } catch (error) {
      return this.#keep(
        { ...emptyCheck(id), ...before },
        { triedAt, error: await this.#explain(environment, error) },
      );
    }
  }

  async #keep(
    { skipped: _skipped, error: _error, ...before }: DriftCheckRecord,
    now: Pick<DriftCheckRecord, 'triedAt' | 'skipped' | 'error'>,
  ): Promise<Checked> {
    const check = { ...before, ...now };
    await this.options.store.drift.saveCheck(check);
    return { check, fresh: [] };
  }

  async #look(
    environment: EnvironmentRecord,
    bound: NonNullable<EnvironmentRecord['target']>,
    drivers: { withinMs: number; before?: DriftCheckRecord },
  ) {
    const { store, targets, platform, digest } = this.options;
    const resources = await store.resources.records(environment.id);
    const { objects, completedJobs } = await objectsOf(
      store,
      environment,
      resources,
    );
    const rules = rulesOf(await platform.find(), environment);
    const rulings = await this.#rulings(environment, objects);
    const target = await targets.open(bound);
    const report = await findDrift(
      {
        environmentId: environment.id,
        objects,
        completedJobs,
        rules,
        digest,
      },
      target,
      callWithin(LOOK_MS),
    );
    const byDrivers = await this.#askDrivers(
      environment,
      resources,
      rules,
      drivers,
    );
    const accepted = rulings.flatMap(ruling =>
      ruling.how === 'accept' && ruling.object !== undefined
        ? [acceptedField(ruling, ruling.object)]
        : [],
    );
    const left = [...report.findings, ...byDrivers.findings]
      .filter(
        finding =>
          !isAccepted(finding, accepted) &&
          !rulings.some(ruling => isLeftAlone(finding, ruling)),
      )
      .slice(0, MOST_FINDINGS);
    const unsure = [...report.unsure, ...byDrivers.unseen.values()];
    const redactor =
      left.length + unsure.length > 0
        ? await this.#redactor(environment, target, objects)
        : new Redactor();
    return {
      checked: report.checked + byDrivers.checked,
      candidates: report.candidates + byDrivers.candidates,
      findings: left.map(finding => withoutSecrets(finding, redactor)),
      unsure: unsure.slice(0, MOST_FINDINGS).map(({ why, ...object }) => ({
        ...object,
        why: redactor.text(why),
      })),
    };
  }

  /** Of what nobody could look at now, what was found before stays. */
  async #askDrivers(
    { id }: EnvironmentRecord,
    resources: ResourceRecord[],
    rules: readonly DriftRule[],
    { withinMs, before }: { withinMs: number; before?: DriftCheckRecord },
  ) {
    const unseenBefore = new Set(
      (before?.unsure ?? []).flatMap(({ ref, unseen }) =>
        unseen ? [objectKey(ref)] : [],
      ),
    );
    const look = await this.options.drivers.look(resources, rules, {
      withinMs,
      first: new Set(
        resources
          .filter(record => unseenBefore.has(objectKey(refOfResource(record))))
          .map(({ resourceId }) => resourceId),
      ),
    });
    if (look.unseen.size > 0) {
      const known = await this.options.store.drift.findings({
        environmentIds: [id],
        limit: MOST_FINDINGS,
      });
      look.findings.push(
        ...known.filter(
          ({ driver, owner }) => driver !== undefined && look.unseen.has(owner),
        ),
      );
    }
    return look;
  }

  /** What was accepted ends where something else is wanted since. */
  async #rulings(
    { id }: EnvironmentRecord,
    objects: InventoryObject[],
  ): Promise<DriftRulingRecord[]> {
    const { drift } = this.options.store;
    const byKey = new Map(
      objects.map(object => [objectKey(object.ref), object]),
    );
    const rulings: DriftRulingRecord[] = [];
    for (const ruling of await drift.rulings(id)) {
      const { how, object: key } = ruling;
      const object = key === undefined ? undefined : byKey.get(key);
      const isOver =
        how === 'accept' &&
        key !== undefined &&
        (!object || !stillHolds(acceptedField(ruling, key), object));
      if (isOver) {
        await drift.endRuling(id, ruling.id);
      } else {
        rulings.push(ruling);
      }
    }
    return rulings;
  }

  #redactor(
    environment: EnvironmentRecord,
    target: Target,
    inventory: InventoryObject[],
  ): Promise<Redactor> {
    const { store, platformSecrets } = this.options;
    return liveRedactor(store, {
      environment,
      platformSecrets,
      target,
      inventory,
    });
  }

  async #explain(
    environment: EnvironmentRecord,
    error: unknown,
  ): Promise<string> {
    const { store, platformSecrets } = this.options;
    return redactorFor(store, { environment, platformSecrets }).then(
      redactor => redactor.text(toError(error).message),
      () => `Cluster ${environment.target?.cluster} cannot be asked.`,
    );
  }
}

function emptyCheck(environmentId: string): DriftCheckRecord {
  return {
    environmentId,
    triedAt: 0,
    checked: 0,
    candidates: 0,
    unsure: [],
    repairs: 0,
  };
}

/** What somebody would put back: not what is kept on purpose, or on its way out. */
async function objectsOf(
  store: Store,
  environment: EnvironmentRecord,
  resources: ResourceRecord[],
) {
  const workloads = await store.workloadStates.list(environment.id);
  const leaving = new Set(
    resources
      .filter(({ lifecycle }) => lifecycle !== 'ready')
      .map(({ resourceId }) => resourceId),
  );
  const objects = (await presentObjects(store, environment)).filter(
    ({ owner }) => !leaving.has(owner),
  );
  const completedJobs = new Map([
    ...resources.map(
      ({ resourceId, completedJobs: jobs }) => [resourceId, jobs] as const,
    ),
    ...workloads.map(
      ({ workload, completedJobs: jobs }) =>
        [`workload#${workload}`, jobs] as const,
    ),
  ]);
  return { objects, completedJobs };
}

function rulesOf(
  platform: Platform | undefined,
  { type, target }: EnvironmentRecord,
): DriftRule[] {
  if (!platform) {
    return [];
  }
  return [
    ...(own(platform.environmentTypes, type)?.drift.ignore ?? []),
    ...((target && own(platform.targets, target.name)?.drift?.ignore) ?? []),
  ];
}

/** By a word of a person: never show this again here. */
function isLeftAlone(finding: DriftFinding, ruling: DriftRulingRecord) {
  const { how, kind, object, path, manager } = ruling;
  if (how !== 'ignore' || kind !== finding.ref.kind) {
    return false;
  }
  if (object !== undefined && object !== objectKey(finding.ref)) {
    return false;
  }
  return path === ''
    ? finding.path === ''
    : isIgnored(finding, [
        {
          kinds: [kind],
          paths: [path],
          ...(manager !== undefined && { managers: [manager] }),
        },
      ]);
}

/** What somebody else wrote may be a secret of ours, in the clear. */
function withoutSecrets(
  finding: DriftFinding,
  redactor: Redactor,
): DriftFinding {
  let secret = finding.secret;
  const clean = (value: JsonValue | undefined): JsonValue | undefined => {
    if (value === undefined) {
      return undefined;
    }
    const before = unmask(value);
    const wrapped = redactor.foreign({ value: before }, undefined);
    const after = mask(isValueObject(wrapped) ? wrapped.value : null);
    if (JSON.stringify(after) !== JSON.stringify(mask(before))) {
      secret = true;
    }
    return shortened(after);
  };
  const { applied, live, wanted, ...rest } = finding;
  const shown = Object.fromEntries(
    Object.entries({ applied, live, wanted }).flatMap(([name, value]) => {
      const told = clean(value);
      return told === undefined ? [] : [[name, told]];
    }),
  );
  return { ...rest, ...shown, secret };
}

function shortened(value: JsonValue): JsonValue {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE
    ? `${text.slice(0, LONGEST_VALUE)}…`
    : value;
}

/** Of these the value is not known: nobody can say to leave exactly that. */
export function isWhole(value: JsonValue | undefined): boolean {
  return !(
    typeof value === 'string' &&
    value.length === LONGEST_VALUE + 1 &&
    value.endsWith('…')
  );
}
