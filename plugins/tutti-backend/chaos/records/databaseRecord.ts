import { Knex } from 'knex';

/** Everything here is in the order in which the database did it. */
export interface DatabaseRecord {
  claims: {
    environment: string;
    fence: number;
    /** Name of the process. */
    session: string;
    at: number;
  }[];
  statuses: {
    deployment: string;
    environment: string;
    number: number;
    status: string;
    at: number;
    /** Of one counter with `locks`. */
    seq: number;
  }[];
  /** When an environment was locked, and when a person unlocked it. */
  locks: { environment: string; locked: boolean; seq: number }[];
  /** Changes of the cluster that a run was about to ask for. */
  intents: {
    environment: string;
    fence: number;
    session: string;
    plural: string;
    namespace: string;
    name: string;
    at: number;
  }[];
  /** Writes of somebody who did not hold the environment's lease. */
  trespasses: { table: string; environment: string; session: string }[];
}

/** What only a run writes, by the column that leads to its environment. */
const OF_RUNS = {
  environment_id: ['resources', 'objects', 'intents', 'workload_states'],
  deployment_id: ['steps'],
};

const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/**
 * Lets PostgreSQL keep a record of its own: who raised which fence, what became of each
 * deployment, how old events are when they are stored, and every write that came from a process
 * other than the one that holds the lease. A process is known by the name of its sessions.
 *
 * @param workers - How the names of processes begin that run deployments.
 */
export async function keepRecord(knex: Knex, workers: string): Promise<void> {
  await knex.raw(`
    create table chaos_claims (seq bigserial, environment text, fence int, session text, at bigint);
    create index on chaos_claims (environment, seq);
    create table chaos_statuses
      (seq bigserial, deployment text, environment text, number int, status text, at bigint);
    create table chaos_locks (environment text, locked boolean,
      seq bigint default nextval('chaos_statuses_seq_seq'));
    create table chaos_intents (seq bigserial, environment text, fence int, session text,
      kind text, namespace text, name text, at bigint);
    create table chaos_trespasses (seq bigserial, "table" text, environment text, session text);

    create table chaos_events (told bigint, at bigint);

    create function chaos_event() returns trigger language plpgsql as $$ begin
      insert into chaos_events (told, at) values (new.at, ${NOW});
      return null;
    end $$;
    create trigger chaos_event after insert on events for each row
      execute function chaos_event();

    create function chaos_claim() returns trigger language plpgsql as $$ begin
      insert into chaos_claims (environment, fence, session, at)
        values (new.id, new.fence, current_setting('application_name'), ${NOW});
      return null;
    end $$;
    create trigger chaos_claim after update of fence on environments for each row
      when (new.fence > old.fence) execute function chaos_claim();

    create function chaos_status() returns trigger language plpgsql as $$ begin
      insert into chaos_statuses (deployment, environment, number, status, at)
        values (new.id, new.environment_id, new.number, new.status, ${NOW});
      return null;
    end $$;
    create trigger chaos_queued after insert on deployments for each row
      execute function chaos_status();
    create trigger chaos_status after update of status on deployments for each row
      when (new.status <> old.status) execute function chaos_status();

    create function chaos_lock() returns trigger language plpgsql as $$ begin
      insert into chaos_locks (environment, locked) values (new.id, new.blocked is not null);
      return null;
    end $$;
    create trigger chaos_lock after update of blocked on environments for each row
      when ((new.blocked is null) <> (old.blocked is null)) execute function chaos_lock();

    create function chaos_intent() returns trigger language plpgsql as $$ begin
      insert into chaos_intents (environment, fence, session, kind, namespace, name, at)
        select new.environment_id, new.fence, current_setting('application_name'),
          kind, namespace, name, ${NOW} from objects where id = new.object_id;
      return null;
    end $$;
    create trigger chaos_intent after insert on intents for each row
      execute function chaos_intent();

    create function chaos_guard() returns trigger language plpgsql as $$
    declare
      written jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
      place text := written->>'environment_id';
      holder text;
    begin
      if place is null then
        select environment_id into place from deployments
          where id = written->>'deployment_id' and status <> 'rejected'
            and not (tg_op = 'INSERT' and status in ('queued', 'waiting-approval'));
        -- What was not approved never ran: whoever notices ends it. Whoever queues a plan writes its steps.
        if place is null then return null; end if;
      end if;
      select session into holder from chaos_claims where environment = place
        order by seq desc limit 1;
      if not exists (select 1 from environments where id = place and lease_owner is not null) then
        holder := null;
      end if;
      if current_setting('application_name') like '${workers}%'
        and holder is distinct from current_setting('application_name') then
        insert into chaos_trespasses ("table", environment, session)
          values (tg_table_name, place, current_setting('application_name'));
      end if;
      return null;
    end $$;
  `);
  for (const table of Object.values(OF_RUNS).flat()) {
    await knex.raw(
      `create trigger chaos_guard after insert or update or delete on ${table}
        for each row execute function chaos_guard()`,
    );
  }
}

export async function readRecord(knex: Knex): Promise<DatabaseRecord> {
  const all = (table: string) => knex(table).orderBy('seq');
  const claims = await all('chaos_claims');
  const statuses = await all('chaos_statuses');
  const locks = await all('chaos_locks');
  const intents = await all('chaos_intents');
  return {
    claims: claims.map(({ at, ...claim }) => ({ ...claim, at: Number(at) })),
    statuses: statuses.map(({ at, seq, ...row }) => ({
      ...row,
      at: Number(at),
      seq: Number(seq),
    })),
    locks: locks.map(({ seq, ...row }) => ({ ...row, seq: Number(seq) })),
    intents: intents.map(({ at, kind, ...row }) => ({
      ...row,
      plural: `${kind.toLowerCase()}s`,
      at: Number(at),
    })),
    trespasses: await all('chaos_trespasses'),
  };
}
