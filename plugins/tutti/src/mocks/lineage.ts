import type { Lineage } from '@tutti/plugin-tutti-common';
import { ago, DAY, HOUR } from './applications';
import { succeeded } from './deployments';

export const lineage: Lineage = {
  object: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'shop-staging',
    name: 'web',
  },
  deployment: {
    id: succeeded.id,
    number: 57,
    verb: 'Deploy r41',
    requestedBy: 'user:default/maria',
    requestedAt: ago(DAY),
    planId: 'plan-8d2f',
    planHash: '8d2f4c0b7a915e6d',
    platformRevision: 'c0ffee12ab34cd56',
    approvals: [
      { by: 'user:default/jon', at: ago(DAY - HOUR), comment: 'Looks good.' },
    ],
  },
  workload: {
    name: 'web',
    release: 41,
    version: 7,
    url: 'https://github.com/example/shop/blob/3f2a9c1/web/score.yaml',
  },
  profile: {
    name: 'standard',
    file: 'platform/profiles.yaml',
    line: 3,
    patches: [
      {
        patch: 'vault-sidecar',
        when: 'context.environmentType == "production"',
        line: 14,
        fields: ['spec.template.spec.containers[vault-agent].image'],
      },
    ],
  },
  command:
    'tutti generate <score files> --platform <platform files> --application shop --environment staging --type staging',
};
