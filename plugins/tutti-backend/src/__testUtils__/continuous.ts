import { NewBuild } from '@tutti/plugin-tutti-common';
import { MARIA } from './people';
import { Portal } from './portal';

/** Platform files: one type takes builds of `main`, another one tags of `api` alone. */
export const CONTINUOUS = {
  'continuous.yaml': `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: continuous, title: Continuous }
spec:
  rank: 15
  profile: standard
  access: { deploy: [owner], operate: [owner] }
  automation: { on: build, refs: [refs/heads/main] }
---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: tagged, title: Tagged }
spec:
  rank: 20
  profile: standard
  access: { create: [owner], deploy: ['group:default/release-managers'] }
  automation: { on: build, refs: ['refs/tags/*'], workloads: [api] }
`,
};

export const REPOSITORY = 'https://github.com/acme/till';
export const MAIN = 'refs/heads/main';

export function scoreOf(name: string, more = ''): string {
  return `apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers:
  main:
    image: .
${more}`;
}

/** An image of a name, another one for each number. */
export function imageOf(name: string, number: number): string {
  return `registry.example.com/till/${name}@sha256:${number
    .toString(16)
    .padStart(64, '0')}`;
}

/** A commit, another one for each number. */
export function commitOf(number: number): string {
  return number.toString(16).padStart(40, '0');
}

export function buildOf(
  workload: string,
  number: number,
  more: Partial<NewBuild> = {},
): NewBuild {
  return {
    application: 'till',
    workload,
    image: imageOf(workload, number),
    commit: commitOf(number),
    ref: MAIN,
    repository: REPOSITORY,
    ...more,
  };
}

/** The application `till`: `web` and `api`, in `main`, `tags` and one that takes no builds. */
export async function makeTill(portal: Portal, name = 'till'): Promise<void> {
  const maria = portal.as(MARIA);
  await maria
    .post('/applications', { name, owner: 'group:default/storefront' })
    .expect(201);
  for (const workload of ['web', 'api']) {
    await maria
      .put(`/applications/${name}/workloads/${workload}`, {
        score: scoreOf(workload),
      })
      .expect(200);
  }
  await maria
    .put(`/applications/${name}/settings`, {
      repositories: [{ url: REPOSITORY }],
    })
    .expect(200);
  for (const [environment, type] of [
    ['main', 'continuous'],
    ['tags', 'tagged'],
    ['manual', 'development'],
  ]) {
    await maria
      .post(`/applications/${name}/environments`, { name: environment, type })
      .expect(201);
  }
}

/** By hand, so that every workload has an image in `main`. */
export async function deployByHand(portal: Portal): Promise<void> {
  const { body } = await portal
    .as(MARIA)
    .post('/deployments', {
      application: 'till',
      environment: 'main',
      input: { images: { web: { main: 'web:0' }, api: { main: 'api:0' } } },
    })
    .expect(201);
  await portal.ended(body.id);
}
