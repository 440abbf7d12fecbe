import { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const createApplicationExamples: TemplateExample[] = [
  {
    description: 'Makes an application without environments.',
    example: `steps:
  - id: application
    action: tutti:application:create
    name: Make the application
    input:
      name: library
      owner: group:default/storefront
`,
  },
  {
    description:
      'Makes an application of a team with two environments; goes on with it where the team has it already.',
    example: `steps:
  - id: application
    action: tutti:application:create
    name: Make the application
    input:
      name: newsstand
      title: Newsstand
      owner: group:default/storefront
      environments:
        - { name: development, type: development }
        - { name: staging, type: staging }
      existing: use
`,
  },
];
