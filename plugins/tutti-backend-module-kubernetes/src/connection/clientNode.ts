/**
 * The Kubernetes client library, an ES module of half a second: loaded when the first
 * cluster that needs it is opened, and never for the sandbox.
 */
export function loadClientNode() {
  return import('@kubernetes/client-node');
}
