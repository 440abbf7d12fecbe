import { Write } from '../scene/ClusterProxy';
import { DatabaseRecord } from './databaseRecord';
import { Change } from './TargetRecord';

/** One deployment as it ended. */
export interface Run {
  id: string;
  environment: string;
  /** Of the cluster: every environment has one of its own. */
  namespace: string;
  number: number;
  status: string;
  /** The tag that all its images have. */
  tag: string;
}

export interface Thing {
  plural: string;
  namespace: string;
  name: string;
  uid: string;
}

/** Everything that is known of what happened, from those to whom it happened. */
export interface Evidence {
  runs: Run[];
  database: DatabaseRecord;
  /** The cluster's own record, in its order. */
  changes: Change[];
  /** What went through the proxy. */
  writes: Write[];
  /** What is in the cluster at the end, and what Tutti knows of. */
  present: Thing[];
  inventory: Thing[];
}

const FINAL = [
  'succeeded',
  'failed',
  'cancelled',
  'rejected',
  'interrupted',
  'superseded',
  'stale',
];
const ACTIVE = ['running', 'cancelling'];

/** The promises of docs/reference/chaos.md; each tells what breaks it. */
export const PROMISES: Record<string, (evidence: Evidence) => string[]> = {
  'every deployment ends, once': everyOneEnds,
  'one active run per environment': oneAtATime,
  'runs of an environment begin in their order': inOrder,
  'nothing begins in a locked environment, and none stays locked': locksHold,
  'by the cluster’s own record no two runs of an environment mixed': neverMixed,
  'no change of the cluster with an older fence follows one with a newer fence':
    fencesRise,
  'no write of a run from a process without its lease': ({ database }) =>
    database.trespasses.map(
      ({ table, environment, session }) =>
        `${session} wrote to ${table} of environment ${environment} without its lease.`,
    ),
  'nothing is left behind in the cluster': nothingLeftBehind,
  'the cluster holds what succeeded last': holdsLastSuccess,
};

/** What is broken, by promise; those that are kept have an empty list. */
export function judge(evidence: Evidence): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(PROMISES).map(([promise, broken]) => [
      promise,
      broken(evidence),
    ]),
  );
}

function everyOneEnds({ runs, database }: Evidence): string[] {
  const byId = grouped(database.statuses, ({ deployment }) => deployment);
  return runs.flatMap(({ id, number, environment }) => {
    const told = byId.get(id) ?? [];
    const ends = told.filter(({ status }) => FINAL.includes(status));
    const last = told.at(-1)?.status ?? 'unknown';
    return ends.length === 1 && FINAL.includes(last)
      ? []
      : [
          `#${number} of ${environment}: ${told
            .map(({ status }) => status)
            .join(', ')}.`,
        ];
  });
}

function oneAtATime({ database }: Evidence): string[] {
  const active = new Map<string, string>();
  return database.statuses.flatMap(({ environment, deployment, status }) => {
    const other = active.get(environment);
    if (ACTIVE.includes(status)) {
      active.set(environment, deployment);
      return other && other !== deployment
        ? [`${deployment} began while ${other} ran in ${environment}.`]
        : [];
    }
    if (other === deployment) {
      active.delete(environment);
    }
    return [];
  });
}

function inOrder({ database }: Evidence): string[] {
  const last = new Map<string, number>();
  return database.statuses.flatMap(({ environment, number, status }) => {
    if (status !== 'running') {
      return [];
    }
    const before = last.get(environment) ?? 0;
    last.set(environment, Math.max(before, number));
    return number >= before
      ? []
      : [`#${number} of ${environment} began after #${before}.`];
  });
}

/** A run whose end nobody knows locks its environment, until a person has looked. */
function locksHold({ database }: Evidence): string[] {
  const events = grouped(
    [...database.locks, ...database.statuses].sort((a, b) => a.seq - b.seq),
    ({ environment }) => environment,
  );
  return [...events].flatMap(([environment, told]) => {
    let locked = false;
    const broken: string[] = [];
    for (const event of told) {
      if ('locked' in event) {
        locked = event.locked;
      } else if (locked && event.status === 'running') {
        broken.push(`#${event.number} began in ${environment}, locked.`);
      }
    }
    return locked ? [...broken, `${environment} is still locked.`] : broken;
  });
}

/** Tags come in the order of the runs that carry them; a rollback carries an old one again. */
function neverMixed({ runs, database, changes }: Evidence): string[] {
  const lines = linesOf(runs, database);
  const byNamespace = deploymentsIn(changes);
  return [...lines].flatMap(([namespace, line]) => {
    const images = (byNamespace.get(namespace) ?? []).filter(
      ({ type }) => type !== 'DELETED',
    );
    let at = 0;
    return images.flatMap(({ image, name, version }) => {
      const tag = image.split(':').at(-1);
      const next = line.findIndex(
        (run, index) => index >= at && run.tag === tag,
      );
      if (next < 0) {
        return [
          `${namespace}: ${name} got ${image} (version ${version}) after #${line[at]?.number} had begun to write.`,
        ];
      }
      at = next;
      return [];
    });
  });
}

