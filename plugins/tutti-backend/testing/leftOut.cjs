// Instead of SDKs of clouds and packers, which Backstage's services load at their start and no test here uses:
// every test file would read some two thousand of their files anew.

function use() {
  throw new Error(
    'An SDK is left out of these tests (plugins/tutti-backend/testing/leftOut.cjs)',
  );
}

/** What an SDK gives when a service starts: it may be held, and not be used. */
const held = new Proxy(use, {
  get: (_target, name) => (name === 'then' ? undefined : use),
});

/** What an SDK exports: may be made and asked for something. */
function exported() {
  return held;
}

module.exports = new Proxy(
  {},
  {
    get: (_target, name) => (name === '__esModule' ? true : exported),
    has: () => true,
  },
);
