module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // Suites that others run against implementations of their own.
      files: ['src/testing/*Contract.ts'],
      rules: {
        'jest/no-export': 'off',
      },
    },
  ],
});
