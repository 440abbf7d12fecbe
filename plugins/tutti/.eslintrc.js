/**
 * A text that a person sees comes from src/translation, in English and German. What is the same
 * in every language (signs, names of machines) may stand where it is used.
 */
const SAYS =
  '/^(aria-label|title|titleAccess|label|placeholder|helperText|what|empty|primary|secondary|summary|verb|reason|word|said)$/';
const TEXT = '/^[A-Z][a-z]+|[a-z]{2}.* /';
const message =
  'A text that a person sees belongs into src/translation, in English and German.';

const places = [
  `JSXAttribute[name.name=${SAYS}] > Literal[value=${TEXT}]`,
  `JSXAttribute[name.name=${SAYS}] ConditionalExpression > Literal[value=${TEXT}]`,
  `JSXAttribute[name.name=${SAYS}] > JSXExpressionContainer > TemplateLiteral > TemplateElement[value.raw=${TEXT}]`,
  `Property[key.name=${SAYS}] > Literal[value=${TEXT}]`,
  `Property[key.name=${SAYS}] > TemplateLiteral > TemplateElement[value.raw=${TEXT}]`,
  `JSXElement > JSXExpressionContainer ConditionalExpression > Literal[value=${TEXT}]`,
  `JSXElement > JSXExpressionContainer LogicalExpression > Literal[value=${TEXT}]`,
  `JSXElement > JSXExpressionContainer > TemplateLiteral > TemplateElement[value.raw=${TEXT}]`,
];

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      files: ['src/**/*.ts', 'src/**/*.tsx'],
      excludedFiles: [
        '**/*.test.*',
        '**/__testUtils__/**',
        'src/mocks/**',
        'src/translation/**',
      ],
      rules: {
        'react/jsx-no-literals': [
          'error',
          { allowedStrings: ['·', '–', '…', '#', 'r', ':', '+'] },
        ],
        'no-restricted-syntax': [
          'error',
          ...places.map(selector => ({ selector, message })),
        ],
      },
    },
  ],
});
