/** Namespaces that a cluster keeps for itself: nobody's environment, whatever anybody says. */
export function isSystemNamespace(name: string): boolean {
  return /^(default|kube|kube-.*|openshift|openshift-.*)$/.test(name);
}
