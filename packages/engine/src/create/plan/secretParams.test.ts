import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';
import { TestEnvironment } from '../../testing';
import { shownPlatform } from '../values';

const CANARY = 'canary-param-77ab';
const open = { type: 'object', additionalProperties: true };

/** A mailer whose key is secret by contract, given by a Score file and by another definition. */
const secretly = platform({
  types: [
    resourceType('mail', {
      params: {
        type: 'object',
        properties: {
          key: { type: 'string', 'x-secret': true },
          from: { type: 'string' },
        },
      },
      outputs: open,
    }),
    resourceType('shop', { outputs: open }),
  ],
  definitions: [
    definition('mail', {
      type: 'mail',
      driver: 'static',
      inputs: { url: 'smtp://${params.from}:${params.key}@mail' },
    }),
    definition('shop', {
      type: 'shop',
      driver: 'static',
      inputs: { url: '${resources.mail.url}' },
      dependsOn: {
        mail: {
          type: 'mail',
          class: 'default',
          params: { key: CANARY, from: 'shop' },
        },
      },
    }),
  ],
});

const web = (key: string) =>
  workload('web', {
    variables: { A: '${resources.mail.url}', B: '${resources.shop.url}' },
    resources: {
      mail: { type: 'mail', params: { key, from: 'web' } },
      shop: { type: 'shop' },
    },
  });

describe('params that their type calls secret', () => {
  it('are masked in all of a plan, and secret where they are used', async () => {
    const environment = TestEnvironment.of(secretly, [web(CANARY)]);
    const plan = await environment.plan();
    expect(plan.graph.nodes).toMatchObject({
      'mail.default#web.mail': {
        params: { key: { masked: 'secret' }, from: 'web' },
      },
    });
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    environment.change({ workloads: [web(`${CANARY}-2`)] });
    const again = await environment.plan();
    expect(again.summary.update).toBeGreaterThan(0);
    expect(JSON.stringify([plan, again])).not.toContain('canary');
  });

  it('are masked in the platform that is shown', () => {
    const shown = shownPlatform(secretly, {});
    expect(shown.definitions.shop.dependsOn).toMatchObject({
      mail: { params: { key: { masked: 'secret' }, from: 'shop' } },
    });
  });
});
