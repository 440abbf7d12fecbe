import {
  Plan,
  PLAN_FORMAT,
  ResourceDefinition,
  ResourceRecord,
  Secret,
  Workload,
} from '@tutti/engine';
import { NO_BASIS, WrittenStep, writePlan } from '../plans';
import { Store } from '../store';

/** The smallest workload there is. */
export function workload(name: string): Workload {
  return {
    name,
    metadata: { name },
    annotations: {},
    containers: {
      main: {
        image: '.',
        variables: {},
        files: {},
        volumes: {},
        before: {},
        resources: {},
      },
    },
    service: { ports: {} },
    resources: {},
    file: 'score.yaml',
  };
}

export function plan(of: { environment: string; hash?: string }): Plan {
  return {
    format: PLAN_FORMAT,
    application: 'shop',
    environment: of.environment,
    environmentType: 'development',
    release: 'r',
    platformRevision: 'p',
    target: {
      name: 'local',
      driver: 'kubernetes',
      cluster: 'sandbox',
      namespace: `shop-${of.environment}`,
      simulated: true,
    },
    graph: { nodes: {}, edges: [], order: [] },
    steps: [],
    policies: [],
    consents: [],
    problems: [],
    summary: {
      create: 0,
      update: 0,
      replace: 0,
      keep: 0,
      hold: 0,
      adopt: 0,
      retain: 0,
      destroy: 0,
    },
    deployable: true,
    hash: of.hash ?? 'hash',
  };
}

export function resource(
  resourceId: string,
  secret: string,
  change: Partial<ResourceRecord> = {},
): ResourceRecord {
  const definition: ResourceDefinition = {
    name: 'postgres-in-cluster',
    source: { file: 'postgres.yaml', line: 1 },
    type: 'postgres',
    class: 'default',
    criteria: {},
    driver: 'manifests',
    inputs: {},
    dependsOn: {},
    provisions: [],
    collect: {},
    protection: 'stateful',
    onRemoval: 'retain',
    adopts: [],
  };
  return {
    resourceId,
    address: 'postgres.default#main',
    type: 'postgres',
    class: 'default',
    id: 'main',
    name: 'main-1a2b',
    definition,
    driverVersion: '1',
    inputs: { outputs: { password: new Secret(secret) }, size: 3 },
    outputs: { host: 'db', password: new Secret(secret) },
    outputsVersion: 1,
    driverState: { token: secret },
    lifecycle: 'ready',
    needs: [],
    completedJobs: [],
    ...change,
  };
}

/** An application with one environment, a release and as many queued deployments as asked. */
export async function seed(
  store: Store,
  options: { environments?: string[]; deploymentsEach?: number } = {},
): Promise<{ applicationId: string; environmentIds: string[] }> {
  const { environments = ['development'], deploymentsEach = 0 } = options;
  const applicationId = 'app-1';
  await store.applications.add({
    offers: {},
    id: applicationId,
    name: 'shop',
    title: 'Shop',
    owner: 'group:default/team-a',
    declared: false,
    createdAt: 1,
    createdBy: 'user:default/guest',
  });
  await store.releases.add({
    id: 'release-1',
    applicationId,
    number: 1,
    hash: 'release-hash',
    workloads: [workload('web')],
    digests: {},
    images: {},
    createdAt: 1,
  });
  for (const name of environments) {
    const environmentId = `env-${name}`;
    await store.environments.add({
      id: environmentId,
      applicationId,
      name,
      type: 'development',
      createdAt: 1,
      createdBy: 'user:default/guest',
    });
    for (let number = 1; number <= deploymentsEach; number++) {
      await seedDeployment(store, environmentId, number);
    }
  }
  return {
    applicationId,
    environmentIds: environments.map(name => `env-${name}`),
  };
}

/** A plan and a queued deployment of it. @returns the deployment's id. */
export async function seedDeployment(
  store: Store,
  environmentId: string,
  number: number,
): Promise<string> {
  const planId = `plan-${environmentId}-${number}`;
  const id = `deployment-${environmentId}-${number}`;
  const steps: WrittenStep[] = [];
  const written = await writePlan(
    plan({ environment: environmentId }),
    async more => {
      steps.push(...more);
    },
  );
  const stored = {
    id: planId,
    environmentId,
    releaseId: 'release-1',
    input: {},
    basis: NO_BASIS,
    givenImages: {},
    plan: written.head,
    createdAt: number,
    createdBy: 'user:default/guest',
  };
  await store.plans.add(stored, { rest: written.rest, steps });
  await store.deployments.add({
    id,
    environmentId,
    number,
    status: 'queued',
    planId,
    releaseId: 'release-1',
    planned: {
      basis: NO_BASIS,
      hash: stored.plan.hash,
      target: stored.plan.target,
      givenImages: {},
    },
    format: PLAN_FORMAT,
    destroys: false,
    requestedBy: 'user:default/guest',
    requestedAt: number,
    phases: [],
    failures: [],
  });
  return id;
}
