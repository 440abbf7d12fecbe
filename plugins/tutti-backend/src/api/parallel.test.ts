import { randomUUID } from 'node:crypto';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Test } from 'supertest';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(60_000);

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';
const NUL = '\u0000';

describe.each(databases.eachSupportedId())('requests on %s', databaseId => {
  let portal: Portal;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, databaseId);
    portal = await startPortal({ knex });
  });

  afterAll(() => portal?.stop());

  /** Statuses of twenty at once, each once. */
  async function twenty(make: (number: number) => Test): Promise<number[]> {
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, number) => make(number)),
    );
    return [...new Set(answers.map(({ status }) => status))].sort();
  }

  const maria = () => portal.as(MARIA);

  it('at once: a value, a secret, the one and the other', async () => {
    const put = (secret: (number: number) => boolean) =>
      twenty(number =>
        maria().put(`${DEVELOPMENT}/values/LEVEL`, {
          value: `${number}`,
          secret: secret(number),
        }),
      );
    expect(await put(() => false)).toEqual([204]);
    expect(await put(() => true)).toEqual([204]);
    const [mixed] = await put(number => number % 2 === 0);
    expect(mixed).toBeLessThan(500);
  });

  it('at once: the same workload', async () => {
    const score = (number: number) =>
      `apiVersion: score.dev/v1b1\nmetadata: { name: extra }\ncontainers: { main: { image: "example/extra:${number}" } }\n`;
    await maria().post('/applications', { name: 'crowd' });
    const statuses = await twenty(number =>
      maria().put('/applications/crowd/workloads/extra', {
        score: score(number),
      }),
    );
    expect(statuses).toEqual([200]);
  });

  it('at once: applications and environments of one name', async () => {
    const applications = await twenty(() =>
      maria().post('/applications', { name: 'twin' }),
    );
    expect(applications).toEqual([201, 409]);
    const environments = await twenty(() =>
      maria().post('/applications/twin/environments', {
        name: 'dev',
        type: 'development',
      }),
    );
    expect(environments).toEqual([201, 409]);
  });

  it('at once: plans of a release that nobody made before, and a deployment with one key', async () => {
    const plans = await Promise.all(
      Array.from({ length: 20 }, async () =>
        maria().post(`${DEVELOPMENT}/plans`),
      ),
    );
    // One caller has so many plans at once, and no more (tutti.perCaller.plans).
    const made = plans.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(1);
    expect(plans.filter(({ status }) => status === 429)).toHaveLength(
      plans.length - made.length,
    );
    expect(new Set(made.map(({ body }) => body.release.number)).size).toBe(1);
    const key = randomUUID();
    const deployments = await Promise.all(
      Array.from({ length: 20 }, async () =>
        maria()
          .post('/deployments', { planId: made[0].body.id })
          .set('Idempotency-Key', key),
      ),
    );
    expect(deployments.map(({ status }) => status)).toEqual(
      Array(20).fill(201),
    );
    expect(new Set(deployments.map(({ body }) => body.id)).size).toBe(1);
    await portal.ended(deployments[0].body.id);
  });

  it('a key of an odd form is refused, whatever the database takes', async () => {
    for (const key of ['x'.repeat(300), '\u00e4'.repeat(10)]) {
      const { body } = await maria()
        .post('/deployments', { planId: 'nope' })
        .set('Idempotency-Key', key)
        .expect(400);
      expect(body.error.message).toMatch(/^Idempotency-Key: /);
    }
  });

  it('a poll ends when the right does', async () => {
    const { body } = await maria().get('/deployments').expect(200);
    const [{ id }] = body.items;
    const { body: seen } = await maria().get(
      `/events?deployment=${id}&after=0`,
    );
    const began = Date.now();
    const poll = maria()
      .get(`/events?deployment=${id}&after=${seen.last}&wait=20`)
      .then(({ status }) => status);
    await new Promise(resolve => setTimeout(resolve, 300));
    portal.setPolicy(permission =>
      permission === 'tutti.environment.read' ||
      permission === 'tutti.application.read'
        ? { result: AuthorizeResult.DENY }
        : undefined,
    );
    expect(await poll).toBe(404);
    expect(Date.now() - began).toBeLessThan(10_000);
    portal.setPolicy(() => undefined);
  });

  it.each<[string, (person: ReturnType<Portal['as']>) => Test]>([
    ['an application', p => p.get(`/applications/a${encodeURIComponent(NUL)}`)],
    ['an id', p => p.get(`/deployments/a${encodeURIComponent(NUL)}`)],
    ['a filter', p => p.get(`/deployments?application=%00`)],
    ['a cursor', p => p.get(`/deployments?before=${cursor(`1:${NUL}`)}`)],
    ['a name', p => p.post('/applications', { name: 'x', title: `a${NUL}` })],
    ['a plan', p => p.post('/deployments', { planId: NUL })],
    [
      'a value',
      p => p.put(`${DEVELOPMENT}/values/NUL`, { value: { deep: [`a${NUL}`] } }),
    ],
    [
      'a key of a value',
      p => p.put(`${DEVELOPMENT}/values/NUL`, { value: { [NUL]: 1 } }),
    ],
    [
      'a workload',
      p => p.put('/applications/shop/workloads/w', { score: NUL }),
    ],
    [
      'an explanation',
      p =>
        p.post('/platform/explain', {
          application: 'shop',
          environment: 'development',
          type: NUL,
        }),
    ],
  ])('with a NUL in %s: refused', async (_where, ask) => {
    const { status, body } = await ask(maria());
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(JSON.stringify(body)).not.toMatch(/select|insert|invalid byte/i);
  });

  it.each([
    `/deployments?before=${cursor('99999999999999999999:x')}`,
    `/deployments?before=${cursor('9223372036854775808:x')}`,
    '/deployments?before=%F0%9F%92%A9',
    '/events?after=9007199254740993',
    '/events?after=99999999999999999999',
    '/events?after=1e300',
    '/events?after=-1',
    '/deployments?limit=99999999999',
  ])('out of range: %s is no fault of ours', async path => {
    const { status } = await maria().get(path);
    expect(status).toBeLessThan(500);
  });
});

function cursor(text: string): string {
  return Buffer.from(text).toString('base64url');
}
