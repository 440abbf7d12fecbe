import { readdirSync, readFileSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  builtinDrivers,
  checkDefinitions,
  loadPlatform,
  Secret,
} from '@tutti/engine';
import { describeTofu } from './__testUtils__/tofu';
import { openWorld, requestFor, runOf, World } from './__testUtils__/world';
import { checkDefinition } from './definition/checkDefinition';
import { INPUTS_SCHEMA } from './definition/inputsSchema';
import { LocalModules } from './modules';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const EXAMPLES = join(__dirname, '../../../examples');
const MODULES = join(EXAMPLES, 'terraform/modules');

const filesIn = (folder: string) =>
  readdirSync(join(EXAMPLES, folder))
    .filter(name => name.endsWith('.yaml'))
    .map(name => ({
      file: `${folder}/${name}`,
      text: readFileSync(join(EXAMPLES, folder, name), 'utf8'),
    }));

describe('the example platform with modules', () => {
  it('fits its modules, checked without any tool', async () => {
    const files = [...filesIn('platform'), ...filesIn('terraform/platform')];
    const modules = new LocalModules(MODULES);
    const drivers = [
      ...builtinDrivers(),
      {
        name: 'terraform',
        inputs: INPUTS_SCHEMA,
        check: checkDefinition.bind(undefined, modules),
      },
    ];
    const { problems } = await checkDefinitions(loadPlatform(files, drivers), {
      files,
      drivers,
    });
    expect(problems).toEqual([]);
  });
});

describeTofu('its modules', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(await databases.init('SQLITE_3'));
    await cp(MODULES, join(world.folder, 'modules'), { recursive: true });
  });
  afterEach(() => world.stop());

  it('make a database, a record and a key', async () => {
    const { driver, folder } = world;
    const make = async (inputs: Parameters<typeof requestFor>[0]) => {
      const { module } = inputs;
      const resourceId = JSON.stringify(module).replace(/\W+/g, '-');
      const request = requestFor(inputs, { resourceId });
      await driver.plan(request);
      const run = runOf(`op${resourceId}`, { planned: 'exact' });
      return (await driver.apply(request, run)).outputs;
    };
    expect(
      await make({
        module: { source: './ledger' },
        variables: { name: 'shop-orders', labels: { team: 'a' } },
        outputs: { name: 'database', password: 'password' },
      }),
    ).toEqual({
      name: expect.stringMatching(/^db_[0-9a-f]{8}$/),
      password: expect.any(Secret),
    });
    expect(
      await make({
        module: { source: './dns-record' },
        variables: { name: 'orders', zone: 'x.example.com', folder },
        outputs: { host: 'fqdn' },
      }),
    ).toEqual({ host: 'orders.x.example.com' });
    expect(
      await readFile(join(folder, 'x.example.com/orders.zone'), 'utf8'),
    ).toBe('orders IN A 192.0.2.10\n');
    expect(
      await make({
        module: { source: './certificate' },
        variables: { common_name: 'orders.example.com', valid_hours: '24' },
        outputs: { certificate: 'certificate_pem', key: 'private_key_pem' },
      }),
    ).toEqual({
      certificate: expect.stringContaining('BEGIN CERTIFICATE'),
      key: expect.any(Secret),
    });
  });

  it('say what is missing where no tool is, in the plan', async () => {
    const without = await openWorld(await databases.init('SQLITE_3'), {
      tool: 'no-tofu-here',
    });
    await cp(MODULES, join(without.folder, 'modules'), { recursive: true });
    const request = requestFor({
      module: { source: './ledger' },
      variables: { name: 'shop-orders' },
      outputs: { host: 'host' },
    });
    await expect(without.driver.plan(request)).rejects.toThrow(
      'There is no no-tofu-here on the machine of the backend. Install OpenTofu or Terraform there, name it in tutti.terraform.runner.tool',
    );
    await without.stop();
  });
});
