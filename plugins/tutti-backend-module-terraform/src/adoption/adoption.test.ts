import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TestDatabases } from '@backstage/backend-test-utils';
import { DriverRequest } from '@tutti/engine';
import { recordFor } from '../__testUtils__/record';
import { describeTofu, TOFU_ASSETS } from '../__testUtils__/tofu';
import { openWorld, requestFor, runOf, World } from '../__testUtils__/world';
import { rerooted } from './rerooted';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const PETS = `
variable "names" { type = set(string) }
variable "length" {
  type    = number
  default = 2
}
resource "random_pet" "each" {
  for_each = var.names
  length   = var.length
}
resource "random_id" "after" {
  byte_length = 4
  depends_on  = [random_pet.each]
}
output "id" { value = random_id.after.hex }
`;

/** A root module as a platform team has it, before Tutti. */
const ROOT = `
module "pets" {
  source = "./pets"
  names  = ["a", "b"]
}
resource "random_pet" "beside" {}
`;

describeTofu('a state that existed before', () => {
  let world: World;
  let old: string;
  let id: string;
  const tofu = (...args: string[]) =>
    promisify(execFile)(join(TOFU_ASSETS ?? '', 'tofu'), args, {
      cwd: old,
      env: { ...process.env, TF_CLI_CONFIG_FILE: join(old, 'cli.tfrc') },
    });

  beforeEach(async () => {
    world = await openWorld(await databases.init('SQLITE_3'));
    await world.module('pets', { 'main.tf': PETS });
    old = join(world.folder, 'old');
    await mkdir(join(old, 'pets'), { recursive: true });
    await writeFile(join(old, 'main.tf'), ROOT);
    await writeFile(join(old, 'pets/main.tf'), PETS);
    await writeFile(
      join(old, 'cli.tfrc'),
      `disable_checkpoint = true
provider_installation {
  filesystem_mirror { path = "${TOFU_ASSETS}/providers" }
}`,
    );
    await tofu('init', '-no-color');
    await tofu('apply', '-auto-approve', '-no-color');
    const text = await readFile(join(old, 'terraform.tfstate'), 'utf8');
    id = /"hex": "([0-9a-f]+)"/.exec(text)?.[1] ?? '';
    await mkdir(join(world.folder, 'handed-in'));
    await writeFile(join(world.folder, 'handed-in/pets.tfstate'), text);
  });
  afterEach(() => world.stop());

  const request = (
    adoptState:
      | { file: string }
      | { backend: { type: string; config: object } },
    variables: { names: string[]; length?: number } = { names: ['a', 'b'] },
  ): DriverRequest =>
    requestFor({
      module: { source: './pets' },
      variables,
      outputs: { id: 'id' },
      adoptState: JSON.parse(
        JSON.stringify({ ...adoptState, under: 'module.pets' }),
      ),
    });

  it.each([
    ['handed in as a file', () => ({ file: 'pets.tfstate' })],
    [
      'pulled from where it is',
      () => ({
        backend: {
          type: 'local',
          config: { path: join(old, 'terraform.tfstate') },
        },
      }),
    ],
  ])(
    '%s is shown address by address, and taken over with nothing made anew',
    async (_how, from) => {
      const { driver, states } = world;
      const asked = request(from());
      const plan = await driver.plan(asked);
      expect(plan.outputs).toEqual({ id });
      expect(plan.changes).toEqual(
        ['random_id.after', 'random_pet.each["a"]', 'random_pet.each["b"]'].map(
          address => ({
            address: `module.resource.${address}`,
            action: 'adopt',
            summary: 'taken over as it is',
          }),
        ),
      );
      // A plan that nobody deploys leaves nothing behind.
      expect(await states.version('res-1')).toBe('none');
      const run = runOf('op-1', { planned: 'exact' });
      const { outputs } = await driver.apply(asked, run);
      expect(outputs).toEqual({ id });
      expect((await driver.plan(asked)).changes).toEqual([]);
      expect(await world.db('terraform_locks')).toEqual([]);
    },
  );

  it('is taken over with what the module adds; what would be lost refuses it', async () => {
    const { driver } = world;
    const file = { file: 'pets.tfstate' };
    const { changes } = await driver.plan(
      request(file, { names: ['a', 'b', 'c'] }),
    );
    expect(changes?.map(({ address, action }) => [address, action])).toEqual([
      ['module.resource.random_id.after', 'adopt'],
      ['module.resource.random_pet.each["a"]', 'adopt'],
      ['module.resource.random_pet.each["b"]', 'adopt'],
      ['module.resource.random_pet.each["c"]', 'create'],
    ]);
    await expect(driver.plan(request(file, { names: ['a'] }))).rejects.toThrow(
      'The state cannot be adopted: the module would destroy module.resource.random_pet.each["b"].',
    );
    await expect(
      driver.plan(request(file, { names: ['a', 'b'], length: 3 })),
    ).rejects.toThrow('the module would replace');
  });

  it('is not read outside of its folder', async () => {
    const { driver } = world;
    for (const file of ['../old/terraform.tfstate', 'none.tfstate']) {
      await expect(driver.plan(request({ file }))).rejects.toThrow(
        `There is no state "${file}" in the folder of tutti.terraform.state.adoptFrom`,
      );
    }
  });

  it('is what a later definition cannot leave behind for another place', async () => {
    const { driver } = world;
    const asked = request({ file: 'pets.tfstate' });
    await driver.plan(asked);
    await driver.apply(asked, runOf('op-1', { planned: 'exact' }));
    const inputs = {
      ...asked.inputs,
      backend: { type: 'local', config: { path: join(old, 'new.tfstate') } },
    };
    await expect(
      driver.plan({ ...asked, inputs, previous: recordFor(asked) }),
    ).rejects.toThrow('everything would be made a second time');
  });
});

