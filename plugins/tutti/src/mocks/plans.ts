import {
  headOf,
  type Edge,
  type Explanation,
  type Plan,
  type PlanStep,
  type PlanView,
  type Problem,
  type ResourceStep,
  type WorkloadStep,
} from '@tutti/plugin-tutti-common';
import { ago, release, yes } from './applications';

const context = {
  application: 'shop',
  environment: 'staging',
  environmentType: 'staging',
  owner: 'group:default/team-a',
  labels: {},
};

export function explanation(type: string, winner: string): Explanation {
  return {
    request: { type, class: 'default' },
    context,
    winner,
    candidates: [
      {
        definition: winner,
        matched: true,
        won: true,
        specificity: [1, 0, 0, 0, 0, 0, 0, 1],
        failed: [],
        reason: 'Matches by environmentType staging, which is more specific.',
      },
      {
        definition: `${type}-anywhere`,
        matched: true,
        won: false,
        specificity: [1, 0, 0, 0, 0, 0, 0, 0],
        failed: [],
        reason: `Matches, but ${winner} names the environment type.`,
      },
      {
        definition: `${type}-production`,
        matched: false,
        won: false,
        specificity: [1, 0, 0, 0, 0, 0, 0, 1],
        failed: [
          { key: 'environmentType', wanted: 'production', got: 'staging' },
        ],
        reason: 'The environment type is staging, not production.',
      },
    ],
  };
}

function resource(
  step: Pick<ResourceStep, 'address' | 'action' | 'type' | 'definition'> &
    Partial<ResourceStep>,
): ResourceStep {
  return {
    kind: 'resource',
    reasons: [],
    needs: ['environment'],
    objects: [],
    resourceId: `res-${step.address}`,
    class: 'default',
    driver: 'manifests',
    driverVersion: '1',
    protection: 'none',
    explanation: explanation(step.type, step.definition),
    inputs: {},
    outputs: {},
    exactness: 'exact',
    fingerprint: 'f',
    neededBy: [],
    ...step,
  };
}

function workload(
  name: string,
  step: Partial<WorkloadStep> = {},
): WorkloadStep {
  return {
    kind: 'workload',
    address: `workload#${name}`,
    action: 'keep',
    reasons: [],
    needs: ['environment'],
    objects: [],
    workload: name,
    profile: 'standard',
    images: { [name]: `registry.example/shop/${name}:1.9.2` },
    exactness: 'exact',
    fingerprint: 'f',
    ...step,
  };
}

function deployment(name: string, image: string, variables: string[]) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: 'shop-staging',
      labels: {
        'app.kubernetes.io/name': name,
        'app.kubernetes.io/managed-by': 'tutti',
      },
    },
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': name } },
        spec: {
          securityContext: { runAsNonRoot: true },
          containers: [
            {
              name,
              image,
              env: variables.map(variable => ({
                name: variable,
                value: 'true',
              })),
              ports: [{ containerPort: 8080 }],
              resources: { limits: { cpu: '500m', memory: '256Mi' } },
            },
          ],
        },
      },
    },
  };
}

