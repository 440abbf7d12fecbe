import type {
  DriftDecided,
  DriftDecision,
  DriftFindingView,
  DriftGroup,
  DriftRuling,
} from '@tutti/plugin-tutti-common';
import { ago, DAY, HOUR, MINUTE, no, yes } from './applications';

const ALLOWED = {
  repair: yes,
  accept: yes,
  ignore: no('Managing resources in shop/staging needs tutti.resource.manage.'),
};
const SCALED = {
  kind: 'Deployment',
  path: 'spec.replicas',
  change: 'altered' as const,
  manager: 'kubectl',
};

const scaled = (
  environment: string,
  name: string,
  live: number,
): DriftFindingView => ({
  id: `drift-${environment}-${name}`,
  application: 'shop',
  applicationTitle: 'Online shop',
  environment,
  object: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: `shop-${environment}`,
    name,
  },
  workload: name,
  cause: SCALED,
  path: 'spec.replicas',
  applied: 2,
  live,
  wanted: 2,
  secret: false,
  managers: [{ name: 'kubectl', operation: 'Update scale', at: ago(2 * HOUR) }],
  since: ago(2 * HOUR),
  allowed: ALLOWED,
});

export const driftFindings: DriftFindingView[] = [
  scaled('staging', 'api', 5),
  scaled('production', 'api', 9),
  {
    ...scaled('staging', 'web', 0),
    id: 'drift-secret',
    object: {
      apiVersion: 'v1',
      kind: 'Secret',
      namespace: 'shop-staging',
      name: 'db-main',
    },
    workload: undefined,
    resource: 'postgres.default#main',
    cause: {
      kind: 'Secret',
      path: 'data.password',
      change: 'altered',
      manager: 'kubectl-edit',
    },
    path: 'data.password',
    applied: { masked: 'secret' },
    live: { masked: 'secret' },
    wanted: { masked: 'secret' },
    secret: true,
    managers: [
      { name: 'kubectl-edit', operation: 'Update', at: ago(30 * MINUTE) },
    ],
    since: ago(20 * MINUTE),
    allowed: {
      ...ALLOWED,
      accept: no(
        'It is a secret, and nobody keeps what others wrote there: put it back, or set it.',
      ),
    },
  },
  {
    ...scaled('staging', 'web', 0),
    id: 'drift-of-a-tool',
    object: {
      apiVersion: 'terraform',
      kind: 'aws_db_instance',
      namespace: 'postgres-main-8d2f',
      name: 'aws_db_instance.main',
    },
    driver: 'terraform',
    workload: undefined,
    resource: 'postgres.default#main',
    cause: {
      kind: 'aws_db_instance',
      path: 'backup_retention_period',
      change: 'altered',
    },
    path: 'backup_retention_period',
    applied: 7,
    live: 1,
    wanted: 7,
    managers: [],
    since: ago(20 * MINUTE),
  },
  {
    ...scaled('staging', 'web', 0),
    id: 'drift-gone',
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      namespace: 'shop-staging',
      name: 'web',
    },
    cause: { kind: 'Service', path: '', change: 'gone' },
    path: '',
    applied: undefined,
    live: undefined,
    wanted: undefined,
    managers: [],
    since: ago(5 * MINUTE),
    allowed: {
      ...ALLOWED,
      accept: no(
        'Service web is not there: put it back, or take it out of what is deployed.',
      ),
    },
  },
];

export const driftRulings: DriftRuling[] = [
  {
    id: 'ruling-1',
    how: 'accept',
    kind: 'ConfigMap',
    object: 'web-files',
    path: 'data.banner',
    value: 'closed for stocktaking',
    reason: 'until Monday',
    by: 'user:default/maria',
    at: ago(DAY),
  },
];

export function driftKey({ cause }: Pick<DriftFindingView, 'cause'>): string {
  return [cause.kind, cause.path, cause.change, cause.manager ?? ''].join('|');
}

export function driftGroups(findings: DriftFindingView[]): DriftGroup[] {
  const groups = new Map<string, DriftFindingView[]>();
  for (const finding of findings) {
    const key = driftKey(finding);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups]
    .map(([key, members]) => ({
      key,
      cause: members[0].cause,
      environments: new Set(
        members.map(({ application, environment }) =>
          [application, environment].join('/'),
        ),
      ).size,
      findings: members.length,
      since: members.map(({ since }) => since).sort()[0],
    }))
    .sort((a, b) => b.environments - a.environments);
}

export function driftChosen(
  findings: DriftFindingView[],
  { findings: ids, cause }: DriftDecision,
): DriftFindingView[] {
  return findings.filter(finding =>
    ids ? ids.includes(finding.id) : driftKey(finding) === cause,
  );
}

const OUTCOMES = {
  repair: 'queued',
  accept: 'accepted',
  ignore: 'ignored',
} as const;

export function driftOutcomes(
  chosen: DriftFindingView[],
  { how }: DriftDecision,
  deploymentId: string,
): DriftDecided {
  return {
    items: chosen.map(({ application, environment }) => ({
      application,
      environment,
      outcome: OUTCOMES[how],
      ...(how === 'repair' && { deploymentId }),
    })),
    left: 0,
  };
}
