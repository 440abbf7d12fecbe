module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Only types come from the engine: nothing of it reaches a browser.
    '@backstage/no-mixed-plugin-imports': 'off',
  },
});
