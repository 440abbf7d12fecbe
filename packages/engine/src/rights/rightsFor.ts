import { isPresence, own, Platform, TargetDefinition } from '../model';
import { KindMade, kindsMade } from './kindsMade';

/** What an account of Tutti may do with one kind. */
export interface Right {
  group: string;
  /** `deployments`, `pods/log` */
  resource: string;
  verbs: string[];
  /** In namespaces, or for the whole cluster. */
  namespaced: boolean;
  /** Only objects of these names, in this namespace. */
  only?: { namespace: string; names?: string[] };
}

/** The rights that a platform needs, and what could not be read off its files. */
export interface RightsNeeded {
  rights: Right[];
  notes: string[];
}

/** `patch` makes and changes (server-side apply), `get` and `list` compare, `delete` prunes. */
const WRITE = ['get', 'list', 'create', 'patch', 'delete'];
/** What can be unwell is watched while somebody looks. */
const WRITE_WATCHED = ['get', 'list', 'watch', 'create', 'patch', 'delete'];
/** Objects of no namespace are read one by one. */
const WRITE_CLUSTER_WIDE = ['get', 'create', 'patch', 'delete'];
const LOOK = ['get', 'list'];

/** Why something is not healthy, and what runs. */
const LOOKED_AT: [group: string, resource: string, verbs: string[]][] = [
  ['', 'events', LOOK],
  ['', 'pods', ['get', 'list', 'watch']],
  ['', 'pods/log', LOOK],
  ['apps', 'deployments', LOOK],
  ['apps', 'replicasets', LOOK],
  ['apps', 'statefulsets', LOOK],
  ['batch', 'jobs', LOOK],
  ['discovery.k8s.io', 'endpointslices', LOOK],
];

/** A terminal in a container: the WebSocket is opened by GET, and made by `create`. */
const EXEC: (typeof LOOKED_AT)[number] = ['', 'pods/exec', ['get', 'create']];

/**
 * Exactly what Tutti does in clusters where environments of a platform run: it writes the kinds of the
 * files, and reads what explains their health.
 *
 * @param targets - of these Targets only: their limits hold
 */
export function rightsFor(
  platform: Platform,
  targets: string[] = Object.keys(platform.targets),
): RightsNeeded {
  const { kinds, notes } = kindsMade(platform);
  const asked = targets.flatMap(name => own(platform.targets, name) ?? []);
  const allowed = kinds.filter(
    kind => asked.length === 0 || asked.some(target => isAllowed(kind, target)),
  );
  const written: Right[] = [
    {
      group: '',
      resource: 'namespaces',
      verbs: WRITE_CLUSTER_WIDE,
      namespaced: false,
    },
    ...allowed
      .filter(
        ({ group, resource }) => group !== '' || resource !== 'namespaces',
      )
      .map(({ group, kind, resource, namespaced }) => ({
        group,
        resource,
        verbs: verbsOn({ group, kind, namespaced }),
        namespaced,
      })),
  ];
  const keys = new Set(written.map(keyOf));
  const looked = [...LOOKED_AT, ...(mayAnybodyExec(platform) ? [EXEC] : [])]
    .map(([group, resource, verbs]) => ({
      group,
      resource,
      verbs,
      namespaced: true,
    }))
    .filter(right => !keys.has(keyOf(right)));
  const read = asked.flatMap(readableSecrets);
  return {
    rights: [
      ...written,
      ...looked,
      ...read.flatMap(({ right }) => right ?? []),
    ],
    notes: [...notes, ...read.flatMap(({ note }) => note ?? [])],
  };
}

function verbsOn({
  group,
  kind,
  namespaced,
}: Omit<KindMade, 'resource'>): string[] {
  if (!namespaced) return WRITE_CLUSTER_WIDE;
  return isPresence(group, kind) ? WRITE : WRITE_WATCHED;
}

function mayAnybodyExec({ environmentTypes }: Platform): boolean {
  return Object.values(environmentTypes).some(({ access }) =>
    access.exec.some(who => who !== 'nobody'),
  );
}

function keyOf({ group, resource }: Pick<Right, 'group' | 'resource'>): string {
  return `${group}/${resource}`;
}

function isAllowed(
  { group, kind }: KindMade,
  { limits }: TargetDefinition,
): boolean {
  const kinds = limits?.kinds;
  return (
    !kinds ||
    kinds.includes(kind) ||
    kinds.includes(group === '' ? kind : `${group}/${kind}`)
  );
}

/** Secrets of the cluster that values may refer to. */
function readableSecrets({
  name,
  secrets,
}: TargetDefinition): { right?: Right; note?: string }[] {
  return (secrets?.read ?? [])
    .filter(({ store }) => store === 'cluster')
    .map(({ namespace, names }) =>
      namespace.includes('${')
        ? {
            note: `Target ${name} lets secrets be read in ${namespace}: give the account \`get\` on secrets there.`,
          }
        : {
            right: {
              group: '',
              resource: 'secrets',
              verbs: ['get'],
              namespaced: true,
              only: {
                namespace,
                ...(!names.includes('*') && { names: [...names].sort() }),
              },
            },
          },
    );
}
