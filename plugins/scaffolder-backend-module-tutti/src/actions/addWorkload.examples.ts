import { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const addWorkloadExamples: TemplateExample[] = [
  {
    description: 'Adds the workload whose Score file was written before.',
    example: `steps:
  - id: score
    action: tutti:score:write
    name: Write the Score file
    input:
      name: mailer
      image: registry.example.com/mailer:1.0.0
  - id: workload
    action: tutti:workload:add
    name: Add the workload
    input:
      application: bookshop
      workload: mailer
      path: \${{ steps.score.output.path }}
`,
  },
];
