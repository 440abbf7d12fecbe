// Instead of Backstage's transform of sources, in the threads and processes that tests start. A thread of the
// engine would read some five hundred files, more of its time than most jobs take: it gets them as the one file
// that `start.mjs` built. Processes keep what was made of a source for the next one.
const { isMainThread } = require('node:worker_threads');

const engineThread = process.env.TUTTI_TEST_ENGINE_THREAD;

if (!isMainThread && engineThread) {
  require.extensions['.ts'] = module => {
    module.exports = require(engineThread);
  };
} else {
  require('./keptTransform.cjs');
  require('@backstage/cli/config/nodeTransform.cjs');
}
