import { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const deployExamples: TemplateExample[] = [
  {
    description: 'Deploys an application to development and waits for it.',
    example: `steps:
  - id: deploy
    action: tutti:deploy
    name: Deploy to development
    input:
      application: bookshop
      environment: development
`,
  },
  {
    description:
      'Deploys where nothing runs yet; elsewhere makes a plan that people review.',
    example: `steps:
  - id: deploy
    action: tutti:deploy
    name: Plan or deploy
    input:
      application: bookshop
      environment: development
      review: changes
`,
  },
];
