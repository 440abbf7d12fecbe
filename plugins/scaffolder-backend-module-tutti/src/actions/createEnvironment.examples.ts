import { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const createEnvironmentExamples: TemplateExample[] = [
  {
    description: 'Adds a staging environment to an application.',
    example: `steps:
  - id: environment
    action: tutti:environment:create
    name: Make staging
    input:
      application: bookshop
      name: staging
      type: staging
`,
  },
];
