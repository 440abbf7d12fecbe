module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      files: ['**/*.test.ts'],
      rules: {
        // Requests of supertest assert too: `.expect(403)`.
        'jest/expect-expect': [
          'warn',
          { assertFunctionNames: ['expect', '**.expect'] },
        ],
      },
    },
  ],
});
