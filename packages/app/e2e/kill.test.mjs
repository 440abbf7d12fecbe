// A backend that is killed in the middle of a deployment: the run goes on after the restart,
// or ends as interrupted; it never runs for ever, and the cluster holds nothing twice.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startBackend } from './backend.mjs';

const FINAL = ['succeeded', 'failed', 'cancelled', 'interrupted', 'stale'];
const SHOP = '/applications/shop/environments/development';

describe('a backend that is killed', () => {
  let backend;

  before(async () => {
    backend = await startBackend();
  });

  after(() => backend?.stop());

  async function eventually(what, question, limitMs = 90_000) {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const answer = await question();
      if (answer) return answer;
      assert.ok(Date.now() < deadline, `${what} within ${limitMs / 1000} s`);
      await new Promise(done => setTimeout(done, 50));
    }
  }

  /** The owner comes from the catalog, which has just started too. */
  function plan() {
    return eventually('a plan', () =>
      backend.call('POST', `${SHOP}/plans`, {}).catch(error => {
        if (String(error).includes('403')) return undefined;
        throw error;
      }),
    );
  }

  async function deploy() {
    const { id } = await plan();
    return backend.call('POST', '/deployments', { planId: id });
  }

  const end = id =>
    eventually('an end', async () => {
      const found = await backend.call('GET', `/deployments/${id}`);
      return FINAL.includes(found.status) ? found : undefined;
    });

  async function deployments() {
    const answer = await fetch(
      `${backend.sandboxUrl}/apis/apps/v1/namespaces/shop-development/deployments`,
    );
    const { items } = await answer.json();
    return items.map(({ metadata }) => metadata.name).sort();
  }

  it('goes on after the restart, with nothing twice and nothing forgotten', async () => {
    const { id } = await deploy();
    await eventually('a workload under way', async () => {
      const { steps } = await backend.call('GET', `/deployments/${id}`);
      return steps.some(
        ({ kind, status }) => kind === 'workload' && status === 'waiting',
      );
    });
    await backend.kill();
    await backend.startAgain();
    const ended = await end(id);
    assert.ok(
      ['succeeded', 'interrupted'].includes(ended.status),
      `${ended.status}: ${JSON.stringify(ended.failures)}`,
    );
    if (ended.status === 'interrupted') {
      assert.equal((await end((await deploy()).id)).status, 'succeeded');
    }
    const names = await deployments();
    assert.deepEqual([...new Set(names)], names);
    // Seven workloads, and the servers of cache and bucket.
    assert.equal(names.length, 9, names.join(', '));
    const { plan: next, steps } = await plan();
    assert.equal(next.summary.keep, steps.length, JSON.stringify(next.summary));
  });

  it('brings back what somebody deleted, and applies nothing else', async () => {
    await fetch(
      `${backend.sandboxUrl}/apis/apps/v1/namespaces/shop-development/deployments/worker`,
      { method: 'DELETE' },
    );
    await eventually(
      'the deletion',
      async () => !(await deployments()).includes('worker'),
    );
    const ended = await end((await deploy()).id);
    assert.equal(ended.status, 'succeeded');
    assert.deepEqual(
      ended.steps
        .filter(({ status }) => status !== 'kept')
        .map(({ address }) => address),
      ['workload#worker'],
    );
    assert.ok((await deployments()).includes('worker'));
  });

  it('printed no secret', () => {
    // The platform's secrets of app-config.yaml all begin so.
    assert.ok(!backend.log().includes('example-only'));
  });
});
