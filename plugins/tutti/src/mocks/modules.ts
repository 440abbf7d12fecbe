import type { InspectInput, ModuleView } from '@tutti/plugin-tutti-common';

const PROPOSAL = `apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata:
  name: rds
spec:
  params:
    type: object
    required: [engine]
    properties:
      engine: { type: string }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata:
  name: rds-by-module
spec:
  type: rds
  driver: terraform
  inputs:
    module: { source: terraform-aws-modules/rds/aws, version: 6.1.0 }
    variables:
      identifier: \${resource.name}
      engine: \${params.engine}
    outputs: { endpoint: endpoint }
`;

/** A module as it is told; with `against`, one whose next version breaks a definition. */
export function inspected({
  source,
  version,
  against,
}: InspectInput): ModuleView {
  return {
    driver: 'terraform',
    source,
    ...(version !== undefined && { version }),
    digest: 'sha256:5c0e7d1f',
    variables: [
      {
        name: 'engine',
        type: 'string',
        required: true,
        sensitive: false,
        description: 'The database engine',
      },
      {
        name: 'password',
        type: 'string',
        required: true,
        sensitive: true,
      },
      {
        name: 'allocated_storage',
        type: 'number',
        required: false,
        default: 20,
        sensitive: false,
        description: 'In gibibytes',
      },
    ],
    outputs: [
      { name: 'endpoint', sensitive: false, description: 'Where it listens' },
      { name: 'password', sensitive: true },
    ],
    providers: [{ name: 'aws', source: 'hashicorp/aws', handedIn: [] }],
    proposal: PROPOSAL,
    warnings: [
      'The variable "password" is secret: a password is made for it; give another secret where it has to be a known one.',
    ],
    ...(against !== undefined && {
      upgrade: {
        source,
        version: against,
        digest: 'sha256:77aa01',
        changes: [
          {
            of: 'variable',
            name: 'engine',
            change: 'removed',
            text: 'not taken any more',
            breaking: true,
          },
          {
            of: 'variable',
            name: 'allocated_storage',
            change: 'changed',
            text: 'default 20 → 40',
            breaking: false,
          },
        ],
        definitions: [
          {
            name: 'postgres-managed-production',
            findings: [
              {
                path: ['variables', 'engine'],
                message: 'The module has no variable "engine".',
              },
            ],
          },
        ],
      },
    }),
    concerned:
      against === undefined
        ? []
        : [
            {
              definition: 'postgres-managed-production',
              application: 'shop',
              environment: 'production',
              address: 'postgres.default#main',
            },
          ],
    hidden: 0,
  };
}
