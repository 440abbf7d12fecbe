import { randomUUID } from 'node:crypto';
import {
  AcceptedField,
  DriftFinding,
  JsonValue,
  objectKey,
  UnsureObject,
} from '@tutti/engine';
import { Database, Milliseconds, optional, parse } from './database';

/** The last look at one environment. */
export interface DriftCheckRecord {
  environmentId: string;
  triedAt: number;
  /** Absent: no look has had an answer yet. */
  checkedAt?: number;
  checked: number;
  candidates: number;
  unsure: UnsureObject[];
  /** Why nothing was looked at, the last time. */
  skipped?: string;
  /** Why there was no answer, the last time. */
  error?: string;
  /** How often it was put back by itself, one after another, and changed again. */
  repairs: number;
}

export interface DriftFindingRecord extends DriftFinding {
  id: string;
  environmentId: string;
  /** Milliseconds by the database's clock: found first. */
  since: number;
}

/** What people decided to leave as it is. */
export interface DriftRulingRecord {
  id: string;
  environmentId: string;
  /** `accept`: this value, until the next change of the field. `ignore`: whatever stands there. */
  how: 'accept' | 'ignore';
  kind: string;
  /** Key of the object; absent: any of the kind. */
  object?: string;
  path: string;
  manager?: string;
  wanted?: JsonValue;
  value?: JsonValue;
  reason?: string;
  by: string;
  at: number;
}

/** What findings of many environments have in common. */
export interface DriftCauseRecord {
  kind: string;
  /** Of any item of a list: `spec.template.spec.containers[*].image`. */
  path: string;
  change: DriftFinding['change'];
  /** Empty: nobody says that they set it. */
  manager: string;
}

export interface DriftGroupRecord extends DriftCauseRecord {
  environments: number;
  findings: number;
  since: number;
}

interface CheckRow {
  environment_id: string;
  tried_at: Milliseconds;
  checked_at: Milliseconds | null;
  checked: number;
  candidates: number;
  unsure: string;
  skipped: string | null;
  error: string | null;
  repairs: number;
}

interface FindingRow {
  id: string;
  environment_id: string;
  place: string;
  object_key: string;
  api_version: string;
  kind: string;
  namespace: string;
  name: string;
  driver: string | null;
  owner: string;
  change: DriftFinding['change'];
  path: string;
  cause_path: string;
  manager: string;
  managers: string;
  applied: string | null;
  live: string | null;
  wanted: string | null;
  secret: boolean | number;
  since: Milliseconds;
}

interface RulingRow {
  id: string;
  environment_id: string;
  how: DriftRulingRecord['how'];
  kind: string;
  object_key: string | null;
  path: string;
  manager: string | null;
  wanted: string | null;
  value: string | null;
  reason: string | null;
  ruled_by: string;
  ruled_at: Milliseconds;
}

/** SQLite takes 32,766 values in a statement. */
const ROWS_AT_ONCE = 500;

export class DriftTable {
  constructor(private readonly db: Database) {}

  /** Environments of a type that are due: never looked at first, then the oldest look. */
  async due(
    type: string,
    before: number,
    limit: number,
  ): Promise<{ environmentId: string; triedAt: number }[]> {
    const rows = await this.db('environments')
      .leftJoin(
        'drift_checks',
        'drift_checks.environment_id',
        'environments.id',
      )
      .where('environments.type', type)
      .whereNotNull('environments.target')
      .andWhere(this.db.raw('coalesce(tried_at, 0)'), '<=', before)
      .orderByRaw('coalesce(tried_at, 0), environments.id')
      .limit(limit)
      .select<{ id: string; tried_at: Milliseconds | null }[]>(
        'environments.id',
        'tried_at',
      );
    return rows.map(row => ({
      environmentId: row.id,
      triedAt: Number(row.tried_at ?? 0),
    }));
  }

  async check(environmentId: string): Promise<DriftCheckRecord | undefined> {
    return optional(
      await this.#checks().where({ environment_id: environmentId }).first(),
      checkOf,
    );
  }

  async saveCheck(check: DriftCheckRecord): Promise<void> {
    await this.#checks()
      .insert({
        environment_id: check.environmentId,
        tried_at: check.triedAt,
        checked_at: check.checkedAt ?? null,
        checked: check.checked,
        candidates: check.candidates,
        unsure: JSON.stringify(check.unsure),
        skipped: check.skipped ?? null,
        error: check.error ?? null,
        repairs: check.repairs,
      })
      .onConflict('environment_id')
      .merge();
  }

