import type {
  Allowed,
  Application,
  ApplicationSummary,
  EnvironmentSummary,
  ReleaseSummary,
  WorkloadSummary,
} from '@tutti/plugin-tutti-common';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** ISO 8601, so many milliseconds before now. */
export function ago(milliseconds: number): string {
  return new Date(Date.now() - milliseconds).toISOString();
}

export const yes: Allowed = { allowed: true };
export const no = (reason: string): Allowed => ({ allowed: false, reason });

const images = {
  web: { web: 'registry.example/shop/web:1.9.2' },
  cart: { cart: 'registry.example/shop/cart:2.4.0' },
  catalog: { catalog: 'registry.example/shop/catalog:3.1.7' },
  checkout: { checkout: 'registry.example/shop/checkout:1.2.0' },
  payment: { payment: 'registry.example/shop/payment:0.9.4' },
  mail: { mail: 'registry.example/shop/mail:1.0.3' },
};

export function release(number: number, age: number): ReleaseSummary {
  return {
    id: `release-${number}`,
    number,
    hash: `9f3a7c${number}e1b2`,
    // From release to release the first three change.
    digests: Object.fromEntries(
      Object.keys(images).map((name, index) => [
        name,
        index < 3 ? `digest-${number}` : 'digest',
      ]),
    ),
    images,
    createdAt: ago(age),
  };
}

const development: EnvironmentSummary = {
  id: 'env-shop-development',
  name: 'development',
  type: 'development',
  typeTitle: 'Development',
  rank: 10,
  cluster: 'sandbox',
  namespace: 'shop-development',
  simulated: true,
  release: release(41, 12 * MINUTE),
  lastDeployment: {
    id: 'deployment-57',
    number: 57,
    status: 'succeeded',
    release: release(41, 12 * MINUTE),
    requestedBy: 'user:default/maria',
    requestedAt: ago(3 * MINUTE),
    finishedAt: ago(2 * MINUTE),
    progress: { done: 11, of: 11 },
  },
  health: { status: 'healthy', healthy: 6, of: 6, observedAt: ago(8000) },
  endpoints: [{ workload: 'web', url: 'http://shop.localhost' }],
  pendingChanges: 2,
  allowed: { deploy: yes, secrets: yes, unlock: yes },
};

const staging: EnvironmentSummary = {
  ...development,
  id: 'env-shop-staging',
  name: 'staging',
  type: 'staging',
  typeTitle: 'Staging',
  rank: 20,
  namespace: 'shop-staging',
  release: release(40, 2 * HOUR),
  lastDeployment: {
    id: 'deployment-31',
    number: 31,
    status: 'failed',
    release: release(41, 12 * MINUTE),
    requestedBy: 'user:default/jon',
    requestedAt: ago(9 * MINUTE),
    finishedAt: ago(7 * MINUTE),
    progress: { done: 8, of: 11 },
    failure:
      'checkout: image registry.example/shop/checkout:1.2.0 cannot be pulled: not found',
  },
  health: {
    status: 'degraded',
    healthy: 5,
    of: 6,
    message: 'checkout: ImagePullBackOff',
    observedAt: ago(6000),
  },
  endpoints: [{ workload: 'web', url: 'http://staging.shop.localhost' }],
  pendingChanges: 3,
};

const production: EnvironmentSummary = {
  ...development,
  id: 'env-shop-production',
  name: 'production',
  type: 'production',
  typeTitle: 'Production',
  rank: 30,
  cluster: 'production-eu',
  namespace: 'shop-production',
  simulated: false,
  release: release(38, 3 * DAY),
  lastDeployment: {
    id: 'deployment-12',
    number: 12,
    status: 'succeeded',
    release: release(38, 3 * DAY),
    requestedBy: 'user:default/jon',
    requestedAt: ago(3 * DAY),
    finishedAt: ago(3 * DAY - MINUTE),
    progress: { done: 11, of: 11 },
  },
  health: { status: 'healthy', healthy: 6, of: 6, observedAt: ago(5000) },
  endpoints: [{ workload: 'web', url: 'https://shop.example' }],
  pendingChanges: 9,
  allowed: {
    deploy: no('Only the owner team-a may deploy to production.'),
    secrets: no('Needs a release manager.'),
    unlock: no('Needs tutti.deployment.override.'),
  },
};

function workload(
  name: string,
  rest: Partial<WorkloadSummary> = {},
): WorkloadSummary {
  return {
    name,
    source: { kind: 'managed' },
    images: { [name]: `registry.example/shop/${name}:1.9.2` },
    openImages: [name],
    resources: [],
    problems: [],
    ...rest,
  };
}

