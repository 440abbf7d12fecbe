import { randomBytes, createHash, timingSafeEqual } from 'node:crypto';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { TuttiSealing } from '@tutti/plugin-tutti-node';
import { Knex } from 'knex';
import { clock, isPostgres } from './database';

/** A state as the tool writes it, and how it is told from others. */
export interface KeptState {
  number: number;
  lineage: string;
  serial: number;
  /** JSON, with secrets in clear. */
  text: string;
}

/** Who asks for a state: the tool of one operation. */
export interface StateCaller {
  operationId: string;
  resourceId: string;
  access: 'read' | 'write';
}

export interface StateLock {
  operationId: string;
  lockId: string;
  /** JSON as the tool gave it. */
  info: string;
  lockedAt: number;
}

/** Somebody else may write the state now. */
export class StateLocked extends Error {
  readonly name = 'StateLocked';

  constructor(readonly lock: StateLock) {
    super(`The state is locked by operation ${lock.operationId}.`);
  }
}

/**
 * States of the resources that this module makes, in the plugin's database: the last versions of each, sealed;
 * who may write; and the tokens by which tools ask (docs/reference/semantics.md, Deploy, fencing).
 */
export class StateStore {
  constructor(
    private readonly db: Knex,
    private readonly sealing: () => Promise<TuttiSealing>,
    /** Versions of a state that are kept. */
    private readonly versions: number,
  ) {}

