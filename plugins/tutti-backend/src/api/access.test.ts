import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { beginningOf } from '../__testUtils__/beginning';
import { EVE, MARIA, Policy } from '../__testUtils__/people';
import { Person, Portal, startPortal } from '../__testUtils__/portal';
import { Store } from '../store';
import {
  tuttiApplicationConditions,
  tuttiEnvironmentConditions,
} from '../services/access';

const databases = testDatabases();

const VIEWER = 'user:default/vera';
const DEPLOYER = 'user:default/dan';
const APPROVER = 'user:default/ann';
const ENGINEER = 'user:default/pia';

/** In the order of the table's columns. */
const ROLES = [
  'no token',
  'stranger',
  'viewer',
  'deployer',
  'approver',
  'owner',
  'engineer',
  'automation',
] as const;
type Role = (typeof ROLES)[number];

const GUARDED = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: guarded, title: Guarded }
spec:
  rank: 20
  profile: standard
  access:
    create: ['${ENGINEER}']
    deploy: [owner, '${DEPLOYER}']
    approve: ['${APPROVER}']
    manage: ['${ENGINEER}']
---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: following, title: Following }
spec:
  rank: 30
  profile: standard
  access: { create: ['${ENGINEER}'], deploy: [owner, '${DEPLOYER}'] }
---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: passing, title: Passing }
spec:
  rank: 5
  profile: standard
  access: { create: [owner] }
  lifetime: 3d