export const shop: Application = {
  id: 'app-shop',
  name: 'shop',
  title: 'Online shop',
  description: 'Sells teapots, and everything that goes with them.',
  entityRef: 'system:default/shop',
  owner: 'group:default/team-a',
  createdAt: ago(90 * DAY),
  declared: false,
  offers: {},
  workloads: [
    workload('web', {
      resources: [
        { name: 'dns', type: 'dns', class: 'default' },
        { name: 'route', type: 'route', class: 'default' },
        { name: 'cache', type: 'redis', class: 'default', id: 'shared' },
      ],
    }),
    workload('cart', {
      images: { cart: 'registry.example/shop/cart:2.4.0' },
      resources: [
        { name: 'cache', type: 'redis', class: 'default', id: 'shared' },
      ],
    }),
    workload('catalog', {
      source: {
        kind: 'repository',
        url: 'https://git.example/shop/catalog/blob/main/score.yaml',
        from: { url: 'https://git.example/shop/catalog', ref: 'main' },
      },
      images: { catalog: 'registry.example/shop/catalog:3.1.7' },
      resources: [
        { name: 'db', type: 'postgres', class: 'default', id: 'main' },
        { name: 'pictures', type: 's3', class: 'default' },
      ],
    }),
    workload('checkout', {
      images: { checkout: 'registry.example/shop/checkout:1.2.0' },
      resources: [
        { name: 'db', type: 'postgres', class: 'default', id: 'main' },
      ],
      problems: [
        {
          severity: 'error',
          code: 'SchemaViolation',
          message: 'The variable RETRIES must be text, not a number.',
          hint: 'Write "3" in quotes.',
          file: 'checkout/score.yaml',
          line: 9,
          column: 16,
          path: 'containers.checkout.variables.RETRIES',
        },
      ],
    }),
    workload('payment', {
      images: { payment: '.' },
      resources: [{ name: 'env', type: 'environment', class: 'default' }],
    }),
    workload('mail', {
      images: { mail: 'registry.example/shop/mail:1.0.3' },
      openImages: [],
    }),
  ],
  environments: [development, staging, production],
  allowed: {
    update: yes,
    delete: no('It still runs in production.'),
    createEnvironment: yes,
  },
};

const paymentsDevelopment: EnvironmentSummary = {
  ...development,
  id: 'env-payments-development',
  namespace: 'payments-development',
  release: release(11, DAY),
  lastDeployment: {
    id: 'deployment-live',
    number: 12,
    status: 'running',
    release: release(12, MINUTE),
    requestedBy: 'user:default/maria',
    requestedAt: ago(14_000),
    progress: { done: 3, of: 6 },
  },
  health: { status: 'progressing', healthy: 1, of: 2 },
  endpoints: [],
  pendingChanges: 0,
};

const never: EnvironmentSummary = {
  ...production,
  id: 'env-payments-production',
  namespace: undefined,
  release: undefined,
  lastDeployment: undefined,
  health: { status: 'empty', healthy: 0, of: 0 },
  endpoints: [],
  pendingChanges: 4,
  allowed: { deploy: yes },
};

export const payments: ApplicationSummary = {
  id: 'app-payments',
  name: 'payments',
  title: 'Payments',
  owner: 'group:default/team-b',
  entityRef: 'system:default/payments',
  environments: [
    paymentsDevelopment,
    {
      ...staging,
      id: 'env-payments-staging',
      release: release(11, 2 * DAY),
      lastDeployment: {
        id: 'deployment-20',
        number: 4,
        status: 'succeeded',
        release: release(11, 2 * DAY),
        requestedBy: 'user:default/maria',
        requestedAt: ago(2 * DAY),
        finishedAt: ago(2 * DAY),
        progress: { done: 6, of: 6 },
      },
      health: { status: 'healthy', healthy: 2, of: 2 },
      endpoints: [],
    },
    never,
  ],
};

export const reports: ApplicationSummary = {
  id: 'app-reports',
  name: 'reports',
  title: 'Reports',
  owner: 'group:default/team-a',
  environments: [
    { ...never, id: 'env-reports-dev', ...pick(development) },
    {
      ...development,
      id: 'env-reports-pr-12',
      name: 'pr-12',
      namespace: 'reports-pr-12',
    },
  ],
};

function pick(environment: EnvironmentSummary) {
  const { name, type, typeTitle, rank, cluster, simulated } = environment;
  return { name, type, typeTitle, rank, cluster, simulated };
}

export const summaries: ApplicationSummary[] = [
  {
    id: shop.id,
    name: shop.name,
    title: shop.title,
    owner: shop.owner,
    entityRef: shop.entityRef,
    environments: shop.environments,
  },
  payments,
  reports,
];