  /**
   * In the place of what was found before; what was found then too keeps its id and its beginning. Call it
   * in a transaction.
   *
   * @returns those that were not found before
   */
  async replaceFindings(
    environmentId: string,
    findings: DriftFinding[],
    now: number,
  ): Promise<DriftFindingRecord[]> {
    const before = new Map(
      (await this.#findings().where({ environment_id: environmentId })).map(
        row => [`${row.place} ${row.change} ${row.manager}`, row],
      ),
    );
    const fresh: DriftFindingRecord[] = [];
    const rows = findings.map(finding => {
      const { object, place } = placeOf(finding);
      const manager = finding.managers[0]?.name ?? '';
      const known = before.get(`${place} ${finding.change} ${manager}`);
      const id = known?.id ?? randomUUID();
      const since = known ? Number(known.since) : now;
      if (!known) fresh.push({ ...finding, id, environmentId, since });
      return {
        id,
        environment_id: environmentId,
        place,
        object_key: object,
        api_version: finding.ref.apiVersion,
        kind: finding.ref.kind,
        namespace: finding.ref.namespace ?? '',
        name: finding.ref.name,
        driver: finding.driver ?? null,
        owner: finding.owner,
        change: finding.change,
        path: finding.path,
        cause_path: causePath(finding.path),
        manager,
        managers: JSON.stringify(finding.managers),
        applied: json(finding.applied),
        live: json(finding.live),
        wanted: json(finding.wanted),
        secret: finding.secret,
        since,
      };
    });
    await this.#findings().where({ environment_id: environmentId }).delete();
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      await this.#findings().insert(rows.slice(at, at + ROWS_AT_ONCE));
    }
    return fresh;
  }

  async removeFindings(ids: string[]): Promise<void> {
    await this.#findings().whereIn('id', ids).delete();
  }

  /** By cause, over these environments: what concerns most of them first. */
  async groups(environmentIds: string[]): Promise<DriftGroupRecord[]> {
    const rows = await this.#findings()
      .whereIn('environment_id', environmentIds)
      .groupBy('kind', 'cause_path', 'change', 'manager')
      .select<
        {
          kind: string;
          cause_path: string;
          change: DriftFinding['change'];
          manager: string;
          environments: number | string;
          findings: number | string;
          since: Milliseconds;
        }[]
      >(
        'kind',
        'cause_path',
        'change',
        'manager',
        this.db.raw('count(distinct environment_id) as environments'),
        this.db.raw('count(*) as findings'),
        this.db.raw('min(since) as since'),
      );
    return rows.map(row => ({
      kind: row.kind,
      path: row.cause_path,
      change: row.change,
      manager: row.manager,
      environments: Number(row.environments),
      findings: Number(row.findings),
      since: Number(row.since),
    }));
  }

  /** Some of them, in the order of environments, objects and paths. */
  async findings(query: {
    environmentIds: string[];
    cause?: DriftCauseRecord;
    ids?: string[];
    limit: number;
    after?: { environmentId: string; place: string };
  }): Promise<DriftFindingRecord[]> {
    const { environmentIds, cause, ids, after } = query;
    const rows = this.#findings()
      .whereIn('environment_id', environmentIds)
      .orderBy(['environment_id', 'place', 'id'])
      .limit(query.limit);
    if (cause) rows.andWhere(whereCause(cause));
    if (ids) rows.whereIn('id', ids);
    if (after) {
      rows.andWhere(inner =>
        inner
          .where('environment_id', '>', after.environmentId)
          .orWhere(same =>
            same
              .where('environment_id', after.environmentId)
              .andWhere('place', '>', after.place),
          ),
      );
    }
    return (await rows).map(findingOf);
  }

  async countFindings(
    environmentIds: string[],
    cause?: DriftCauseRecord,
  ): Promise<number> {
    const rows = this.#findings().whereIn('environment_id', environmentIds);
    if (cause) rows.andWhere(whereCause(cause));
    const [{ count }] = await rows.count({ count: '*' });
    return Number(count);
  }

  /** By environment: how many objects of it are not as they were left. */
  async countObjects(environmentIds: string[]): Promise<Map<string, number>> {
    const rows = await this.#findings()
      .whereIn('environment_id', environmentIds)
      .groupBy('environment_id')
      .select<{ environment_id: string; objects: number | string }[]>(
        'environment_id',
        this.db.raw('count(distinct object_key) as objects'),
      );
    return new Map(rows.map(row => [row.environment_id, Number(row.objects)]));
  }

  /** A later word about the same field replaces an earlier one. */
  async rule(ruling: Omit<DriftRulingRecord, 'id'>): Promise<void> {
    const same = {
      environment_id: ruling.environmentId,
      kind: ruling.kind,
      object_key: ruling.object ?? null,
      path: ruling.path,
      manager: ruling.manager ?? null,
    };
    await this.#rulings().where(same).delete();
    await this.#rulings().insert({
      id: randomUUID(),
      ...same,
      how: ruling.how,
      wanted: json(ruling.wanted),
      value: json(ruling.value),
      reason: ruling.reason ?? null,
      ruled_by: ruling.by,
      ruled_at: ruling.at,
    });
  }

  /** Oldest first. */
  async rulings(environmentId: string): Promise<DriftRulingRecord[]> {
    const rows = await this.#rulings()
      .where({ environment_id: environmentId })
      .orderBy(['ruled_at', 'id']);
    return rows.map(rulingOf);
  }

  /** What a plan of the environment leaves as it is. */
  async accepted(environmentId: string): Promise<AcceptedField[]> {
    return (await this.rulings(environmentId)).flatMap(ruling =>
      ruling.how === 'accept' && ruling.object !== undefined
        ? [acceptedField(ruling, ruling.object)]
        : [],
    );
  }

  /** @returns false where there is none. */
  async endRuling(environmentId: string, id: string): Promise<boolean> {
    const gone = await this.#rulings()
      .where({ environment_id: environmentId, id })
      .delete();
    return gone > 0;
  }

  #checks() {
    return this.db<CheckRow>('drift_checks');
  }

  #findings() {
    return this.db<FindingRow>('drift_findings');
  }

  #rulings() {
    return this.db<RulingRow>('drift_rulings');
  }
}

