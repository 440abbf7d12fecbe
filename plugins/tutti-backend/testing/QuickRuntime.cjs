// Jest reads all modules anew for each test file. What is the same each time is kept between the files of a worker:
// how a source was compiled. And where nothing is mocked, nobody asks for each `require` whether it is.
const { createRequire } = require('node:module');
const vm = require('node:vm');

const ofCli = createRequire(require.resolve('@backstage/cli/package.json'));
const BackstageRuntime = ofCli(
  '@backstage/cli-module-test-jest/config/jestCachingModuleLoader',
);

/** By path: the source, and what V8 made of it. Outlives the test file. */
const compiled = new Map();

module.exports = class QuickRuntime extends BackstageRuntime {
  _shouldMockCjs(from, moduleName, explicitShouldMock, ...more) {
    if (explicitShouldMock.size === 0 && !this._shouldAutoMock) return false;
    return super._shouldMockCjs(from, moduleName, explicitShouldMock, ...more);
  }

  createScriptFromCode(source, filename) {
    const known = compiled.get(filename);
    const compileFunction = vm.compileFunction;
    // The original asks Node for it; this adds what is known, and keeps what is made.
    vm.compileFunction = (text, parameters, options) => {
      const isSame = known?.text === text;
      const made = compileFunction(text, parameters, {
        ...options,
        ...(isSame ? { cachedData: known.data } : { produceCachedData: true }),
      });
      if (!isSame && made.cachedData) {
        compiled.set(filename, { text, data: made.cachedData });
      }
      return made;
    };
    try {
      return super.createScriptFromCode(source, filename);
    } finally {
      vm.compileFunction = compileFunction;
    }
  }
};
