import http from 'node:http';
import { mockCredentials } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { ask, Answer } from '../__testUtils__/fuzz/ask';
import { Call, callsOf, Known } from '../__testUtils__/fuzz/calls';
import { Operation, readOperations } from '../__testUtils__/fuzz/operations';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

/** `TUTTI_THOROUGH=20` makes twenty times as many calls, and others than usual. */
const thoroughness = Number(process.env.TUTTI_THOROUGH ?? 1);
const CALLS_EACH = 12 * thoroughness;
const SEED = thoroughness > 1 ? Date.now() % 2 ** 31 : 20251129;
/** On a quiet machine 2 s; a busy one may take longer, what hangs takes longer still. */
const PATIENCE_MS = 6_000;
const LARGEST_ANSWER = 4 * 2 ** 20;
const MEMORY = 2 ** 30;

/** Of both databases, their clients and our sources. */
const NOT_FOR_CALLERS =
  /sqlite|postgres:|knex|constraint|duplicate key|syntax error at|invalid input syntax|select [\w"*`]|insert into|violates|node_modules|\.[tj]s:\d+|Maximum call stack/i;

jest.setTimeout(120_000 * Math.max(1, thoroughness));

const databases = testDatabases();

describe.each(databases.eachSupportedId())('any request on %s', databaseId => {
  let portal: Portal;
  let operations: Operation[];
  let known: Known;
  const agent = new http.Agent({ keepAlive: true });

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, databaseId);
    portal = await startPortal({ knex });
    operations = await readOperations(`${portal.address}/api/tutti`);
    known = await thingsOf(portal);
  });

  afterAll(async () => {
    agent.destroy();
    await portal?.stop();
  });

  /** What is wrong with the answer, and with which call. */
  async function judge(call: Call, user: string): Promise<string[]> {
    const told = `${call.method} ${call.path} ${JSON.stringify(call.headers)} ${
      call.body ?? ''
    }`.slice(0, 400);
    const { Authorization = mockCredentials.user.header(user) } = call.headers;
    const answer = await ask(`${portal.address}/api/tutti`, agent, {
      ...call,
      headers: { ...call.headers, Authorization },
    });
    return wrongWith(answer).map(wrong => `${told}: ${wrong}`);
  }

  it('of any shape, to every route, is answered soon, in words for callers and by no 500', async () => {
    const wrong: string[] = [];
    const before = process.memoryUsage().rss;
    for (const operation of operations) {
      const calls = fc.tuple(
        callsOf(operation, known),
        fc.constantFrom(MARIA, MARIA, JON, EVE),
      );
      for (const [call, user] of fc.sample(calls, {
        numRuns: CALLS_EACH,
        seed: SEED,
      })) {
        wrong.push(...(await judge(call, user)));
      }
    }
    expect({ seed: SEED, wrong }).toEqual({ seed: SEED, wrong: [] });
    expect(process.memoryUsage().rss - before).toBeLessThan(MEMORY);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('with a verb that a path does not have is told those that there are', async () => {
    for (const path of new Set(operations.map(each => each.path))) {
      const verbs = operations
        .filter(each => each.path === path)
        .map(each => each.method.toUpperCase());
      const answer = await fetch(
        `${portal.address}/api/tutti${path.replace(/\{\w+\}/g, 'constructor')}`,
        {
          method: 'PATCH',
          headers: { Authorization: mockCredentials.user.header(MARIA) },
        },
      );
      expect([path, answer.status]).toEqual([path, 405]);
      const allowed = answer.headers.get('allow')?.split(', ');
      expect(allowed).toEqual(expect.arrayContaining([...verbs, 'OPTIONS']));
      expect(await answer.json()).toMatchObject({
        error: { name: 'MethodNotAllowed' },
      });
    }
  });

  it('with any verb that a path does not have is answered', async () => {
    const wrong: string[] = [];
    const paths = new Set(operations.map(({ path }) => path));
    for (const path of paths) {
      for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
        const filled = path.replace(/\{\w+\}/g, 'constructor');
        wrong.push(
          ...(await judge({ method, path: filled, headers: {} }, MARIA)),
        );
      }
    }
    expect(wrong).toEqual([]);
  });
});

function wrongWith({ status, text, ms }: Answer): string[] {
  return [
    ...(status >= 500 ? [`${status} ${text.slice(0, 300)}`] : []),
    ...(ms > PATIENCE_MS ? [`${Math.round(ms)} ms`] : []),
    ...(text.length > LARGEST_ANSWER ? [`${text.length} characters`] : []),
    ...(status >= 400 && NOT_FOR_CALLERS.test(text)
      ? [`says ${NOT_FOR_CALLERS.exec(text)} in ${text.slice(0, 300)}`]
      : []),
  ];
}

/** One deployment was made; what there is by the names that the API gives it. */
async function thingsOf(portal: Portal): Promise<Known> {
  const deployment = await portal.deploy('development');
  const maria = portal.as(MARIA);
  const { body: page } = await maria.get('/deployments').expect(200);
  const { body: plan } = await maria
    .post('/applications/shop/environments/development/plans')
    .expect(201);
  return {
    application: ['shop'],
    environment: ['development', 'production'],
    workload: ['web', 'api', 'extra'],
    name: ['LEVEL', 'extra', 'preview'],
    key: ['web', 'api', 'main', 'pr-1'],
    base: ['development'],
    id: [deployment.id, plan.id],
    planId: [plan.id],
    releaseId: [plan.release.id],
    deployment: [deployment.id],
    before: [page.next ?? ''],
    type: ['postgres', 'development'],
    class: ['default'],
    owner: ['group:default/storefront', 'group:default/guests'],
    entityRef: ['component:default/web', 'component:default/nope'],
    subject: ['workload#web', 'namespace'],
    score: [
      'apiVersion: score.dev/v1b1\nmetadata: { name: extra }\ncontainers: { main: { image: "example/extra:1" } }\n',
      'metadata: { name: constructor }\ncontainers: { __proto__: { image: . } }',
      'a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]',
    ],
  };
}
