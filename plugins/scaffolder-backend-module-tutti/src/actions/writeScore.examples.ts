import { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const writeScoreExamples: TemplateExample[] = [
  {
    description:
      'Writes a Score file of a service with a database, whose host, port and credentials become variables.',
    example: `steps:
  - id: score
    action: tutti:score:write
    name: Write the Score file
    input:
      name: orders
      image: registry.example.com/orders:1.4.2
      port: 8080
      owner: group:default/storefront
      environments:
        - { name: development, type: development }
        - { name: staging, type: staging }
      resources:
        - name: db
          type: postgres
          params: { version: '17' }
          outputs: [host, port, name, username, password]
`,
  },
  {
    description:
      'Changes a workload that is there: it gets a volume, everything else that is named stays.',
    example: `steps:
  - id: score
    action: tutti:score:write
    name: Add a volume
    input:
      name: web
      application: bookshop
      resources:
        - name: files
          type: volume
          params: { size: 2Gi }
          mountPath: /var/lib/files
`,
  },
];
