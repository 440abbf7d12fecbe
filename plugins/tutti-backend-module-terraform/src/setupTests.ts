// Real programs are at work here; a busy machine takes its time.
jest.setTimeout(60_000);

// Jest cannot load this ES module: Node itself loads it (see the same in the Kubernetes module).
jest.mock(
  '../../tutti-backend-module-kubernetes/src/connection/clientNode',
  () => ({
    loadClientNode: async () => {
      const { createRequire } = process.getBuiltinModule('node:module');
      return createRequire(__filename)('@kubernetes/client-node');
    },
  }),
);
