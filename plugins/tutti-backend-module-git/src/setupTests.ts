// Real servers and Git are at work here; a busy machine takes its time.
jest.setTimeout(60_000);

// As in the Kubernetes module: Node itself loads the one library that Jest cannot.
jest.mock(
  '../../tutti-backend-module-kubernetes/src/connection/clientNode',
  () => ({
    loadClientNode: async () => {
      const { createRequire } = process.getBuiltinModule('node:module');
      return createRequire(__filename)('@kubernetes/client-node');
    },
  }),
);