const steps: PlanStep[] = [
  {
    kind: 'target',
    address: 'environment',
    action: 'keep',
    reasons: [],
    needs: [],
    objects: [],
    fingerprint: 'f',
  },
  resource({
    address: 'redis.default#shared',
    action: 'keep',
    type: 'redis',
    id: 'shared',
    definition: 'redis-in-cluster',
    neededBy: ['web', 'cart'],
    outputs: {
      host: 'redis-shared',
      port: 6379,
      password: { masked: 'secret' },
    },
  }),
  resource({
    address: 'postgres.default#main',
    action: 'replace',
    type: 'postgres',
    id: 'main',
    definition: 'postgres-in-cluster',
    protection: 'stateful',
    replaces: 'res-postgres-old',
    neededBy: ['catalog', 'checkout'],
    reasons: [
      {
        code: 'input-changed',
        message: 'the version cannot change in place',
        path: 'params.version',
        before: '16',
        after: '17',
      },
    ],
    inputs: { version: '17', password: { masked: 'secret' } },
    outputs: {
      host: {
        masked: 'unknown',
        type: 'string',
        from: 'postgres.default#main',
      },
      port: 5432,
      password: { masked: 'secret' },
    },
    exactness: 'deferred',
  }),
  resource({
    address: 's3.default#catalog.pictures',
    action: 'create',
    type: 's3',
    definition: 's3-minio',
    neededBy: ['catalog'],
    reasons: [{ code: 'new', message: 'catalog now asks for it' }],
    inputs: { bucket: 'catalog-pictures', secret_key: { masked: 'secret' } },
    outputs: { bucket: 'catalog-pictures', secret_key: { masked: 'secret' } },
  }),
  workload('web', {
    action: 'update',
    needs: ['environment', 'redis.default#shared'],
    reasons: [
      {
        code: 'input-changed',
        message: 'image',
        path: 'containers.web.image',
        before: 'registry.example/shop/web:1.9.1',
        after: 'registry.example/shop/web:1.9.2',
      },
      {
        code: 'input-changed',
        message: 'variable FEATURE_X added',
        path: 'containers.web.variables.FEATURE_X',
        after: 'true',
      },
    ],
    objects: [
      {
        ref: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: 'shop-staging',
          name: 'web',
        },
        action: 'update',
        lastApplied: deployment('web', 'registry.example/shop/web:1.9.1', [
          'FEATURE_A',
        ]),
        live: deployment('web', 'registry.example/shop/web:1.9.1', [
          'FEATURE_A',
        ]),
        desired: deployment('web', 'registry.example/shop/web:1.9.2', [
          'FEATURE_A',
          'FEATURE_X',
        ]),
        changed: [
          'spec.template.spec.containers[web].image',
          'spec.template.spec.containers[web].env[FEATURE_X]',
        ],
      },
      {
        ref: {
          apiVersion: 'v1',
          kind: 'Secret',
          namespace: 'shop-staging',
          name: 'web-env',
        },
        action: 'update',
        lastApplied: {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 'web-env' },
          data: { REDIS_PASSWORD: { masked: 'secret' } },
        },
        desired: {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 'web-env' },
          data: { REDIS_PASSWORD: { masked: 'secret' } },
        },
        changed: ['data.REDIS_PASSWORD'],
      },
    ],
  }),
  workload('cart', { needs: ['environment', 'redis.default#shared'] }),
  workload('catalog', {
    action: 'update',
    needs: [
      'environment',
      'postgres.default#main',
      's3.default#catalog.pictures',
    ],
    exactness: 'deferred',
    reasons: [
      {
        code: 'dependency-unknown',
        message: 'waits for the outputs of postgres.default#main',
      },
    ],
  }),
  workload('checkout', {
    action: 'update',
    needs: ['environment', 'postgres.default#main'],
    reasons: [
      {
        code: 'input-changed',
        message: 'image',
        path: 'containers.checkout.image',
        before: 'registry.example/shop/checkout:1.1.0',
        after: 'registry.example/shop/checkout:1.2.0',
      },
    ],
  }),
  workload('payment'),
  workload('mail'),
  resource({
    address: 'route.default#web.route',
    action: 'keep',
    type: 'route',
    definition: 'route-ingress',
    neededBy: ['web'],
    needs: ['environment', 'workload#web'],
  }),
];

const edges: Edge[] = steps.flatMap(step =>
  step.needs.map(to => ({ from: step.address, to, because: 'needs it' })),
);

