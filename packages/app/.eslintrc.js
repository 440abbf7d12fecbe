module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // End-to-end tests run in Node, not in the browser.
      files: ['e2e/**/*.mjs'],
      env: { node: true },
      rules: { 'no-restricted-imports': 'off' },
    },
  ],
});
