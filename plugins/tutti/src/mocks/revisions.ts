import type {
  BlastView,
  DefinitionUsage,
  EnvironmentImpact,
  RevisionUse,
  RevisionView,
} from '@tutti/plugin-tutti-common';
import { ago, DAY, MINUTE } from './applications';
import { platform } from './platform';

export const WAITING = '90c1f7d2b4e8';

export const usage: DefinitionUsage[] = [
  { definition: 'postgres-in-cluster', resources: 3, environments: 2 },
];

export const uses: RevisionUse[] = [
  {
    revision: platform.revision,
    previous: '1b2c3d4e5f60',
    at: ago(3 * DAY),
    by: 'user:default/pia',
  },
  { revision: '1b2c3d4e5f60', at: ago(20 * DAY) },
];

export const waitingView: RevisionView = {
  revision: WAITING,
  state: 'waiting',
  since: ago(4 * MINUTE),
  comparedWith: platform.revision,
  problems: [],
  documents: [
    {
      kind: 'ResourceDefinition',
      name: 'postgres-in-cluster',
      change: 'changed',
      paths: ['inputs.image'],
      file: 'platform/postgres.yaml',
      line: 12,
      before: { inputs: { image: 'postgres:16' } },
      after: { inputs: { image: 'postgres:17' } },
    },
    {
      kind: 'Policy',
      name: 'no-latest',
      change: 'added',
      paths: [],
      file: 'platform/policies.yaml',
      line: 1,
      after: { effect: 'deny', require: 'false' },
    },
  ],
  accept: { allowed: true },
};

function impact(
  environment: string,
  change: Partial<EnvironmentImpact> = {},
): EnvironmentImpact {
  return {
    application: 'shop',
    environment,
    environmentType: environment,
    outcome: 'changed',
    impacts: [],
    settings: [],
    policies: [],
    problems: [],
    solved: [],
    ...change,
  };
}

export const radius: BlastView = {
  before: platform.revision,
  after: WAITING,
  total: 3,
  computed: 3,
  hidden: 2,
  summary: {
    unchanged: 1,
    changed: 1,
    blocked: 1,
    unknown: 0,
    losing: 1,
    actions: {
      create: 0,
      update: 0,
      replace: 1,
      keep: 0,
      hold: 0,
      adopt: 0,
      retain: 0,
      destroy: 0,
    },
  },
  items: [
    impact('development', {
      impacts: [
        {
          kind: 'resource',
          address: 'postgres.default#main',
          action: 'replace',
          definition: 'postgres-in-cluster',
          stateful: true,
          reasons: [
            {
              code: 'input-changed',
              message: 'input image changed',
              before: 'postgres:16',
              after: 'postgres:17',
            },
          ],
        },
      ],
    }),
    impact('staging', {
      outcome: 'blocked',
      policies: [
        {
          policy: 'no-latest',
          subject: 'web',
          effect: 'deny',
          outcome: 'broken',
          message: 'Images carry a version.',
        },
      ],
    }),
  ],
};