/** All of it, as the backend keeps it. */
export const wholeStagingPlan: Plan = {
  format: 1,
  application: 'shop',
  environment: 'staging',
  environmentType: 'staging',
  release: '9f3a7c41e1b2',
  platformRevision: '4d21aa90',
  target: {
    name: 'sandbox',
    driver: 'kubernetes',
    cluster: 'sandbox',
    namespace: 'shop-staging',
    simulated: true,
  },
  graph: { nodes: {}, edges, order: steps.map(step => step.address) },
  steps,
  policies: [
    {
      policy: 'no-latest',
      effect: 'deny',
      outcome: 'pass',
      message: 'Images carry a version.',
      subject: 'web',
    },
    {
      policy: 'limits',
      effect: 'warn',
      outcome: 'broken',
      message: 'Containers state a memory limit.',
      subject: 'mail',
    },
    {
      policy: 'tls-to-databases',
      effect: 'deny',
      outcome: 'pending',
      message: 'Databases are reached by TLS.',
      subject: 'catalog',
    },
  ],
  consents: [
    {
      subject: 'res-postgres.default#main',
      covers: 'data',
      action: 'replace',
      message:
        'postgres.default#main holds data; replacing it loses that data.',
      required: true,
      given: false,
    },
  ],
  problems: [
    {
      severity: 'warning',
      code: 'OldSpelling',
      message: 'files as a list is the old spelling; it was read all the same.',
      file: 'mail/score.yaml',
      line: 14,
    },
  ],
  summary: {
    create: 1,
    update: 3,
    replace: 1,
    keep: 6,
    hold: 0,
    adopt: 0,
    retain: 0,
    destroy: 0,
  },
  deployable: false,
  hash: '7c1e90ab44',
};

export const stagingPlan = headOf(wholeStagingPlan);

export const planView: PlanView = {
  id: 'plan-7c1e',
  application: 'shop',
  environment: 'staging',
  release: release(41, 60_000),
  createdAt: ago(20_000),
  createdBy: 'user:default/maria',
  plan: stagingPlan,
  steps,
  input: {},
  state: 'made',
  current: true,
  moved: [],
  allowed: yes,
};

/** The same plan after somebody accepted what it costs. */
export const acceptedPlan: PlanView = {
  ...planView,
  id: 'plan-8d2f',
  input: {
    consent: [{ subject: 'res-postgres.default#main', action: 'replace' }],
  },
  plan: {
    ...stagingPlan,
    deployable: true,
    consents: stagingPlan.consents.map(consent => ({
      ...consent,
      given: true,
    })),
  },
};

export const refusal: Problem[] = [
  {
    severity: 'error',
    code: 'ImageMissing',
    message: 'The container payment of the workload payment has no image yet.',
    hint: 'Give one when you deploy, or let a build report it.',
    file: 'payment/score.yaml',
    line: 6,
    column: 12,
    path: 'containers.payment.image',
  },
  {
    severity: 'error',
    code: 'NoMatch',
    message: 'Nothing defines a queue in staging.',
    hint: 'The nearest is queue-production, which wants environmentType production.',
    address: 'queue.default#mail.queue',
  },
];

/** What an environment lacks: the same secret twice, and a value. */
export const lacking: Problem[] = [
  { name: 'API_KEY', secret: true },
  { name: 'API_KEY', secret: true },
  { name: 'REGION' },
].map(({ name, secret }) => ({
  severity: 'error',
  code: 'UnknownPlaceholder',
  message: `${name} is not among the values and secrets of staging.`,
  hint: `Set ${name} under Values & secrets.`,
  fix: { kind: 'setValue', name, ...(secret && { secret: true }) },
}));

/** Everything of staging goes; the pictures are kept on purpose. */
export const destroyPlan: PlanView = {
  ...planView,
  id: 'plan-destroy',
  input: { destroy: true },
  plan: {
    ...stagingPlan,
    destroys: true,
    deployable: true,
    consents: [],
    contents: {
      ...stagingPlan.contents,
      steps: {
        ...stagingPlan.contents.steps,
        workload: { destroy: 6 },
        resource: { destroy: 2, retain: 1 },
      },
      objects: { delete: 14 },
      losing: ['postgres.default#main'],
      staying: ['s3.default#pictures'],
    },
  },
};