/** `containers[web].image` and `containers[api].image` have one cause. */
export function causePath(path: string): string {
  return path.replace(/\[[^\]]*\]/g, '[*]');
}

export function placeOf({ ref, path }: Pick<DriftFinding, 'ref' | 'path'>) {
  const object = objectKey(ref);
  return { object, place: `${object} ${path}` };
}

export function acceptedField(
  { path, wanted, value }: DriftRulingRecord,
  object: string,
): AcceptedField {
  return {
    object,
    path,
    ...(wanted !== undefined && { wanted }),
    ...(value !== undefined && { value }),
  };
}

function whereCause({ kind, path, change, manager }: DriftCauseRecord) {
  return { kind, cause_path: path, change, manager };
}

function json(value: JsonValue | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function checkOf(row: CheckRow): DriftCheckRecord {
  return {
    environmentId: row.environment_id,
    triedAt: Number(row.tried_at),
    ...(row.checked_at !== null && { checkedAt: Number(row.checked_at) }),
    checked: row.checked,
    candidates: row.candidates,
    unsure: parse<UnsureObject[]>(row.unsure),
    ...(row.skipped !== null && { skipped: row.skipped }),
    ...(row.error !== null && { error: row.error }),
    repairs: row.repairs,
  };
}

function findingOf(row: FindingRow): DriftFindingRecord {
  return {
    id: row.id,
    environmentId: row.environment_id,
    ref: {
      apiVersion: row.api_version,
      kind: row.kind,
      ...(row.namespace && { namespace: row.namespace }),
      name: row.name,
    },
    ...(row.driver !== null && { driver: row.driver }),
    owner: row.owner,
    change: row.change,
    path: row.path,
    ...(row.applied !== null && { applied: parse<JsonValue>(row.applied) }),
    ...(row.live !== null && { live: parse<JsonValue>(row.live) }),
    ...(row.wanted !== null && { wanted: parse<JsonValue>(row.wanted) }),
    secret: Boolean(row.secret),
    managers: parse<DriftFinding['managers']>(row.managers),
    since: Number(row.since),
  };
}

function rulingOf(row: RulingRow): DriftRulingRecord {
  return {
    id: row.id,
    environmentId: row.environment_id,
    how: row.how,
    kind: row.kind,
    ...(row.object_key !== null && { object: row.object_key }),
    path: row.path,
    ...(row.manager !== null && { manager: row.manager }),
    ...(row.wanted !== null && { wanted: parse<JsonValue>(row.wanted) }),
    ...(row.value !== null && { value: parse<JsonValue>(row.value) }),
    ...(row.reason !== null && { reason: row.reason }),
    by: row.ruled_by,
    at: Number(row.ruled_at),
  };
}
