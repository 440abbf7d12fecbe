import { JsonObject, Manifest } from '../model';
import { Right } from './rightsFor';

/** Who gets the rights. */
export type RbacSubject =
  | { kind: 'ServiceAccount'; namespace: string; name: string }
  | { kind: 'User' | 'Group'; name: string };

export interface RbacOptions {
  subject: RbacSubject;
  /** Rights in these namespaces only; absent: in every one. */
  namespaces?: string[];
  /** It may act for the person who asked for a deployment. */
  impersonates?: boolean;
}

const API_GROUP = 'rbac.authorization.k8s.io';
const NAME = 'tutti';

/**
 * The rights as manifests to be applied by whoever runs the cluster: one role for every namespace and one
 * for the whole cluster, each with its binding; or the first one in some namespaces only.
 */
export function rbacManifests(
  rights: Right[],
  { subject, namespaces, impersonates = false }: RbacOptions,
): Manifest[] {
  const general = rights.filter(({ only }) => !only);
  const inside = general.filter(({ namespaced }) => namespaced);
  const outside = general.filter(({ namespaced }) => !namespaced);
  const acting: JsonObject[] = impersonates
    ? [
        {
          apiGroups: [''],
          resources: ['users', 'groups'],
          verbs: ['impersonate'],
        },
      ]
    : [];
  if (!namespaces) {
    return [
      role('ClusterRole', NAME, [...rulesOf(general), ...acting]),
      binding(
        { kind: 'ClusterRoleBinding', role: 'ClusterRole', name: NAME },
        subject,
      ),
    ];
  }
  const beyond = outside.filter(right => !isNamespaceRight(right));
  const wide = [...rulesOf(beyond), ...acting];
  return [
    role('ClusterRole', NAME, [
      ...rulesOf(inside),
      // In a namespace, of the namespace itself.
      ...rulesOf(outside.filter(isNamespaceRight).map(withoutCreate)),
    ]),
    ...namespaces.map(namespace =>
      binding(
        { kind: 'RoleBinding', role: 'ClusterRole', name: NAME, namespace },
        subject,
      ),
    ),
    ...(wide.length > 0
      ? [
          role('ClusterRole', `${NAME}-cluster`, wide),
          binding(
            {
              kind: 'ClusterRoleBinding',
              role: 'ClusterRole',
              name: `${NAME}-cluster`,
            },
            subject,
          ),
        ]
      : []),
    ...readers(rights, namespaces, subject),
  ];
}

/** Secrets that are read elsewhere. */
function readers(
  rights: Right[],
  namespaces: string[],
  subject: RbacSubject,
): Manifest[] {
  return rights.flatMap(right => {
    const { only } = right;
    if (!only || namespaces.includes(only.namespace)) return [];
    const { namespace, names } = only;
    const [rule] = rulesOf([right]);
    const name = `${NAME}-secrets`;
    return [
      role(
        'Role',
        name,
        [{ ...rule, ...(names && { resourceNames: names }) }],
        namespace,
      ),
      binding({ kind: 'RoleBinding', role: 'Role', name, namespace }, subject),
    ];
  });
}

function isNamespaceRight({ group, resource }: Right): boolean {
  return group === '' && resource === 'namespaces';
}

function withoutCreate(right: Right): Right {
  return { ...right, verbs: right.verbs.filter(verb => verb !== 'create') };
}

/** One rule for each group and set of verbs. */
function rulesOf(rights: Right[]): JsonObject[] {
  const rules = new Map<
    string,
    { group: string; verbs: string[]; resources: string[] }
  >();
  for (const { group, resource, verbs } of rights) {
    const key = `${group} ${verbs.join()}`;
    const rule = rules.get(key) ?? { group, verbs, resources: [] };
    rule.resources.push(resource);
    rules.set(key, rule);
  }
  return [...rules.values()].map(({ group, verbs, resources }) => ({
    apiGroups: [group],
    resources: [...resources].sort(),
    verbs,
  }));
}

function role(
  kind: 'ClusterRole' | 'Role',
  name: string,
  rules: JsonObject[],
  namespace?: string,
): Manifest {
  return {
    apiVersion: `${API_GROUP}/v1`,
    kind,
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    rules,
  };
}

function binding(
  of: {
    kind: 'ClusterRoleBinding' | 'RoleBinding';
    role: 'ClusterRole' | 'Role';
    name: string;
    namespace?: string;
  },
  subject: RbacSubject,
): Manifest {
  const { kind, role: roleKind, name, namespace } = of;
  return {
    apiVersion: `${API_GROUP}/v1`,
    kind,
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    roleRef: { apiGroup: API_GROUP, kind: roleKind, name },
    subjects: [
      subject.kind === 'ServiceAccount'
        ? { ...subject }
        : { apiGroup: API_GROUP, ...subject },
    ],
  };
}