describeTofu('the state of a resource that is let go of', () => {
  let world: World;
  afterEach(() => world.stop());

  const made = async (exportTo?: string) => {
    world = await openWorld(await databases.init('SQLITE_3'), {
      ...(exportTo !== undefined && { exportTo }),
    });
    await world.module('pets', { 'main.tf': PETS });
    const request = requestFor({
      module: { source: './pets' },
      variables: { names: ['a'] },
    });
    const { state } = await world.driver.apply(request, runOf('op-1'));
    return recordFor(request, {
      ...(state !== undefined && { driverState: state }),
    });
  };

  it('stays sealed, and becomes a file as soon as there is a folder', async () => {
    const record = await made();
    const run = runOf('op-2');
    await world.driver.detach(record, run);
    await world.driver.detach(record, run);
    expect(run.lines.join('\n')).toContain('tutti.terraform.state.exportTo');
    expect(await world.db('terraform_states')).not.toEqual([]);

    const folder = join(world.folder, 'exported');
    await world.detachedTo(folder).tidy();
    const [name, ...others] = await readdir(folder);
    expect(others).toEqual([]);
    expect(name).toBe('shop-dev-database-res-1.tfstate');
    const file = join(folder, name);
    expect((await stat(file)).mode % 0o1000).toBe(0o600);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      version: 4,
      resources: expect.arrayContaining([
        expect.objectContaining({ type: 'random_pet' }),
      ]),
    });
    for (const table of ['states', 'locks', 'tokens', 'plans', 'detached']) {
      expect(await world.db(`terraform_${table}`)).toEqual([]);
    }
  });

  it('is forgotten after its time', async () => {
    const record = await made();
    await world.driver.detach(record, runOf('op-2'));
    await world.db('terraform_detached').update({ detached_at: 0 });
    await world.detachedTo(undefined).tidy();
    expect(await world.db('terraform_states')).toEqual([]);
  });
});

describe('a state that is read', () => {
  it.each([
    ['what is none', 'no json', 'a state is JSON'],
    ['an old one', '{"version":3}', 'no state of version 4'],
    [
      'one with other calls',
      '{"version":4,"resources":[{"mode":"managed","module":"module.db","type":"a","name":"b"}]}',
      'holds nothing under module.pets; there is module.db',
    ],
  ])('refuses %s, and says nothing of its content', (_what, text, message) => {
    expect(() => rerooted(text, 'module.pets')).toThrow(message);
  });
});
