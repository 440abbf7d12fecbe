import { ResourceDefinition, Secret } from '../../model';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';
import { planDeployment } from '../plan';
import { TestEnvironment } from '../../testing/TestEnvironment';

/*
 * Platform files of before the rule: nothing that reads them refuses them, since what runs by them
 * must go on.
 */

const source = { file: 'old.yaml', line: 4 };
const SECRET = '${platform.secrets.KEY}';

const keyBy = (parts: Partial<ResourceDefinition> = {}) =>
  definition('shared-key', {
    type: 'key',
    driver: 'static',
    inputs: { text: SECRET },
    source,
    ...parts,
  });

const platformOf = (key: ResourceDefinition, patched = false) =>
  platform({
    types: [
      resourceType('key', {
        outputs: { type: 'object', additionalProperties: true },
      }),
      resourceType('base-environment'),
    ],
    definitions: [
      key,
      definition('base', { type: 'base-environment', inputs: { objects: [] } }),
    ],
    profiles: [
      {
        name: 'apm',
        source,
        kind: 'Deployment',
        defaults: {},
        annotations: { allow: [] },
        probes: { host: 'refuse' as const },
        patches: patched
          ? [{ name: 'key', when: 'false', merge: { metadata: { a: SECRET } } }]
          : [],
      },
    ],
  });

const web = (...keys: string[]) =>
  workload('web', {
    annotations: { 'tutti.dev/profile': 'apm' },
    resources: Object.fromEntries(
      keys.map(id => [id, { type: 'key' as const, id }]),
    ),
  });

const environmentOf = (key: ResourceDefinition, ...keys: string[]) =>
  TestEnvironment.of(platformOf(key), [web(...keys)], {
    platformSecrets: { KEY: new Secret('canary') },
  });

const problems = async (environment: TestEnvironment) =>
  (await environment.tryPlan()).problems;

const refused = {
  severity: 'error',
  code: 'SecretsForAnyone',
  file: 'old.yaml',
  line: 4,
};

describe("the platform's secrets, where files do not say for whom they are", () => {
  it('reach no new resource', async () => {
    expect(await problems(environmentOf(keyBy(), 'main'))).toEqual([
      {
        ...refused,
        address: 'key.default#main',
        path: 'spec.inputs.text',
        message:
          'Definition shared-key would give ${platform.secrets.KEY} to a new resource, and does not say for whom it is meant.',
        hint: 'Add `owner` or `application` to the criteria, or say `secretsFor: anyone` if that is meant.',
      },
    ]);
  });

  it.each<[string, Partial<ResourceDefinition>]>([
    ['everybody', { secretsFor: 'anyone' }],
    ['one application', { criteria: { application: ['shop'] } }],
  ])('reach it where they are meant for %s', async (_, parts) => {
    expect(await problems(environmentOf(keyBy(parts), 'main'))).toEqual([]);
  });

  it('go on reaching what exists by the same definition, and nothing beside it', async () => {
    const environment = environmentOf(keyBy({ secretsFor: 'anyone' }), 'main');
    await environment.deploy();
    environment.change({ platform: platformOf(keyBy()) });
    expect(await problems(environment)).toEqual([]);
    environment.change({ force: true });
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    environment.change({ workloads: [web('main', 'other')] });
    expect(await problems(environment)).toMatchObject([
      { ...refused, address: 'key.default#other' },
    ]);
  });

  it('reach no resource that another definition made', async () => {
    const other = { ...keyBy({ inputs: { text: 'plain' } }), name: 'plain' };
    const environment = environmentOf(other, 'main');
    await environment.deploy();
    environment.change({ platform: platformOf(keyBy({ adopts: ['plain'] })) });
    expect(await problems(environment)).toMatchObject([refused]);
  });

  it('reach no new workload by a profile, and go on reaching one that runs by it', async () => {
    const environment = environmentOf(keyBy({ inputs: { text: 'plain' } }));
    const plain = environment.request.platform;
    const patched = platformOf(keyBy({ inputs: { text: 'plain' } }), true);
    environment.change({ platform: patched });
    expect(await problems(environment)).toMatchObject([
      { ...refused, address: 'workload#web' },
    ]);
    environment.change({ platform: plain });
    await environment.deploy();
    environment.change({ platform: patched });
    expect(await problems(environment)).toEqual([]);
  });

  it('reach no workload that runs by another profile', async () => {
    const environment = environmentOf(keyBy({ inputs: { text: 'plain' } }));
    const patched = platformOf(keyBy({ inputs: { text: 'plain' } }), true);
    const byItself = { ...web(), annotations: {} };
    await environment.deploy({ workloads: [byItself] });
    environment.change({ platform: patched, workloads: [web()] });
    expect(await problems(environment)).toMatchObject([
      { ...refused, address: 'workload#web' },
    ]);
  });

  it.each([
    ['its default', 'apm', []],
    ['another', undefined, [{ ...refused, address: 'workload#web' }]],
  ])(
    'of a workload from before its profile was kept, it ran by the default: %s',
    async (_, profile, expected) => {
      const environment = environmentOf(keyBy({ inputs: { text: 'plain' } }));
      await environment.deploy();
      const patched = platformOf(keyBy({ inputs: { text: 'plain' } }), true);
      const type = patched.environmentTypes.development;
      const { workloads, ...state } = environment.database.state();
      const plan = await planDeployment(
        {
          ...environment.request,
          platform: {
            ...patched,
            environmentTypes: {
              development: { ...type, ...(profile && { profile }) },
            },
          },
          state: {
            ...state,
            workloads: workloads.map(({ profile: _kept, ...rest }) => rest),
          },
        },
        environment.ports(),
      );
      expect(plan.problems).toMatchObject(expected);
    },
  );
});
