/** Kinds without a status: being there is all they can be. By group and kind. */
const PRESENCE = new Set([
  '/ConfigMap',
  '/LimitRange',
  '/Secret',
  '/ServiceAccount',
  'networking.k8s.io/NetworkPolicy',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
]);

/** Whether the metadata of an object of this kind says all about its health. */
export function isPresence(group: string, kind: string): boolean {
  return PRESENCE.has(`${group}/${kind}`);
}
