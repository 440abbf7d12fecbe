import { DeploymentStatus } from '@tutti/plugin-tutti-common';
import { clock, Database, inTransaction, isPostgres } from './database';
import { isResting, mayBegin } from './line';

/** A run's right to change one environment, until the lease ends or the fence is raised. */
export interface Claim {
  deploymentId: string;
  environmentId: string;
  /** The fencing token: every write of the run carries it. */
  fence: number;
  /** How often an older worker let its lease run out: 0 for a run that begins. */
  takeovers: number;
}

interface Candidate {
  deployment_id: string;
  environment_id: string;
  status: DeploymentStatus;
  takeovers: number;
  fence: number;
}

const ACTIVE = ['running', 'cancelling'] as const;

/** The deployment was claimed, or cancelled, since it was found: nothing of the claim is kept. */
class Overtaken extends Error {}

/** Who may run what. All statements compare with the database's clock only. */
export class LeasesTable {
  /** @param db - A connection, not a transaction: every call is a transaction of its own. */
  constructor(private readonly db: Database) {}

  /**
   * Claims the next deployment: first one whose run lost its lease, then the next in line of an
   * environment in which nothing runs. Whether it may begin is decided by whoever claimed it: it has
   * begun when `started_at` says so. Undefined when there is none, or another worker
   * was quicker. Plans of an older format are claimed too, so that they end and block nobody;
   * those of a newer one are left to whoever understands them.
   *
   * @param takesOver - False: only what begins.
   */
  async claim(
    owner: string,
    leaseMs: number,
    format: number,
    takesOver = true,
  ): Promise<Claim | undefined> {
    try {
      return await inTransaction(this.db, async tx => {
        const candidate =
          (takesOver ? await abandoned(tx, format) : undefined) ??
          (await next(tx, format));
        return candidate && (await take(tx, candidate, owner, leaseMs));
      });
    } catch (error) {
      if (error instanceof Overtaken) {
        return undefined;
      }
      throw error;
    }
  }

  /** @returns false when a newer run has taken over. */
  async renew(claim: Claim, leaseMs: number): Promise<boolean> {
    const renewed = await this.db('environments')
      .where({ id: claim.environmentId, fence: claim.fence })
      .update({ lease_until: until(this.db, leaseMs) });
    return renewed > 0;
  }

  /** Lets go at once, so that nobody waits for the lease to run out. */
  async release(claim: Claim): Promise<void> {
    await this.db('environments')
      .where({ id: claim.environmentId, fence: claim.fence })
      .update({ lease_owner: null, lease_until: null });
  }
}

/** A deployment that runs by its status, while nobody holds the lease any more. */
async function abandoned(
  tx: Database,
  format: number,
): Promise<Candidate | undefined> {
  return candidates(tx, format)
    .whereIn('deployments.status', [...ACTIVE])
    .andWhere(lease =>
      lease
        .whereNull('environments.lease_until')
        .orWhere('environments.lease_until', '<', clock(tx)),
    )
    .orderBy('deployments.requested_at')
    .first();
}

/**
 * The oldest of an environment in which nothing runs, of those that may begin. Environments take turns
 * by application: one that queues a hundred does not keep another one's single deployment waiting.
 */
async function next(
  tx: Database,
  format: number,
): Promise<Candidate | undefined> {
  const heads = tx('deployments')
    .where({ status: 'queued' })
    .andWhere(mayBegin(tx))
    // A person's deployment ends what is verified or reviewed; what deploys by itself waits for it.
    .andWhere(asked =>
      asked
        .where({ by_automation: false })
        .orWhereNotNull('started_at')
        .orWhereNotIn(
          'environment_id',
          tx('deployments').where(isResting()).select('environment_id'),
        ),
    )
    .groupBy('environment_id')
    .select('environment_id')
    .min({ number: 'number' })
    .as('heads');
  const busy = tx('deployments as running')
    .join('environments as theirs', 'theirs.id', 'running.environment_id')
    .whereIn('running.status', [...ACTIVE])
    .groupBy('theirs.application_id')
    .select('theirs.application_id')
    .count({ runs: '*' })
    .as('busy');
  return candidates(tx, format)
    .join(heads, head =>
      head
        .on('heads.environment_id', 'deployments.environment_id')
        .andOn('heads.number', 'deployments.number'),
    )
    .leftJoin(busy, 'busy.application_id', 'environments.application_id')
    .where('deployments.status', 'queued')
    .whereNull('environments.blocked')
    .whereNotExists(
      tx('deployments as active')
        .where('active.environment_id', tx.ref('deployments.environment_id'))
        .whereIn('active.status', [...ACTIVE])
        .select('active.id'),
    )
    .orderByRaw('coalesce(busy.runs, 0)')
    .orderBy(['deployments.requested_at', 'deployments.id'])
    .first();
}

function candidates(tx: Database, format: number) {
  return tx('deployments')
    .join('environments', 'environments.id', 'deployments.environment_id')
    .where('deployments.format', '<=', format)
    .modify(query => {
      if (isPostgres(tx)) {
        query.forUpdate('environments').skipLocked();
      }
    })
    .select<Candidate[]>({
      deployment_id: 'deployments.id',
      environment_id: 'environments.id',
      status: 'deployments.status',
      takeovers: 'deployments.takeovers',
      fence: 'environments.fence',
    });
}

/** Compare-and-swap on the fence: on SQLite nothing else keeps two processes apart. */
async function take(
  tx: Database,
  candidate: Candidate,
  owner: string,
  leaseMs: number,
): Promise<Claim | undefined> {
  const fence = candidate.fence + 1;
  const raised = await tx('environments')
    .where({ id: candidate.environment_id, fence: candidate.fence })
    .update({
      fence,
      lease_owner: owner,
      lease_until: until(tx, leaseMs),
    });
  if (raised === 0) {
    return undefined;
  }
  const begins = candidate.status === 'queued';
  const takeovers = begins ? 0 : candidate.takeovers + 1;
  const changed = await tx('deployments')
    .where({ id: candidate.deployment_id, status: candidate.status })
    .update({
      takeovers,
      ...(begins && { status: 'running' }),
    });
  if (changed === 0) {
    throw new Overtaken();
  }
  return {
    deploymentId: candidate.deployment_id,
    environmentId: candidate.environment_id,
    fence,
    takeovers,
  };
}

function until(db: Database, leaseMs: number) {
  return db.raw('? + ?', [clock(db), Math.ceil(leaseMs)]);
}