  /** What it is called where a plan says for which state it was made; `none` where there is none. */
  async version(resourceId: string): Promise<string> {
    const row = await this.#newest(this.db, resourceId).select(
      'lineage',
      'serial',
    );
    return row.length === 0 ? 'none' : `${row[0].lineage}/${row[0].serial}`;
  }

  async read(resourceId: string): Promise<KeptState | undefined> {
    const [row] = await this.#newest(this.db, resourceId).select('*');
    if (!row) return undefined;
    const { open } = await this.sealing();
    const number = Number(row.number);
    return {
      number,
      lineage: row.lineage,
      serial: Number(row.serial),
      text: open(row.state_sealed, placeOf(resourceId, number)),
    };
  }

  /**
   * Keeps what the tool says that the state is now.
   *
   * @param lockId - of the lock under which it is written
   * @throws StateLocked when another operation holds the lock; ConflictError where it is another or an older
   *   state than the one that is kept; InputError where it is none.
   */
  async write(
    caller: Pick<StateCaller, 'operationId' | 'resourceId'>,
    text: string,
    lockId: string | undefined,
  ): Promise<void> {
    const { resourceId, operationId } = caller;
    const { lineage, serial } = readHead(text);
    const { seal } = await this.sealing();
    await this.db.transaction(async tx => {
      const lock = await this.#lock(tx, resourceId);
      if (
        lock &&
        (lock.operationId !== operationId ||
          (lockId !== undefined && lock.lockId !== lockId))
      ) {
        throw new StateLocked(lock);
      }
      const [newest] = await this.#newest(tx, resourceId).select(
        'number',
        'lineage',
        'serial',
      );
      if (newest && newest.lineage !== lineage) {
        throw new ConflictError('It is the state of something else.');
      }
      if (newest && Number(newest.serial) > serial) {
        throw new ConflictError(
          `A newer state is kept already: ${newest.serial}, this one is ${serial}.`,
        );
      }
      const number = newest ? Number(newest.number) + 1 : 1;
      await tx('terraform_states').insert({
        resource_id: resourceId,
        number,
        lineage,
        serial,
        operation_id: operationId,
        state_sealed: seal(text, placeOf(resourceId, number)),
        created_at: clock(tx),
      });
      await tx('terraform_states')
        .where({ resource_id: resourceId })
        .andWhere('number', '<=', number - this.versions)
        .delete();
    });
  }

  /** A state that was left behind; one that is kept already, or is older, is no error. @throws as `write` */
  async writeIfNewer(
    caller: Pick<StateCaller, 'operationId' | 'resourceId'>,
    text: string,
  ): Promise<void> {
    const { lineage, serial } = readHead(text);
    const kept = await this.read(caller.resourceId);
    if (kept && kept.lineage === lineage && kept.serial >= serial) return;
    await this.write(caller, text, undefined);
  }

  /**
   * The tool of an operation that holds the lock gets it again: whoever goes on with it is the same operation.
   *
   * @throws StateLocked
   */
  async lock(
    { resourceId, operationId }: StateCaller,
    info: string,
  ): Promise<void> {
    const lockId = lockIdOf(info);
    await this.db.transaction(async tx => {
      if (!(await this.#holdToken(tx, operationId))) {
        throw new NotAllowedError('The operation has come to its end.');
      }
      await tx('terraform_locks')
        .insert({
          resource_id: resourceId,
          operation_id: operationId,
          lock_id: lockId,
          info,
          locked_at: clock(tx),
        })
        .onConflict('resource_id')
        .merge(['lock_id', 'info', 'locked_at'])
        .where('terraform_locks.operation_id', operationId);
    });
    const lock = await this.lockOf(resourceId);
    if (lock && lock.lockId !== lockId) {
      throw new StateLocked(lock);
    }
  }

  /**
   * From now on its tool, wherever it is, can begin nothing. Not where it holds the lock: then it may be at work,
   * and what it did must not be lost.
   *
   * @returns whether it can do nothing any more
   */
  async revokeUnlessLocked({
    resourceId,
    operationId,
  }: Omit<StateCaller, 'access'>): Promise<boolean> {
    return this.db.transaction(async tx => {
      await this.#holdToken(tx, operationId);
      const lock = await this.#lock(tx, resourceId);
      if (lock?.operationId === operationId) return false;
      await tx('terraform_tokens')
        .where({ operation_id: operationId })
        .delete();
      return true;
    });
  }

  /** Only by the operation that holds it; its absence is no error. */
  async unlock({
    resourceId,
    operationId,
  }: Omit<StateCaller, 'access'>): Promise<void> {
    await this.db('terraform_locks')
      .where({ resource_id: resourceId, operation_id: operationId })
      .delete();
  }

  /** @returns whose it was; undefined where nobody held it */
  async forceUnlock(resourceId: string): Promise<StateLock | undefined> {
    const lock = await this.lockOf(resourceId);
    if (lock) {
      await this.db('terraform_locks')
        .where({ resource_id: resourceId, lock_id: lock.lockId })
        .delete();
      // Its tool may live somewhere still: it must not write any more.
      await this.revoke(lock.operationId);
    }
    return lock;
  }

  lockOf(resourceId: string): Promise<StateLock | undefined> {
    return this.#lock(this.db, resourceId);
  }

  /** Nothing is left that anybody could go on with. */
  async remove(resourceId: string): Promise<void> {
    for (const table of ['states', 'locks', 'tokens']) {
      await this.db(`terraform_${table}`)
        .where({ resource_id: resourceId })
        .delete();
    }
  }

  /** A token by which the tool of an operation asks for the state; one that it had before counts no more. */
  async issue(caller: StateCaller, lifetimeMs: number): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.db('terraform_tokens')
      .insert({
        operation_id: caller.operationId,
        resource_id: caller.resourceId,
        access: caller.access,
        token_hash: hashOf(token),
        expires_at: this.db.raw('? + ?', [clock(this.db), lifetimeMs]),
      })
      .onConflict('operation_id')
      .merge();
    return token;
  }

  async revoke(operationId: string): Promise<void> {
    await this.db('terraform_tokens')
      .where({ operation_id: operationId })
      .delete();
  }

  /** Tokens whose time is over, except of those who hold a lock: they may still write. */
  async purgeTokens(): Promise<void> {
    await this.db('terraform_tokens')
      .where('expires_at', '<=', clock(this.db))
      .whereNotIn(
        'operation_id',
        this.db('terraform_locks').select('operation_id'),
      )
      .delete();
  }

  /** Who has this token. One whose time is over counts as long as its operation holds the lock. */
  async callerOf(
    operationId: string,
    token: string,
  ): Promise<StateCaller | undefined> {
    const [row] = await this.db('terraform_tokens')
      .where({ operation_id: operationId })
      .select('*', { now: clock(this.db) });
    if (
      !row ||
      !timingSafeEqual(Buffer.from(row.token_hash), Buffer.from(hashOf(token)))
    ) {
      return undefined;
    }
    const isOver = Number(row.expires_at) <= Number(row.now);
    if (isOver) {
      const lock = await this.lockOf(row.resource_id);
      if (lock?.operationId !== operationId) return undefined;
    }
    return { operationId, resourceId: row.resource_id, access: row.access };
  }

  /** Until the transaction ends, nobody else takes it away or locks by it. @returns whether it is there */
  async #holdToken(tx: Knex, operationId: string): Promise<boolean> {
    const query = tx('terraform_tokens')
      .where({ operation_id: operationId })
      .select('operation_id');
    // SQLite has one connection: its transactions wait for each other anyway.
    const rows = await (isPostgres(tx) ? query.forUpdate() : query);
    return rows.length > 0;
  }

  #newest(db: Knex, resourceId: string) {
    return db('terraform_states')
      .where({ resource_id: resourceId })
      .orderBy('number', 'desc')
      .limit(1);
  }

  async #lock(db: Knex, resourceId: string): Promise<StateLock | undefined> {
    const [row] = await db('terraform_locks')
      .where({ resource_id: resourceId })
      .select('*');
    return (
      row && {
        operationId: row.operation_id,
        lockId: row.lock_id,
        info: row.info,
        lockedAt: Number(row.locked_at),
      }
    );
  }
}

function placeOf(resourceId: string, number: number): string {
  return `terraform_states/${resourceId}/${number}/state_sealed`;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function readHead(text: string): { lineage: string; serial: number } {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    throw new InputError('A state is JSON.');
  }
  if (
    typeof state === 'object' &&
    state !== null &&
    'lineage' in state &&
    'serial' in state
  ) {
    const { lineage, serial } = state;
    if (typeof lineage === 'string' && typeof serial === 'number') {
      return { lineage, serial };
    }
  }
  throw new InputError('A state has a lineage and a serial.');
}

function lockIdOf(info: string): string {
  const read: unknown = JSON.parse(info);
  if (typeof read === 'object' && read !== null && 'ID' in read) {
    const { ID } = read;
    if (typeof ID === 'string' && ID !== '') return ID;
  }
  throw new InputError('A lock has an ID.');
}
