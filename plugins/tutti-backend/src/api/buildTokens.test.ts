import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { Build, FINAL_STATUSES, NewBuild } from '@tutti/plugin-tutti-common';
import {
  buildOf,
  commitOf,
  CONTINUOUS,
  deployByHand,
  imageOf,
  MAIN,
  makeTill,
  REPOSITORY,
} from '../__testUtils__/continuous';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { Portal, startPortal } from '../__testUtils__/portal';
import { startTokenIssuer, TokenIssuer } from '../__testUtils__/tokenIssuer';
import { Store } from '../store';

jest.setTimeout(240_000);

const databases = testDatabases();

const GITHUB = 'https://token.actions.githubusercontent.com';
const GITLAB = 'https://gitlab.example.com';

describe('tokens of a CI, verified by the real auth service', () => {
  let issuer: TokenIssuer;
  let portal: Portal;
  let store: Store;
  /** What the auditor was told. */
  const audit: { eventId: string; outcome: string; meta?: object }[] = [];
  let number = 0;
  const next = () => (number += 1);

  const auditor = createServiceFactory({
    service: coreServices.auditor,
    deps: {},
    factory: () => ({
      async createEvent({ eventId, meta }) {
        const told = (outcome: string) => async () => {
          audit.push({ eventId, outcome, ...(meta && { meta }) });
        };
        return { success: told('success'), fail: told('fail') };
      },
    }),
  });

  const github = (commit: string, more: Record<string, unknown> = {}) => ({
    iss: GITHUB,
    aud: 'tutti',
    sub: `repo:acme/till:ref:${MAIN}`,
    repository: 'acme/till',
    sha: commit,
    ref: MAIN,
    ...more,
  });

  beforeAll(async () => {
    issuer = await startTokenIssuer();
    const opened = await openTestStore(databases, 'SQLITE_3');
    store = opened.store;
    const before = await startPortal({ knex: opened.knex, files: CONTINUOUS });
    await makeTill(before);
    await deployByHand(before);
    await makeTill(before, 'bank');
    const { sealing } = Object(before.config.tutti);
    await before.stop();
    const access = (iss: string, subjectPrefix: string) => ({
      type: 'jwks',
      options: {
        url: issuer.url,
        issuer: iss,
        algorithm: 'ES256',
        audience: 'tutti',
        subjectPrefix,
      },
      accessRestrictions: [
        {
          plugin: 'tutti',
          permission: [
            'tutti.application.read',
            'tutti.environment.read',
            'tutti.build.create',
          ],
        },
      ],
    });
    const mandate = {
      applications: ['till'],
      environmentTypes: ['continuous'],
    };
    portal = await startPortal({
      knex: opened.knex,
      files: CONTINUOUS,
      token: issuer.token(github(commitOf(0))),
      features: [authServiceFactory, httpAuthServiceFactory, auditor],
      settings: {
        backend: {
          auth: {
            externalAccess: [
              access(GITHUB, 'github'),
              access(GITLAB, 'gitlab'),
            ],
          },
        },
      },
      config: {
        sealing,
        automation: [
          {
            ...mandate,
            subject: 'external:github:*',
            claims: { repository: 'acme/till', ref: 'refs/heads/*' },
            verbs: ['build'],
          },
          {
            ...mandate,
            subject: 'external:gitlab:project_path:acme/till:*',
            verbs: ['build'],
          },
        ],
      },
    });
  });

  afterAll(async () => {
    await portal?.stop();
    await issuer?.stop();
  });

  const tell = (token: string, build: NewBuild) =>
    portal.withToken(token).post('/builds', build);

  it('tell builds of their own job, without a secret', async () => {
    const build = buildOf('web', next());
    const token = issuer.token(github(build.commit));
    const { body } = await tell(token, build).expect(201);
    const told: Build = body;
    expect(told).toMatchObject({
      by: `external:github:repo:acme/till:ref:${MAIN}`,
      outcomes: [{ environment: 'main', deployment: { number: 2 } }],
    });
    const ended = async (): Promise<string> => {
      const look = await portal
        .withToken(token)
        .get(`/builds/${told.id}`)
        .expect(200);
      const { status } = look.body.outcomes[0].deployment;
      if (FINAL_STATUSES.includes(status)) return status;
      await new Promise(resolve => setTimeout(resolve, 50));
      return ended();
    };
    expect(await ended()).toBe('succeeded');
    expect(audit).toContainEqual({
      eventId: 'builds-create',
      outcome: 'success',
      meta: expect.objectContaining({ by: told.by, action: 'POST /builds' }),
    });
  });

  it('of GitLab count by their subject alone', async () => {
    const build = buildOf('api', next(), {
      repository: `${GITLAB}/acme/till`,
    });
    const application = await store.applications.findByName('till');
    await store.applications.updateRepositories(application?.id ?? '', [
      { url: REPOSITORY },
      { url: `${GITLAB}/acme/till` },
    ]);
    const claims = {
      iss: GITLAB,
      aud: 'tutti',
      sub: 'project_path:acme/till:ref_type:branch:ref:main',
      project_path: 'acme/till',
      sha: build.commit,
      ref: 'main',
      ref_type: 'branch',
    };
    await tell(issuer.token(claims), build).expect(201);
    const { body } = await tell(
      issuer.token({ ...claims, ref_type: 'tag' }),
      buildOf('api', number, { ...build, image: imageOf('api', 800) }),
    ).expect(403);
    expect(body.error.message).toContain('refs/tags/main');
  });

  it('told again tell the same build, and nothing else', async () => {
    const build = buildOf('web', next());
    const token = issuer.token(github(build.commit));
    const first = await tell(token, build).expect(201);
    const again = await tell(token, build).expect(201);
    expect(again.body).toMatchObject({ id: first.body.id, repeated: true });
    const other = await tell(token, {
      ...build,
      image: imageOf('web', 666),
    }).expect(403);
    expect(other.body.error.message).toContain('tells no other image');
    // The other workload of the same job is another matter.
    await tell(token, buildOf('api', number)).expect(201);
  });

  const COMMIT = commitOf(700);
  const now = () => Math.floor(Date.now() / 1000);
  const bent = (token: string) => {
    const [head, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const other = Buffer.from(
      JSON.stringify({ ...claims, sub: 'repo:acme/till:ref:refs/heads/x' }),
    ).toString('base64url');
    return [head, other, signature].join('.');
  };
  const unsigned = (token: string) => {
    const head = Buffer.from('{"alg":"none"}').toString('base64url');
    return `${head}.${token.split('.')[1]}.`;
  };

  it.each<[string, () => string]>([
    ['of another key', () => issuer.forged(github(COMMIT))],
    ['changed on the way', () => bent(issuer.token(github(COMMIT)))],
    ['without a signature', () => unsigned(issuer.token(github(COMMIT)))],
    ['expired', () => issuer.token(github(COMMIT, { exp: now() - 60 }))],
    ['not valid yet', () => issuer.token(github(COMMIT, { nbf: now() + 600 }))],
    ['for others', () => issuer.token(github(COMMIT, { aud: 'sts' }))],
    [
      'of an unknown issuer',
      () => issuer.token(github(COMMIT, { iss: 'https://evil.example' })),
    ],
    ['of no subject', () => issuer.token(github(COMMIT, { sub: undefined }))],
  ])('%s are none', async (_what, token) => {
    await tell(token(), buildOf('web', 700)).expect(401);
    const application = await store.applications.findByName('till');
    const stored = await store.builds.page({
      applicationIds: [application?.id ?? ''],
      commit: COMMIT,
      limit: 1,
    });
    expect(stored).toEqual([]);
  });

  it.each<[string, object, Partial<NewBuild>, number, string]>([
    [
      'of another repository',
      { repository: 'acme/bank', sub: 'repo:acme/bank:ref:refs/heads/main' },
      {},
      404,
      "no application 'till'",
    ],
    [
      'of a tag, where branches were allowed',
      { ref: 'refs/tags/v1' },
      { ref: 'refs/tags/v1' },
      404,
      "no application 'till'",
    ],
    [
      'that name another repository',
      {},
      { repository: 'https://github.com/acme/bank' },
      403,
      'the token is of acme/till',
    ],
    [
      'that name another commit',
      { sha: commitOf(701) },
      {},
      403,
      `the token is of a job for ${commitOf(701)}`,
    ],
    [
      'that name another ref',
      {},
      { ref: 'refs/heads/other' },
      403,
      `the token is of a job for ${MAIN}`,
    ],
    [
      'for another application',
      {},
      { application: 'bank' },
      404,
      "no application 'bank'",
    ],
  ])('%s are refused, and that is told', async (...row) => {
    const [, claims, more, status, words] = row;
    audit.length = 0;
    const { body } = await tell(
      issuer.token(github(COMMIT, { ...claims })),
      buildOf('web', 700, more),
    ).expect(status);
    expect(body.error.message).toContain(words);
    expect(audit).toEqual([
      {
        eventId: 'builds-create',
        outcome: 'fail',
        meta: expect.objectContaining({
          by: expect.stringContaining('external:github:repo:acme/'),
        }),
      },
    ]);
  });

  it('give no right beside what they were given', async () => {
    const who = portal.withToken(issuer.token(github(COMMIT)));
    await who.get('/applications/till').expect(200);
    await who.get('/applications/bank').expect(404);
    await who
      .post('/deployments', {
        application: 'till',
        environment: 'main',
        input: {},
      })
      .expect(403);
    await who
      .put('/applications/till/settings', { repositories: [] })
      .expect(403);
  });
});