`;
const SCORE = (name: string) => `apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers: { main: { image: 'registry.example.com/tiny/web:1' } }
`;

const APPLICATION = '/applications/tiny';
const ENVIRONMENT = `${APPLICATION}/environments/stage`;

/** What a policy that denies everything leaves of a route. */
type Denied = '403' | '404' | '[]';

interface Row {
  route: string;
  call(person: Person): ReturnType<Person['get']>;
  /** One status per role; `[]` is a list in which nothing is. */
  allowAll: string;
  /** Reading is allowed, everything else to owners alone. */
  conditional: string;
  denyAll: Denied;
  /** By the owner, so that there is something to do. */
  before?(owner: Person): PromiseLike<unknown>;
}

describe('every route for every role', () => {
  let portal: Portal;
  let planId = '';
  let deploymentId = '';
  let revision = '';
  let podUid = '';
  let count = 0;
  const unique = () => `n${(count += 1)}`;
  let store: Store;
  /** Somebody else's hand, as a look would find it. */
  const plantDrift = async () => {
    const guarded = await store.environments.listOfType('guarded');
    const environment = guarded.find(({ name }) => name === 'stage');
    if (!environment) throw new Error('There is no stage');
    await store.drift.replaceFindings(
      environment.id,
      [
        {
          ref: { apiVersion: 'v1', kind: 'Service', name: 'web' },
          owner: 'workload#web',
          change: 'gone',
          path: '',
          secret: false,
          managers: [],
        },
      ],
      1,
    );
  };

  const reading = (
    route: string,
    path: () => string,
    denyAll: Denied = '404',
  ): Row => ({
    route: `GET ${route}`,
    call: person => person.get(path()),
    allowAll: `401 ${denyAll} 200 200 200 200 200 200`,
    conditional: `401 ${denyAll} 200 200 200 200 200 200`,
    denyAll,
  });
  const askForPreview = (person: Person) =>
    person.put(`${APPLICATION}/previews/pr-1`, { base: 'stage' });
  const A = '/applications/{application}';
  const E = `${A}/environments/{environment}`;

  const rows: Row[] = [
    reading('/applications', () => '/applications?search=tiny', '[]'),
    // Here not everyone may read what Tutti has: nothing is for the catalog to show.
    {
      route: 'GET /listings',
      call: person => person.get('/listings'),
      allowAll: '401 [] [] [] [] [] [] []',
      conditional: '401 [] [] [] [] [] [] []',
      denyAll: '[]',
    },
    {
      route: 'GET /listings/{application}',
      call: person => person.get('/listings/tiny'),
      allowAll: '401 404 404 404 404 404 404 404',
      conditional: '401 404 404 404 404 404 404 404',
      denyAll: '404',
    },
    {
      route: 'POST /applications',
      call: person => person.post('/applications', { name: unique() }),
      allowAll: '401 403 403 403 403 201 201 403',
      conditional: '401 403 403 403 403 201 201 403',
      denyAll: '403',
    },
    reading(
      '/applications/by-entity',
      () => '/applications/by-entity?entityRef=system:default/tiny',
    ),
    reading(A, () => APPLICATION),
    reading(`${A}/why`, () => `${APPLICATION}/why?verb=update`),
    reading(`${A}/access`, () => `${APPLICATION}/access`),
    {
      route: `PUT ${A}/owner`,
      call: person =>
        person.put(`${APPLICATION}/owner`, {
          owner: 'group:default/storefront',
        }),
      allowAll: '401 404 403 403 403 200 200 403',
      conditional: '401 404 403 403 403 200 403 403',
      denyAll: '404',
    },
    {
      route: `PUT ${A}/settings`,
      call: person => person.put(`${APPLICATION}/settings`, { offers: {} }),
      allowAll: '401 404 403 403 403 200 403 403',
      conditional: '401 404 403 403 403 200 403 403',
      denyAll: '404',
    },
    {
      route: `DELETE ${A}`,
      call: person => person.delete(APPLICATION),
      allowAll: '401 404 403 403 403 409 403 403',
      conditional: '401 404 403 403 403 409 403 403',
      denyAll: '404',
    },
    reading(`${A}/workloads/{workload}`, () => `${APPLICATION}/workloads/web`),
    {
      route: `PUT ${A}/workloads/{workload}`,
      call: person =>
        person.put(`${APPLICATION}/workloads/web`, { score: SCORE('web') }),
      allowAll: '401 404 403 403 403 200 403 403',
      conditional: '401 404 403 403 403 200 403 403',
      denyAll: '404',
    },
    {
      route: `POST ${A}/workloads/{workload}/check`,
      call: person =>
        person.post(`${APPLICATION}/workloads/web/check`, {
          score: SCORE('web'),
        }),
      allowAll: '401 404 200 200 200 200 200 200',
      conditional: '401 404 200 200 200 200 200 200',
      denyAll: '404',
    },
    reading(`${A}/offers`, () => `${APPLICATION}/offers`),
    reading(`${A}/promotions`, () => `${APPLICATION}/promotions`),
    reading(
      `${A}/promotions/outlook`,
      () => `${APPLICATION}/promotions/outlook?from=stage&type=following`,
    ),
    {
      route: `POST ${A}/promotions`,
      // One is on its way there, or all have it.
      before: owner =>
        owner.post(`${APPLICATION}/promotions`, {
          from: 'stage',
          type: 'following',
        }),
      call: person =>
        person.post(`${APPLICATION}/promotions`, {
          from: 'stage',
          type: 'following',
        }),
      allowAll: '401 404 403 409 403 409 403 409',
      conditional: '401 404 403 403 403 409 403 409',
      denyAll: '404',
    },
    {
      // There is none of this id.
      route: `POST ${A}/promotions/{round}/stop`,
      call: person => person.post(`${APPLICATION}/promotions/nothing/stop`),
      allowAll: '401 404 404 404 404 404 404 404',
      conditional: '401 404 404 404 404 404 404 404',
      denyAll: '404',
    },
    {
      // Its text is kept here: there is no repository to look at.
      route: `POST ${A}/workloads/{workload}/refresh`,
      call: person => person.post(`${APPLICATION}/workloads/web/refresh`),
      allowAll: '401 404 403 403 403 409 403 403',
      conditional: '401 404 403 403 403 409 403 403',
      denyAll: '404',
    },
    reading(
      `${A}/workloads/{workload}/versions`,
      () => `${APPLICATION}/workloads/web/versions`,
    ),
    reading(
      `${A}/workloads/{workload}/versions/{version}`,
      () => `${APPLICATION}/workloads/web/versions/1`,
    ),
    {
      route: `POST ${A}/workloads/{workload}/versions/{version}/restore`,
      call: person =>
        person.post(`${APPLICATION}/workloads/web/versions/1/restore`),
      allowAll: '401 404 403 403 403 200 403 403',
      conditional: '401 404 403 403 403 200 403 403',
      denyAll: '404',
    },
    {
      route: `DELETE ${A}/workloads/{workload}`,
      before: owner =>
        owner.put(`${APPLICATION}/workloads/extra`, { score: SCORE('extra') }),
      call: person => person.delete(`${APPLICATION}/workloads/extra`),
      allowAll: '401 404 403 403 403 204 403 403',
      conditional: '401 404 403 403 403 204 403 403',
      denyAll: '404',
    },
    {
      route: `POST ${A}/environments`,
      call: person =>
        person.post(`${APPLICATION}/environments`, {
          name: unique(),
          type: 'guarded',
        }),
      allowAll: '401 404 403 403 403 403 201 403',
      conditional: '401 404 403 403 403 403 403 403',
      denyAll: '404',
    },
    reading(E, () => ENVIRONMENT),
    {
      route: `DELETE ${E}`,
      call: person => person.delete(ENVIRONMENT),
      allowAll: '401 404 403 403 403 409 403 403',
      conditional: '401 404 403 403 403 409 403 403',
      denyAll: '404',
    },
    reading(`${A}/previews`, () => `${APPLICATION}/previews`),
    ...['', '/comment'].map(what => ({
      ...reading(
        `${A}/previews/{key}${what}`,
        () => `${APPLICATION}/previews/pr-1${what}`,
      ),
      before: askForPreview,
    })),
    {
      route: `PUT ${A}/previews/{key}`,
      before: askForPreview,
      call: askForPreview,
      allowAll: '401 404 403 403 403 200 403 200',
      conditional: '401 404 403 403 403 200 403 200',
      denyAll: '404',
    },
    {
      // One that is not there is closed, for those who may close what has its name.
      route: `DELETE ${A}/previews/{key}`,
      call: person => person.delete(`${APPLICATION}/previews/stage`),
      allowAll: '401 404 403 403 403 204 403 403',
      conditional: '401 404 403 403 403 204 403 403',
      denyAll: '404',
    },
    {
      route: `POST ${E}/plans`,
      call: person => person.post(`${ENVIRONMENT}/plans`, { destroy: true }),
      allowAll: '401 404 403 403 403 201 403 403',
      conditional: '401 404 403 403 403 201 403 403',
      denyAll: '404',
    },
    reading(`${E}/why`, () => `${ENVIRONMENT}/why?verb=deploy`),
    reading(`${E}/runtime`, () => `${ENVIRONMENT}/runtime`),
    reading(`${E}/runtime/objects`, () => `${ENVIRONMENT}/runtime/objects`),
    {
      ...reading(`${E}/runtime/follow`, () => `${ENVIRONMENT}/runtime/follow`),
      call: person => beginningOf(person.get(`${ENVIRONMENT}/runtime/follow`)),
    },
    reading(
      `${E}/runtime/objects/{uid}`,
      () => `${ENVIRONMENT}/runtime/objects/${podUid}`,
    ),
    reading(
      `${E}/runtime/objects/{uid}/lineage`,
      () => `${ENVIRONMENT}/runtime/objects/${podUid}/lineage`,
    ),
    ...(
      [
        ['events', () => 'events'],
        ['objects/{uid}/log', () => `objects/${podUid}/log?container=main`],
        [
          'objects/{uid}/log/follow',
          () => `objects/${podUid}/log/follow?container=main`,
        ],
      ] as const
    ).map(
      ([what, path]): Row => ({
        route: `GET ${E}/runtime/${what}`,
        call: person =>
          beginningOf(person.get(`${ENVIRONMENT}/runtime/${path()}`)),
        allowAll: '401 404 403 403 403 200 403 403',
        conditional: '401 404 403 403 403 200 403 403',
        denyAll: '404',
      }),
    ),
    {
      // The type gives it to nobody, and terminals are switched off.
      route: `POST ${E}/runtime/objects/{uid}/exec`,
      call: person =>
        person.post(`${ENVIRONMENT}/runtime/objects/${podUid}/exec`, {
          container: 'main',
        }),
      allowAll: '401 404 403 403 403 403 403 403',
      conditional: '401 404 403 403 403 403 403 403',
      denyAll: '404',
    },
    {
      route: `POST ${E}/unlock`,
      call: person =>
        person.post(`${ENVIRONMENT}/unlock`, { reason: 'because' }),
      allowAll: '401 404 403 403 403 409 403 403',
      conditional: '401 404 403 403 403 409 403 403',
      denyAll: '404',
    },
    {
      route: `PUT ${E}/hold`,
      call: person => person.put(`${ENVIRONMENT}/hold`, { reason: 'because' }),
      allowAll: '401 404 403 204 403 204 403 403',
      conditional: '401 404 403 403 403 204 403 403',
      denyAll: '404',
    },
    {
      route: `DELETE ${E}/hold`,
      before: owner => owner.put(`${ENVIRONMENT}/hold`, { reason: 'because' }),
      call: person => person.delete(`${ENVIRONMENT}/hold`),
      allowAll: '401 404 403 204 403 204 403 403',
      conditional: '401 404 403 403 403 204 403 403',
      denyAll: '404',
    },
    reading(`${E}/access`, () => `${ENVIRONMENT}/access`),
    reading(`${E}/values`, () => `${ENVIRONMENT}/values`),
    {
      // One that was never set is not there, for those who may look.
      route: `GET ${E}/values/{name}/versions`,
      before: owner => owner.put(`${ENVIRONMENT}/values/V`, { value: 1 }),
      call: person => person.get(`${ENVIRONMENT}/values/V/versions`),
      allowAll: '401 404 200 200 200 200 200 200',
      conditional: '401 404 200 200 200 200 200 200',
      denyAll: '404',
    },
    {
      route: `POST ${E}/values/{name}/restore`,
      before: owner => owner.put(`${ENVIRONMENT}/values/V`, { value: 1 }),
      call: person =>
        person.post(`${ENVIRONMENT}/values/V/restore`, {
          scope: 'environment',
          version: 1,
          secret: false,
        }),
      allowAll: '401 404 403 403 403 204 403 403',
      conditional: '401 404 403 403 403 204 403 403',
      denyAll: '404',
    },
    {
      // Any secret that there is not: those who may write some learn that there is none.
      route: `POST ${E}/values/{name}/purge`,
      call: person =>
        person.post(`${ENVIRONMENT}/values/NEVER/purge`, {
          scope: 'environment',
        }),
      allowAll: '401 404 403 403 403 404 403 403',
      conditional: '401 404 403 403 403 404 403 403',
      denyAll: '404',
    },
    {
      route: `PUT ${E}/values/{name}`,
      call: person => person.put(`${ENVIRONMENT}/values/A`, { value: 1 }),
      allowAll: '401 404 403 403 403 204 403 403',
      conditional: '401 404 403 403 403 204 403 403',
      denyAll: '404',
    },
    {
      route: `PUT ${E}/values/{name}`,
      call: person =>
        person.put(`${ENVIRONMENT}/values/S`, { value: 'x', secret: true }),
      allowAll: '401 404 403 403 403 204 403 403',
      conditional: '401 404 403 403 403 204 403 403',
      denyAll: '404',
    },
    {
      route: `DELETE ${E}/values/{name}`,
      before: owner => owner.put(`${ENVIRONMENT}/values/B`, { value: 1 }),
      call: person => person.delete(`${ENVIRONMENT}/values/B`),
      allowAll: '401 404 403 403 403 204 403 403',
      conditional: '401 404 403 403 403 204 403 403',
      denyAll: '404',
    },
    {
      route: `POST ${E}/plans`,
      call: person => person.post(`${ENVIRONMENT}/plans`),
      allowAll: '401 404 403 201 403 201 403 201',
      conditional: '401 404 403 403 403 201 403 201',
      denyAll: '404',
    },
    {
      route: `POST ${E}/impact`,
      call: person =>
        person.post(`${ENVIRONMENT}/impact`, { scores: { web: null } }),
      allowAll: '401 404 200 200 200 200 200 200',
      conditional: '401 404 200 200 200 200 200 200',
      denyAll: '404',
    },
    reading('/plans/{id}', () => `/plans/${planId}`),
    reading('/plans/{id}/steps', () => `/plans/${planId}/steps`),
    reading('/deployments', () => '/deployments', '[]'),
    {
      // Nothing of its workload takes an image, for those who may tell one.
      route: 'POST /builds',
      call: person =>
        person.post('/builds', {
          application: 'tiny',
          workload: 'web',
          image: `registry.example.com/tiny/web@sha256:${'0'.repeat(64)}`,
          commit: '0'.repeat(40),
          ref: 'refs/heads/main',
          repository: 'https://github.com/acme/tiny',
        }),
      allowAll: '401 404 403 403 403 400 403 403',
      conditional: '401 404 403 403 403 400 403 403',
      denyAll: '404',
    },
    reading('/builds', () => '/builds', '[]'),
    reading('/builds/{id}', () => '/builds/told'),
    reading('/versions', () => '/versions', '[]'),
    reading('/waiting', () => '/waiting', '[]'),
    { ...reading('/drift', () => '/drift', '[]'), before: plantDrift },
    {
      ...reading('/drift/findings', () => '/drift/findings', '[]'),
      before: plantDrift,
    },
    {
      // What there is not, nobody decides about; what there is, is decided place by place.
      route: 'POST /drift/decisions',
      call: person =>
        person.post('/drift/decisions', { how: 'repair', findings: ['none'] }),
      allowAll: '401 404 404 404 404 404 404 404',
      conditional: '401 404 404 404 404 404 404 404',
      denyAll: '404',
    },
    reading(`${E}/drift`, () => `${ENVIRONMENT}/drift`),
    {
      route: `POST ${E}/drift`,
      call: person => person.post(`${ENVIRONMENT}/drift`),
      allowAll: '401 404 403 403 403 200 403 403',
      conditional: '401 404 403 403 403 200 403 403',
      denyAll: '404',
    },
    {
      // Nothing was decided under that id, for those who may end it.
      route: `DELETE ${E}/drift/rulings/{ruling}`,
      call: person => person.delete(`${ENVIRONMENT}/drift/rulings/none`),
      allowAll: '401 404 403 403 403 404 403 403',
      conditional: '401 404 403 403 403 404 403 403',
      denyAll: '404',
    },
    reading(
      '/compare',
      () =>
        `/compare?left=deployment:${deploymentId}&right=environment:tiny/stage`,
    ),
    {
      route: 'POST /deployments',
      call: person => person.post('/deployments', { planId }),
      allowAll: '401 404 403 409 403 409 403 409',
      conditional: '401 404 403 403 403 409 403 409',
      denyAll: '404',
    },
    reading('/deployments/{id}', () => `/deployments/${deploymentId}`),
    reading(
      '/deployments/{id}/steps',
      () => `/deployments/${deploymentId}/steps`,
    ),
    {
      route: 'POST /deployments/{id}/cancel',
      call: person => person.post(`/deployments/${deploymentId}/cancel`),
      allowAll: '401 404 403 403 403 409 403 403',
      conditional: '401 404 403 403 403 409 403 403',
      denyAll: '404',
    },
    {
      // A change that is planned when its turn has come.
      route: 'POST /deployments',
      call: person =>
        person.post('/deployments', {
          application: 'tiny',
          environment: 'stage',
          input: {},
        }),
      allowAll: '401 404 403 201 403 201 403 201',
      conditional: '401 404 403 403 403 201 403 201',
      denyAll: '404',
    },
    {
      // It has ended: whoever may decide hears so.
      route: 'POST /deployments/{id}/approvals',
      call: person =>
        person.post(`/deployments/${deploymentId}/approvals`, {
          decision: 'approve',
        }),
      allowAll: '401 404 403 403 409 403 403 403',
      conditional: '401 404 403 403 403 403 403 403',
      denyAll: '404',
    },
    {
      // It has ended: whoever may set one hears so.
      route: 'PUT /deployments/{id}/gates/{key}',
      call: person =>
        person.put(`/deployments/${deploymentId}/gates/smoke`, {
          status: 'passed',
        }),
      allowAll: '401 404 403 403 403 409 403 403',
      conditional: '401 404 403 403 403 409 403 403',
      denyAll: '404',
    },
    {
      route: 'POST /deployments/{id}/override',
      call: person =>
        person.post(`/deployments/${deploymentId}/override`, {
          reason: 'because',
        }),
      allowAll: '401 404 403 403 403 403 403 403',
      conditional: '401 404 403 403 403 403 403 403',
      denyAll: '404',
    },
    reading('/events', () => `/events?deployment=${deploymentId}`),
    reading('/events', () => '/events', '[]'),
    reading('/resources', () => '/resources?application=tiny'),
    {
      route: 'GET /platform',
      call: person => person.get('/platform'),
      allowAll: '401 200 200 200 200 200 200 200',
      conditional: '401 200 200 200 200 200 200 200',
      denyAll: '403',
    },
    {
      route: 'GET /platform/offers',
      call: person => person.get('/platform/offers'),
      allowAll: '401 200 200 200 200 200 200 200',
      conditional: '401 200 200 200 200 200 200 200',
      denyAll: '403',
    },
    {
      route: 'POST /platform/explain',
      call: person =>
        person.post('/platform/explain', {
          type: 'postgres',
          application: 'tiny',
          environment: 'stage',
        }),
      allowAll: '401 404 200 200 200 200 200 200',
      conditional: '401 404 200 200 200 200 200 200',
      denyAll: '404',
    },
    {
      route: 'GET /clusters',
      call: person => person.get('/clusters'),
      allowAll: '401 200 200 200 200 200 200 200',
      conditional: '401 200 200 200 200 200 200 200',
      denyAll: '403',
    },
    {
      route: 'GET /clusters/{cluster}/check',
      call: person => person.get('/clusters/sandbox/check'),
      allowAll: '401 403 403 403 403 403 200 403',
      conditional: '401 403 403 403 403 403 200 403',
      denyAll: '403',
    },
    {
      route: 'POST /platform/modules/inspect',
      // No driver here reads modules: who may is told so.
      call: person =>
        person.post('/platform/modules/inspect', { source: './database' }),
      allowAll: '401 403 403 403 403 403 400 403',
      conditional: '401 403 403 403 403 403 400 403',
      denyAll: '403',
    },
    {
      route: 'GET /platform/usage',
      call: person => person.get('/platform/usage'),
      allowAll: '401 200 200 200 200 200 200 200',
      conditional: '401 200 200 200 200 200 200 200',
      denyAll: '403',
    },
    {
      route: 'GET /platform/revisions',
      call: person => person.get('/platform/revisions'),
      allowAll: '401 200 200 200 200 200 200 200',
      conditional: '401 200 200 200 200 200 200 200',
      denyAll: '403',
    },
    {
      route: 'GET /platform/revisions/{revision}',
      call: person => person.get(`/platform/revisions/${revision}`),
      allowAll: '401 200 200 200 200 200 200 200',
      conditional: '401 200 200 200 200 200 200 200',
      denyAll: '403',
    },
    {
      route: 'GET /platform/revisions/{revision}/blast-radius',
      call: person =>
        person.get(`/platform/revisions/${revision}/blast-radius`),
      allowAll: '401 200 200 200 200 200 200 200',
      conditional: '401 200 200 200 200 200 200 200',
      denyAll: '403',
    },
    // It serves already.
    {
      route: 'POST /platform/revisions/{revision}/accept',
      call: person =>
        person.post(`/platform/revisions/${revision}/accept`, {
          expected: revision,
        }),
      allowAll: '401 403 403 403 403 403 409 403',
      conditional: '401 403 403 403 403 403 409 403',
      denyAll: '403',
    },
    // Owners read what concerns their own.
    {
      route: 'GET /audit',
      call: person => person.get('/audit'),
      allowAll: '401 [] [] [] [] 200 200 []',
      conditional: '401 [] [] [] [] 200 200 []',
      denyAll: '403',
    },
    {
      route: 'GET /audit/export',
      call: person => person.get('/audit/export'),
      allowAll: '401 200 200 200 200 200 200 200',
      conditional: '401 200 200 200 200 200 200 200',
      denyAll: '403',
    },
    {
      route: 'GET /webhooks',
      call: person => person.get('/webhooks'),
      allowAll: '401 403 403 403 403 403 200 403',
      conditional: '401 403 403 403 403 403 200 403',
      denyAll: '403',
    },
    {
      route: 'GET /webhooks/{webhook}/deliveries',
      call: person => person.get('/webhooks/chat/deliveries'),
      allowAll: '401 403 403 403 403 403 200 403',
      conditional: '401 403 403 403 403 403 200 403',
      denyAll: '403',
    },
    {
      // It was sent nothing yet, for those who may.
      route: 'POST /webhooks/{webhook}/deliveries/{id}/resend',
      call: person => person.post('/webhooks/chat/deliveries/none/resend'),
      allowAll: '401 403 403 403 403 403 404 403',
      conditional: '401 403 403 403 403 403 404 403',
      denyAll: '403',
    },
    {
      route: 'POST /webhooks/{webhook}/resend',
      call: person => person.post('/webhooks/chat/resend'),
      allowAll: '401 403 403 403 403 403 200 403',
      conditional: '401 403 403 403 403 403 200 403',
      denyAll: '403',
    },
    {
      route: 'POST /platform/refresh',
      call: person => person.post('/platform/refresh'),
      allowAll: '401 403 403 403 403 403 200 403',
      conditional: '401 403 403 403 403 403 200 403',
      denyAll: '403',
    },
  ];

  const policies: Record<string, Policy | undefined> = {
    'a policy that allows everything': () => undefined,
    'no policy': undefined,
    'a policy that denies everything': () => ({ result: AuthorizeResult.DENY }),
    'a policy with conditions': (permission, user) => {
      if (
        /\.read$|^tutti\.application\.create$|^tutti\.(platform|webhook)\./.test(
          permission,
        )
      ) {
        return undefined;
      }
      const claims = [
        user,
        ...(user === MARIA ? ['group:default/storefront'] : []),
      ];
      const onApplication =
        /^tutti\.(application\.|build\.|environment\.create)/.test(permission);
      return {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'tutti',
        resourceType: onApplication ? 'tutti-application' : 'tutti-environment',
        conditions: onApplication
          ? tuttiApplicationConditions.isOwner({ claims })
          : tuttiEnvironmentConditions.isOwner({ claims }),
      };
    },
  };

  const expected = (policy: string, row: Row): string[] => {
    switch (policy) {
      case 'a policy with conditions':
        return row.conditional.split(' ');
      case 'a policy that denies everything':
        // Policies are about people: what a machine may do, its mandate says.
        return row.allowAll
          .split(' ')
          .map((status, index) =>
            ['no token', 'automation'].includes(ROLES[index])
              ? status
              : row.denyAll,
          );
      default:
        return row.allowAll.split(' ');
    }
  };

  const as = (role: Role): Person => {
    switch (role) {
      case 'no token':
        return portal.asNobody();
      case 'automation':
        return portal.asService('ci');
      case 'stranger':
        return portal.as(EVE);
      case 'viewer':
        return portal.as(VIEWER);
      case 'deployer':
        return portal.as(DEPLOYER);
      case 'approver':
        return portal.as(APPROVER);
      case 'owner':
        return portal.as(MARIA);
      default:
        return portal.as(ENGINEER);
    }
  };

  beforeAll(async () => {
    const { knex, store: opened } = await openTestStore(databases, 'SQLITE_3');
    store = opened;
    portal = await startPortal({
      knex,
      files: { 'guarded.yaml': GUARDED },
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'System',
          metadata: { name: 'tiny' },
          spec: { owner: 'storefront' },
        },
      ],
      config: {
        access: {
          read: ['owner', VIEWER, DEPLOYER, APPROVER, ENGINEER],
          create: [MARIA, ENGINEER],
          assign: [ENGINEER],
          acceptPlatform: [ENGINEER],
          audit: [ENGINEER],
          webhooks: [ENGINEER],
        },
        webhooks: [
          {
            name: 'chat',
            url: 'https://chat.example.invalid/in',
            secret: 'a-secret-of-the-hook',
            events: ['deployment.stale'],
          },
        ],
        automation: [
          {
            subject: 'ci',
            applications: ['tiny'],
            environmentTypes: ['guarded', 'following', 'passing'],
            verbs: ['deploy'],
          },
        ],
      },
    });
    const owner = portal.as(MARIA);
    await owner
      .post('/applications', { name: 'tiny', entityRef: 'system:default/tiny' })
      .expect(201);
    await owner
      .put(`${APPLICATION}/workloads/web`, { score: SCORE('web') })
      .expect(200);
    const { body: tiny } = await owner
      .put(`${APPLICATION}/settings`, {
        repositories: [{ url: 'https://github.com/acme/tiny' }],
      })
      .expect(200);
    await store.builds.add({
      id: 'told',
      applicationId: tiny.id,
      workload: 'web',
      container: 'main',
      image: 'registry.example.com/tiny/web:1',
      commit: '1'.repeat(40),
      ref: 'refs/heads/main',
      repository: 'https://github.com/acme/tiny',
      toldAt: 1,
      toldBy: 'ci',
      outcomes: [],
    });
    await portal
      .as(ENGINEER)
      .post(`${APPLICATION}/environments`, { name: 'stage', type: 'guarded' })
      .expect(201);
    await portal
      .as(ENGINEER)
      .post(`${APPLICATION}/environments`, { name: 'next', type: 'following' })
      .expect(201);
    const { body: plan } = await owner.post(`${ENVIRONMENT}/plans`).expect(201);
    planId = plan.id;
    const { body } = await owner.post('/deployments', { planId }).expect(201);
    deploymentId = body.id;
    await portal.ended(deploymentId);
    revision = (await owner.get('/platform').expect(200)).body.revision;
    const { body: runs } = await owner
      .get(`${ENVIRONMENT}/runtime/objects?search=pod`)
      .expect(200);
    podUid = runs.items.at(-1).uid;
  });

  afterAll(async () => {
    await portal?.stop();
  });

  it('has a row, and a row has as many cells as there are roles', async () => {
    const { paths }: { paths: Record<string, object> } = await (
      await fetch(`${portal.address}/api/tutti/openapi.json`)
    ).json();
    const served = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(
        method => `${method.toUpperCase()} ${path.replace('/v1', '')}`,
      ),
    );
    expect([...new Set(rows.map(({ route }) => route))].sort()).toEqual(
      served.sort(),
    );
    for (const { allowAll, conditional } of rows) {
      expect(allowAll.split(' ')).toHaveLength(ROLES.length);
      expect(conditional.split(' ')).toHaveLength(ROLES.length);
    }
  });

  describe.each(Object.keys(policies))('under %s', policy => {
    it.each(rows.map(row => [row.route, row] as const))(
      '%s',
      async (_, row) => {
        const answers: string[] = [];
        const refusals: string[] = [];
        for (const role of ROLES) {
          portal.setPolicy(() => undefined);
          await row.before?.(portal.as(MARIA));
          portal.setPolicy(policies[policy]);
          const { status, body } = await row.call(as(role));
          const list = body?.items ?? body?.events;
          answers.push(
            row.allowAll.includes('[]') && list?.length === 0
              ? '[]'
              : `${status}`,
          );
          if (status === 403) {
            refusals.push(body.error.message);
          }
        }
        expect(answers).toEqual(expected(policy, row));
        // Who is refused is told by which permission or line.
        expect(refusals.filter(message => !message.includes('tutti.'))).toEqual(
          [],
        );
      },
    );
  });

  it.each([
    ['viewer', 'update', false, 'tutti.access.update'],
    ['owner', 'update', true, 'tutti.access.update'],
    ['owner', 'assign', false, 'tutti.access.assign'],
    ['engineer', 'assign', true, 'tutti.access.assign'],
    ['automation', 'update', false, 'tutti.automation'],
  ] as const)('says why: %s to %s: %s', async (role, verb, allowed, line) => {
    portal.setPolicy(() => undefined);
    const { body } = await as(role)
      .get(`${APPLICATION}/why?verb=${verb}`)
      .expect(200);
    expect(body).toMatchObject({
      verb,
      allowed,
      decidedBy: 'access',
      access: { line, granted: allowed },
    });
  });

  it('says which rule of a policy decided, and who may by the line', async () => {
    portal.setPolicy(policies['a policy with conditions']);
    const { body } = await as('deployer')
      .get(`${ENVIRONMENT}/why?verb=deploy`)
      .expect(200);
    expect(body).toMatchObject({
      allowed: false,
      decidedBy: 'permission',
      permission: {
        name: 'tutti.deployment.create',
        granted: false,
        rules: [{ rule: 'IS_OWNER', holds: false }],
      },
      access: { line: 'access.deploy of Guarded', granted: true },
      who: ['group:default/storefront', DEPLOYER],
    });
    expect(body.reason).toContain('IS_OWNER does not hold');
  });
});
