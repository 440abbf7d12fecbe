// Real servers are at work here; a busy machine takes its time.
jest.setTimeout(30_000);

// Jest cannot load ES modules without --experimental-vm-modules, and cannot load Backstage's
// test backend with it (an ES module is required by a CommonJS one down there). So that both
// work in any way of running the tests, Node itself loads this one library. It is the real one.
jest.mock('./connection/clientNode', () => ({
  loadClientNode: async () => {
    const { createRequire } = process.getBuiltinModule('node:module');
    return createRequire(__filename)('@kubernetes/client-node');
  },
}));
