// Fifteen tasks that people give their agents, done by a scripted client through MCP over HTTP with the
// tokens of the example's people. Each ends in the portal's state, not only in an answer.
import assert from 'node:assert/strict';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { startBackend } from './backend.mjs';

const root = resolve(import.meta.dirname, '../../..');
const MACHINE = 'a-static-token-of-the-test';
const OTHER_MACHINE = 'another-static-token-of-the-test';
const IMAGE = 'registry.example.com/ledger/api';
const LEDGER = { application: 'ledger' };
const DEVELOPMENT = { ...LEDGER, environment: 'development' };
const STAGING = { ...LEDGER, environment: 'staging' };
const PRODUCTION = { ...LEDGER, environment: 'production' };

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: api }
containers:
  main:
    image: .
    variables: { LOG_LEVEL: info }
    resources: { limits: { memory: 128Mi } }
service: { ports: { http: { port: 8080 } } }
`;
const WITH_DATABASE = `${SCORE.replace(
  'LOG_LEVEL: info',
  "LOG_LEVEL: info, DATABASE_HOST: '${resources.db.host}'",
)}resources:
  db: { type: postgres }
`;

const at = ({ application, environment }) =>
  `/applications/${application}/environments/${environment}`;

describe('an agent', () => {
  const files = mkdtempSync(join(tmpdir(), 'tutti-agents-'));
  const clients = [];
  let backend;
  let developer;
  let agent;

  before(async () => {
    for (const folder of ['platform', 'applications']) {
      cpSync(join(root, 'examples', folder), join(files, folder), {
        recursive: true,
      });
    }
    backend = await startBackend({
      env: {
        APP_CONFIG_tutti_platform_sources: JSON.stringify([
          { folder: join(files, 'platform') },
          { folder: join(files, 'applications') },
        ]),
        // What changes in the files waits for a person.
        APP_CONFIG_tutti_platform_accept: 'manual',
        APP_CONFIG_backend_auth_externalAccess: JSON.stringify([
          { type: 'static', options: { token: MACHINE, subject: 'bot' } },
          {
            type: 'static',
            options: { token: OTHER_MACHINE, subject: 'other-bot' },
          },
        ]),
        APP_CONFIG_tutti_automation: JSON.stringify([
          // Whoever comes through MCP without a person.
          {
            subject: 'plugin:mcp-actions',
            applications: ['ledger'],
            environmentTypes: ['development'],
            verbs: ['deploy'],
          },
        ]),
      },
    });
    developer = await personOf('developer');
    agent = await agentOf(developer.token);
    await prepare();
  });

  after(async () => {
    await Promise.all(clients.map(client => client.close()));
    await backend?.stop();
    rmSync(files, { recursive: true, force: true });
  });

  /** One of the example's people, as they call the API. */
  async function personOf(name) {
    const answer = await eventually(`a token of ${name}`, async () => {
      // The catalog has just started too.
      const got = await fetch(`${backend.url}/api/auth/example/refresh`, {
        headers: { 'X-Example-Person': name },
      });
      return got.ok ? got : undefined;
    });
    const { token } = (await answer.json()).backstageIdentity;
    const call = async (method, path, body) => {
      const said = await fetch(`${backend.url}/api/tutti/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          prefer: 'wait=30',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await said.text();
      assert.ok(said.ok, `${method} ${path}: ${said.status} ${text}`);
      return text ? JSON.parse(text) : undefined;
    };
    return {
      token,
      get: path => call('GET', path),
      post: (path, body = {}) => call('POST', path, body),
      put: (path, body) => call('PUT', path, body),
    };
  }

  /** A client of MCP with somebody's token. */
  async function agentOf(token) {
    const client = new Client({ name: 'scripted', version: '1' });
    await client.connect(
      new StreamableHTTPClientTransport(
        new URL(`${backend.url}/api/mcp-actions/v1`),
        { requestInit: { headers: { authorization: `Bearer ${token}` } } },
      ),
    );
    clients.push(client);
    return {
      tools: async () => (await client.listTools()).tools,
      /** The answer; an error is thrown with its words. */
      async does(name, input = {}) {
        const { isError, content, structuredContent } = await client.callTool({
          name: `tutti.${name}`,
          arguments: input,
        });
        if (isError) throw new Error(content[0].text);
        return structuredContent;
      },
    };
  }

  async function eventually(what, question, limitMs = 90_000) {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const answer = await question();
      if (answer) return answer;
      assert.ok(Date.now() < deadline, `${what} within ${limitMs / 1000} s`);
      await new Promise(done => setTimeout(done, 50));
    }
  }

  async function prepare() {
    await eventually('the developer’s team', () =>
      developer
        .post('/applications', {
          name: 'ledger',
          owner: 'group:default/storefront',
        })
        .catch(error => {
          if (/403|400/.test(String(error))) return undefined;
          throw error;
        }),
    );
    await developer.put('/applications/ledger/workloads/api', { score: SCORE });
    for (const name of ['development', 'staging']) {
      await developer.post('/applications/ledger/environments', {
        name,
        type: name,
      });
    }
    const manager = await personOf('release-manager');
    await manager.post('/applications/ledger/environments', {
      name: 'production',
      type: 'production',
    });
    // Staging and production run different versions.
    for (const [place, tag] of [
      [STAGING, '1.1.0'],
      [PRODUCTION, '1.0.0'],
    ]) {
      const { id } = await developer.post(`${at(place)}/plans`, {
        images: { api: { main: `${IMAGE}:${tag}` } },
      });
      const run = await developer.post('/deployments', { planId: id });
      if (run.status === 'waiting-approval') {
        await manager.post(`/deployments/${run.id}/approvals`, {
          decision: 'approve',
        });
      }
      assert.equal((await endOf(run.id)).status, 'succeeded');
    }
  }

  function endOf(id) {
    return eventually('an end', async () => {
      const found = await developer.get(`/deployments/${id}`);
      return /^(queued|running|waiting|verifying|cancelling)/.test(found.status)
        ? undefined
        : found;
    });
  }

  const newest = async place =>
    (
      await developer.get(
        `/deployments?application=${place.application}&environment=${place.environment}&limit=1`,
      )
    ).items[0];

  const environmentOf = async place =>
    (await developer.get(`/applications/${place.application}`)).environments
      .filter(({ name }) => name === place.environment)
      .at(0);

  /** Plans, deploys exactly that, and waits for the end. */
  async function deploys(place, input = {}, by = agent) {
    const plan = await by.does('plan-deployment', { ...place, ...input });
    assert.deepEqual(plan.needsAPerson, []);
    const { number } = await by.does('deploy-plan', {
      plan: plan.plan,
      hash: plan.hash,
    });
    return ended(place, number, by);
  }

  async function ended(place, number, by = agent) {
    for (;;) {
      const told = await by.does('explain-deployment', {
        ...place,
        number,
        wait: 30,
      });
      if (told.ended) return told;
    }
  }

  const withImage = tag => ({
    images: [{ workload: 'api', image: `${IMAGE}:${tag}` }],
  });

  it('finds twelve tools, none of which approves', async () => {
    const tools = await agent.tools();
    assert.equal(tools.length, 12);
    assert.deepEqual(
      tools
        .filter(({ annotations }) => annotations.destructiveHint)
        .map(({ name }) => name),
      ['tutti.deploy-plan'],
    );
    assert.doesNotMatch(
      JSON.stringify(tools.map(({ name, inputSchema }) => [name, inputSchema])),
      /approve|override|unlock|consent/i,
    );
  });

  it('1. deploys a new image to development and waits', async () => {
    const told = await deploys(DEVELOPMENT, withImage('2.0.0'));
    assert.equal(told.status, 'succeeded');
    const { release } = await environmentOf(DEVELOPMENT);
    assert.equal(release.images.api.main, `${IMAGE}:2.0.0`);
    assert.equal(
      (await newest(DEVELOPMENT)).requestedBy,
      'user:default/developer',
    );
  });

  it('2. says why a deployment failed', async () => {
    const told = await deploys(DEVELOPMENT, withImage('broken'));
    assert.equal(told.status, 'failed');
    assert.match(told.failures[0].cause, /ImagePull.*Way out: /);
    const { id, number } = await newest(DEVELOPMENT);
    const { failures } = await developer.get(`/deployments/${id}`);
    assert.equal(told.number, number);
    assert.ok(told.failures[0].cause.includes(failures[0].cause.message));
  });

  it('3. fixes the failing image', async () => {
    const told = await deploys(DEVELOPMENT, withImage('2.0.1'));
    assert.equal(told.status, 'succeeded');
    const { release, health } = await environmentOf(DEVELOPMENT);
    assert.equal(release.images.api.main, `${IMAGE}:2.0.1`);
    assert.notEqual(health.status, 'degraded');
  });

  it('4. checks health after a deployment', async () => {
    const shown = await agent.does('show-application', DEVELOPMENT);
    assert.equal(shown.health.healthy, true);
    const runtime = await developer.get(`${at(DEVELOPMENT)}/runtime`);
    assert.deepEqual(
      shown.health.workloads.map(({ workload, status }) => [workload, status]),
      runtime.workloads.map(({ name, status }) => [name, status]),
    );
  });

  it('5. says why production differs from staging', async () => {
    const told = await agent.does('compare-environments', {
      ...LEDGER,
      left: 'staging',
      right: 'production',
    });
    const leaf = told.differences
      .find(({ section, name }) => section === 'workloads' && name === 'api')
      .leaves.find(({ path }) => path.includes('image'));
    assert.deepEqual(
      [leaf.left, leaf.right],
      await Promise.all(
        [STAGING, PRODUCTION].map(
          async place => (await environmentOf(place)).release.images.api.main,
        ),
      ),
    );
  });

  it('6. finds which environments run a version', async () => {
    const { running } = await agent.does('find-applications', {
      version: `${IMAGE}:1.1.0`,
    });
    assert.deepEqual(
      running.map(({ application, environment }) => [application, environment]),
      [['ledger', 'staging']],
    );
    assert.equal(
      (await environmentOf(STAGING)).release.images.api.main,
      `${IMAGE}:1.1.0`,
    );
  });

  it('7. lists the resource types that are offered', async () => {
    const { offers } = await agent.does('explain-resource', LEDGER);
    const { items } = await developer.get('/applications/ledger/offers');
    assert.deepEqual(
      offers.map(({ type }) => type),
      items.map(({ type }) => type),
    );
    const [postgres] = (
      await agent.does('explain-resource', { ...LEDGER, type: 'postgres' })
    ).offers;
    assert.ok(postgres.outputs.includes('password (secret)'));
  });

  it('8. adds a database to a workload', async () => {
    const { score } = await agent.does('show-application', {
      ...LEDGER,
      workload: 'api',
    });
    assert.equal(score.text, SCORE);
    await agent.does('change-application', {
      ...LEDGER,
      workload: 'api',
      score: WITH_DATABASE,
    });
    const plan = await agent.does('plan-deployment', DEVELOPMENT);
    assert.ok(
      plan.changes.some(
        ({ address, action }) =>
          address.startsWith('postgres') && action === 'create',
      ),
      JSON.stringify(plan.changes),
    );
    const told = await deploys(DEVELOPMENT);
    assert.equal(told.status, 'succeeded', JSON.stringify(told));
    const { items } = await developer.get(
      '/resources?application=ledger&environment=development',
    );
    assert.ok(items.some(({ type }) => type === 'postgres'));
  });

  it('9. adds a value', async () => {
    await agent.does('change-application', {
      ...DEVELOPMENT,
      value: { name: 'GREETING', value: 'hello' },
    });
    const { items } = await developer.get(`${at(DEVELOPMENT)}/values`);
    const set = items.find(({ name }) => name === 'GREETING');
    assert.deepEqual([set.value, set.scope], ['hello', 'environment']);
    assert.equal(set.updatedBy, 'user:default/developer');
  });

  it('10. scales a workload as a plan', async () => {
    const earlier = await newest(DEVELOPMENT);
    const plan = await agent.does('plan-deployment', {
      ...DEVELOPMENT,
      scale: [{ workload: 'api', replicas: 3 }],
    });
    assert.deepEqual(
      plan.changes.map(({ address }) => address),
      ['workload#api'],
    );
    const { input, plan: made } = await developer.get(`/plans/${plan.plan}`);
    assert.deepEqual(input, { replicas: { api: 3 } });
    assert.equal(made.hash, plan.hash);
    assert.equal((await newest(DEVELOPMENT)).id, earlier.id);
  });

  it('11. proposes a rollback, which only a person runs', async () => {
    const earlier = await newest(DEVELOPMENT);
    const proposal = await agent.does('propose-change', {
      ...DEVELOPMENT,
      rollbackTo: 1,
    });
    assert.equal(proposal.link, `${backend.url}/tutti/plans/${proposal.plan}`);
    const answer = await agent.does('deploy-plan', {
      plan: proposal.plan,
      hash: proposal.hash,
    });
    assert.equal(answer.outcome, 'proposed');
    assert.equal((await newest(DEVELOPMENT)).id, earlier.id);
    const { input, deploymentId } = await developer.get(
      `/plans/${proposal.plan}`,
    );
    assert.equal(deploymentId, undefined);
    assert.equal(
      (await developer.get(`/deployments/${input.rollbackTo}`)).number,
      1,
    );
  });

  it('12. reads the logs of a container that crashes', async () => {
    const told = await deploys(STAGING, withImage('crash'));
    assert.equal(told.status, 'failed');
    const log = await agent.does('read-logs', {
      ...STAGING,
      workload: 'api',
      previous: true,
    });
    assert.match(log.state, /started again \d+ times/);
    assert.ok(log.lines.length > 0);
    const { items } = await developer.get(
      `${at(STAGING)}/runtime/objects?workload=api&status=failed`,
    );
    assert.ok(items.some(({ name }) => name === log.pod));
  });

  it('13. says which right is missing, and who has it', async () => {
    const viewer = await agentOf((await personOf('viewer')).token);
    const earlier = await newest(PRODUCTION);
    await assert.rejects(
      viewer.does('plan-deployment', PRODUCTION),
      /^Error: NotAllowedError: Deploying in ledger\/production/,
    );
    const { caller, verbs } = await viewer.does('explain-access', {
      ...PRODUCTION,
      verb: 'deploy',
    });
    assert.equal(caller, 'user:default/viewer');
    assert.equal(verbs[0].allowed, false);
    assert.equal(verbs[0].permission, 'tutti.deployment.create');
    assert.deepEqual(verbs[0].who, ['group:default/storefront']);
    assert.equal((await newest(PRODUCTION)).id, earlier.id);
  });

  it('14. shows the blast radius of a revision that waits', async () => {
    const engineer = await personOf('platform-engineer');
    const types = join(files, 'platform/environment-types.yaml');
    const serving = (await engineer.get('/platform')).revision;
    writeFileSync(
      types,
      // Hardened in development, too.
      readFileSync(types, 'utf8').replace(
        'rank: 10\n  profile: standard',
        'rank: 10\n  profile: hardened',
      ),
    );
    await engineer.post('/platform/refresh');
    const blast = await eventually('all environments', async () => {
      const told = await agent.does('show-blast-radius');
      return told.computed === told.environments ? told : undefined;
    });
    assert.equal(blast.waiting, true);
    assert.deepEqual(
      blast.affected.map(({ application, environment }) => [
        application,
        environment,
      ]),
      [['ledger', 'development']],
    );
    const platform = await engineer.get('/platform');
    assert.equal(platform.waiting.revision, blast.revision);
    assert.equal(platform.revision, serving);
  });

  it('15. refuses to approve, for whoever asks', async () => {
    const { id } = await developer.post(`${at(PRODUCTION)}/plans`, {
      images: { api: { main: `${IMAGE}:1.1.0` } },
    });
    const run = await developer.post('/deployments', { planId: id });
    assert.equal(run.status, 'waiting-approval');
    const manager = await agentOf((await personOf('release-manager')).token);
    await assert.rejects(
      manager.does('approve', { deployment: run.id }),
      /NotFoundError/,
    );
    const told = await manager.does('explain-deployment', PRODUCTION);
    assert.match(told.approval, /a person does so in the portal/);
    // Nor does it come about by deploying.
    const plan = await agent.does('plan-deployment', {
      ...PRODUCTION,
      ...withImage('1.2.0'),
    });
    const answer = await agent.does('deploy-plan', {
      plan: plan.plan,
      hash: plan.hash,
    });
    assert.equal(answer.outcome, 'proposed');
    assert.match(answer.needsAPerson[0], /^It needs an approval/);
    const waits = await developer.get(`/deployments/${run.id}`);
    assert.equal(waits.status, 'waiting-approval');
    assert.deepEqual(waits.approval.decisions, []);
    assert.equal((await newest(PRODUCTION)).id, run.id);
  });

  it('with a machine’s token does what its entry gives, and no more', async () => {
    const bot = await agentOf(MACHINE);
    const { applications } = await bot.does('find-applications');
    assert.deepEqual(
      applications.map(({ application }) => application),
      ['ledger'],
    );
    const told = await deploys(DEVELOPMENT, withImage('3.0.0'), bot);
    assert.equal(told.status, 'succeeded');
    assert.equal((await newest(DEVELOPMENT)).requestedBy, 'plugin:mcp-actions');
    await assert.rejects(
      bot.does('plan-deployment', STAGING),
      /NotFoundError: There is no environment 'staging'/,
    );
    await assert.rejects(
      bot.does('show-application', { application: 'shop' }),
      /NotFoundError/,
    );
    await assert.rejects(
      bot.does('read-logs', { ...DEVELOPMENT, workload: 'api' }),
      /NotAllowedError/,
    );
    await assert.rejects(
      bot.does('change-application', {
        ...DEVELOPMENT,
        value: { name: 'GREETING', value: 'bye' },
      }),
      /NotAllowedError/,
    );
  });

  it('without a token, or with one that nothing was given, sees nothing', async () => {
    await assert.rejects(agentOf('made-up'), /401|Unauthorized|Illegal token/i);
    // Past MCP a machine is itself.
    const answer = await fetch(
      `${backend.url}/api/tutti/.backstage/actions/v1/actions/tutti:find-applications/invoke`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${OTHER_MACHINE}`,
          'content-type': 'application/json',
        },
        body: '{}',
      },
    );
    const { output } = await answer.json();
    assert.deepEqual(output.applications, []);
    assert.equal(output.total, 0);
  });

  it('was told no secret, and nor was the log', () => {
    // The platform's secrets of app-config.yaml all begin so.
    assert.ok(!backend.log().includes('example-only'));
  });
});
