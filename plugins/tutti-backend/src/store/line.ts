import { Knex } from 'knex';
import { clock, Database } from './database';

/** Of what stands beside the line until somebody does something: as late as a date can be. */
export const FOR_GOOD = 8_640_000_000_000_000;

/** Of queued deployments: those in the line, not beside it. */
export function mayBegin(db: Database, of = 'deployments') {
  return (rows: Knex.QueryBuilder) => {
    rows
      .whereNull(`${of}.not_before`)
      .orWhere(`${of}.not_before`, '<=', clock(db));
  };
}

/** Of deployments: begun, not ended, and without a worker. What deploys by itself waits for them. */
export function isResting(of = 'deployments') {
  return (rows: Knex.QueryBuilder) => {
    rows
      .where(`${of}.status`, 'verifying')
      .orWhere(reviewed =>
        reviewed
          .whereIn(`${of}.status`, ['waiting-approval', 'queued'])
          .whereNotNull(`${of}.started_at`),
      );
  };
}

/** What is before a deployment in the line of its environment. */
export interface Ahead {
  /** Its place: 1 is next. */
  position: number;
  /** The one that runs, else the next before it. */
  deployment?: { id: string; number: number; runs: boolean };
}

interface Row {
  id: string;
  environment_id: string;
  position: number | string;
  running: number | null;
  before: number | null;
}

/** For each of these that is queued, what is before it. */
export async function aheadOf(
  db: Database,
  ids: string[],
): Promise<Map<string, Ahead>> {
  if (ids.length === 0) {
    return new Map();
  }
  const others = () =>
    db('deployments as other').where(
      'other.environment_id',
      db.ref('deployments.environment_id'),
    );
  const earlier = () =>
    others()
      .andWhere('other.status', 'queued')
      .andWhere('other.number', '<', db.ref('deployments.number'))
      .andWhere(mayBegin(db, 'other'));
  const rows = await db('deployments')
    .whereIn('deployments.id', ids)
    .andWhere('deployments.status', 'queued')
    .select<Row[]>(
      'deployments.id',
      'deployments.environment_id',
      earlier().count('*').as('position'),
      earlier().max('other.number').as('before'),
      others()
        .andWhere(busy =>
          busy
            .whereIn('other.status', ['running', 'cancelling'])
            .orWhere(resting =>
              resting
                .where(isResting('other'))
                .andWhere('deployments.by_automation', true)
                .andWhere('other.id', '<>', db.ref('deployments.id')),
            ),
        )
        .max('other.number')
        .as('running'),
    );
  const found = await idsOf(db, rows);
  return new Map(
    rows.map(row => {
      const number = row.running ?? row.before;
      const id =
        number !== null && found.get(placeOf(row.environment_id, number));
      return [
        row.id,
        {
          position: Number(row.position) + 1,
          ...(id && {
            deployment: { id, number, runs: row.running !== null },
          }),
        },
      ];
    }),
  );
}

async function idsOf(db: Database, rows: Row[]): Promise<Map<string, string>> {
  const numbers = rows.flatMap(({ running, before }) =>
    [running, before].filter(number => number !== null),
  );
  const named = await db('deployments')
    .whereIn('environment_id', [
      ...new Set(rows.map(row => row.environment_id)),
    ])
    .whereIn('number', [...new Set(numbers)])
    .select<{ id: string; environment_id: string; number: number }[]>(
      'id',
      'environment_id',
      'number',
    );
  return new Map(
    named.map(({ id, environment_id: environment, number }) => [
      placeOf(environment, number),
      id,
    ]),
  );
}

function placeOf(environmentId: string, number: number): string {
  return `${environmentId} ${number}`;
}