function fencesRise(evidence: Evidence): string[] {
  const newest = new Map<string, number>();
  const intents = grouped(evidence.database.intents, intent =>
    keyOf(intent.session, intent),
  );
  return effective(evidence).flatMap(({ write, version }) => {
    const intent = intents
      .get(keyOf(write.lane, placeOf(write.path)))
      ?.findLast(({ at }) => at <= write.at);
    if (!intent) {
      return [`${described(write)}: there is no intent of it.`];
    }
    const before = newest.get(intent.environment) ?? 0;
    newest.set(intent.environment, Math.max(before, intent.fence));
    return intent.fence >= before
      ? []
      : [
          `${described(write)} with fence ${
            intent.fence
          } made version ${version}, after fence ${before}.`,
        ];
  });
}

/** Writes that changed something, in the cluster's order. Stamps change nothing but a version. */
function effective({
  writes,
  changes,
}: Evidence): { write: Write; version: number }[] {
  const made = new Map(changes.map(change => [change.version, change]));
  const seen = new Set<number>();
  const applied = [...writes]
    .sort((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0))
    .flatMap(write => {
      const { version, status = 0, manager } = write;
      if (
        status >= 300 ||
        version === undefined ||
        manager === 'tutti-fence' ||
        !made.has(version) ||
        seen.has(version)
      ) {
        return [];
      }
      seen.add(version);
      return [{ write, version }];
    });
  return applied.sort((a, b) => a.version - b.version);
}

/** What one process does to one object. */
function keyOf(
  session: string,
  { plural, namespace, name }: Omit<Thing, 'uid'>,
): string {
  return `${session} ${plural} ${namespace}/${name}`;
}

/** `/apis/apps/v1/namespaces/shop/deployments/web`, or `/api/v1/namespaces/shop`. */
export function placeOf(path: string): Omit<Thing, 'uid'> {
  const parts = path.split('/');
  const [plural = '', name = ''] = parts.slice(-2);
  return {
    plural,
    name,
    namespace: plural === 'namespaces' ? '' : parts.at(-3) ?? '',
  };
}

function nothingLeftBehind({ present, inventory }: Evidence): string[] {
  const key = ({ plural, namespace, name, uid }: Thing) =>
    `${plural} ${namespace}/${name} ${uid}`;
  const known = new Set(inventory.map(key));
  const there = new Set(present.map(key));
  return [
    ...[...there]
      .filter(thing => !known.has(thing))
      .map(thing => `${thing} is there, and the inventory does not know it.`),
    ...[...known]
      .filter(thing => !there.has(thing))
      .map(thing => `${thing} is in the inventory, and not there.`),
  ];
}

/** Of environments whose last run that began succeeded. */
function holdsLastSuccess({ runs, database, changes }: Evidence): string[] {
  const byNamespace = deploymentsIn(changes);
  return [...linesOf(runs, database)].flatMap(([namespace, line]) => {
    const last = line.at(-1);
    if (last?.status !== 'succeeded') {
      return [];
    }
    const images = new Map(
      (byNamespace.get(namespace) ?? []).map(({ name, image }) => [
        name,
        image,
      ]),
    );
    return [...images]
      .filter(([, image]) => !image.endsWith(`:${last.tag}`))
      .map(
        ([name, image]) =>
          `${namespace}: ${name} has ${image}, and #${last.number} (${last.tag}) succeeded last.`,
      );
  });
}

/** What became of the Deployments of each namespace. */
function deploymentsIn(changes: Change[]): Map<string, Change[]> {
  return grouped(
    changes.filter(({ plural }) => plural === 'deployments'),
    ({ namespace }) => namespace,
  );
}

/** Runs that may have written, by namespace, in their order. What ended as stale changed nothing. */
function linesOf(runs: Run[], { statuses }: DatabaseRecord) {
  const began = new Set(
    statuses
      .filter(({ status }) => status === 'running')
      .map(({ deployment }) => deployment),
  );
  return grouped(
    runs
      .filter(({ id, status }) => began.has(id) && status !== 'stale')
      .sort((a, b) => a.number - b.number),
    ({ namespace }) => namespace,
  );
}

function described({ method, path, lane }: Write): string {
  return `${method} ${path} by ${lane}`;
}

function grouped<T>(things: T[], by: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(by(thing));
    if (group) group.push(thing);
    else groups.set(by(thing), [thing]);
  }
  return groups;
}
