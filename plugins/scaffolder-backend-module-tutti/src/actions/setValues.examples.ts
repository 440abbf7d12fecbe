import { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const setValuesExamples: TemplateExample[] = [
  {
    description:
      'Sets a value, and a secret that was typed into the field `apiKey` (`ui:field: Secret`).',
    example: `steps:
  - id: values
    action: tutti:values:set
    name: Set values
    input:
      application: bookshop
      environment: development
      values:
        CURRENCY: EUR
      secrets:
        API_KEY: apiKey
`,
  },
];
