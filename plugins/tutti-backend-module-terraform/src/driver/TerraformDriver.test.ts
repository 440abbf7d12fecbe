import { TestDatabases } from '@backstage/backend-test-utils';
import { DriverError, Secret, Unknown } from '@tutti/engine';
import { driverContract } from '@tutti/engine/testing';
import { recordFor } from '../__testUtils__/record';
import { describeTofu } from '../__testUtils__/tofu';
import { openWorld, requestFor, runOf, World } from '../__testUtils__/world';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const DATABASE = {
  'main.tf': `
variable "name" {
  type = string
}
variable "size" {
  type    = number
  default = 8
}
variable "admin" {
  type    = string
  default = "nobody"
}
resource "random_password" "this" {
  length = var.size
  keepers = { name = var.name }
}
resource "random_pet" "host" {
  prefix = var.name
}
output "host" {
  value = random_pet.host.id
}
output "port" {
  value = 5432
}
output "url" {
  value = "db://\${var.admin}@\${random_pet.host.id}"
}
output "password" {
  value     = random_password.this.result
  sensitive = true
}
`,
};

const INPUTS = {
  module: { source: './database' },
  variables: { name: 'orders' },
  outputs: { host: 'host', port: 'port', password: 'password' },
};

let world: World;

beforeEach(async () => {
  world = await openWorld(await databases.init('SQLITE_3'));
  await world.module('database', DATABASE);
});
afterEach(() => world.stop());

describeTofu('the driver terraform', () => {
  driverContract(() => ({
    driver: world.driver,
    request: requestFor(INPUTS),
  }));

  it('plans by the tool, once, and applies exactly that', async () => {
    const { driver, works, states } = world;
    const plan = await driver.plan(requestFor(INPUTS));
    expect(plan).toMatchObject({
      exactness: 'exact',
      outputs: { port: 5432 },
      changes: [
        {
          address: 'module.resource.random_password.this',
          action: 'create',
        },
        { address: 'module.resource.random_pet.host', action: 'create' },
      ],
    });
    expect(plan.changes?.[1].fields).toContainEqual({
      path: 'prefix',
      after: 'orders',
    });
    expect(plan.files?.['main.tf.json']).toContain('"name": "orders"');
    expect(await driver.plan(requestFor(INPUTS))).toEqual(plan);
    expect(await world.another().plan(requestFor(INPUTS))).toEqual(plan);
    expect(works).toHaveLength(1);

    const result = await driver.apply(
      requestFor(INPUTS),
      runOf('op-1', { planned: 'exact' }),
    );
    expect(result.outputs).toEqual({
      host: expect.stringMatching(/^orders-/),
      port: 5432,
      password: expect.any(Secret),
    });
    expect(works[1].commands.map(({ args }) => args[0])).toEqual([
      'init',
      'apply',
    ]);
    expect(await states.lockOf('res-1')).toBeUndefined();
    expect(result.state).toMatchObject({
      source: './database',
      digest: expect.stringMatching(/^sha256:/),
    });
  });

  it('says what is replaced and why, and masks what is secret', async () => {
    const { driver } = world;
    await driver.apply(requestFor(INPUTS), runOf('op-1'));
    const { changes } = await driver.plan(
      requestFor({ ...INPUTS, variables: { name: 'orders', size: 9 } }),
    );
    expect(changes).toEqual([
      {
        address: 'module.resource.random_password.this',
        action: 'replace',
        summary: 'replaced because of length',
        because: ['length'],
        fields: expect.arrayContaining([
          { path: 'length', before: 8, after: 9 },
          {
            path: 'result',
            before: { masked: 'secret' },
            after: { masked: 'unknown', type: 'any', from: 'the tool' },
          },
        ]),
      },
    ]);
  });

  it('does nothing that was not planned: what is not current any more is told', async () => {
    const { driver, module } = world;
    await driver.plan(requestFor(INPUTS));
    await module('database', {
      'more.tf': 'resource "random_id" "x" { byte_length = 2 }',
    });
    await expect(
      driver.apply(requestFor(INPUTS), runOf('op-1', { planned: 'exact' })),
    ).rejects.toMatchObject({ code: 'PlanDiverged' });
    expect(await world.states.version('res-1')).toBe('none');
  });

  it('cannot plan before its inputs are known, and does so in the run', async () => {
    const { driver } = world;
    const unknown = requestFor({
      ...INPUTS,
      variables: { name: new Unknown('string', false, 'resources.net.id') },
    });
    expect(await driver.plan(unknown)).toMatchObject({
      exactness: 'deferred',
      outputs: {},
      files: { 'main.tf.json': expect.stringContaining('resources.net.id') },
    });
    const { outputs } = await driver.apply(
      requestFor(INPUTS),
      runOf('op-1', { planned: 'deferred' }),
    );
    expect(outputs.host).toMatch(/^orders-/);
  });

  it('keeps what something secret went into secret, though the module does not call it so', async () => {
    const { driver, works } = world;
    const inputs = {
      ...INPUTS,
      variables: { name: 'orders', admin: new Secret('CANARY-${x}') },
      outputs: { ...INPUTS.outputs, url: 'url' },
    };
    const plan = await driver.plan(requestFor(inputs));
    const run = runOf('op-1', { planned: 'exact' });
    const { outputs } = await driver.apply(requestFor(inputs), run);
    expect(outputs.url).toBeInstanceOf(Secret);
    expect(outputs.port).toBe(5432);
    const { url } = outputs;
    expect(url instanceof Secret && url.reveal()).toContain('CANARY-${x}@');
    // In no text that anybody sees, and in nothing that lies in the database.
    const seen = [JSON.stringify(plan), run.lines.join('\n')];
    for (const table of ['states', 'plans', 'locks', 'tokens', 'modules']) {
      seen.push(JSON.stringify(await world.db(`terraform_${table}`)));
    }
    for (const work of works) {
      seen.push(
        JSON.stringify(work.commands),
        String(work.files['main.tf.json']),
      );
    }
    expect(seen.join('\n')).not.toContain('CANARY');
  });

  it('tells in its own words what the tool complained about', async () => {
    const wrong = world.driver.plan(
      requestFor({ ...INPUTS, variables: { name: 'orders', size: 0 } }),
    );
    await expect(wrong).rejects.toBeInstanceOf(DriverError);
    await expect(wrong).rejects.toThrow(/^The tool failed: Error: /);
    await expect(wrong).rejects.not.toThrow('│');
  });

  it('takes over what exists already, and makes nothing twice', async () => {
    const { driver, module } = world;
    await module('pet', {
      'main.tf': `
resource "random_password" "this" { length = 10 }
output "password" {
  value     = random_password.this.result
  sensitive = true
}`,
    });
    const inputs = {
      module: { source: './pet' },
      imports: [{ to: 'random_password.this', id: 'securesome' }],
      outputs: { password: 'password' },
    };
    const { changes } = await driver.plan(requestFor(inputs));
    expect(changes).toMatchObject([
      { address: 'module.resource.random_password.this', action: 'adopt' },
    ]);
    await expect(
      world.driver.apply(
        requestFor(inputs, { resourceId: 'res-2' }),
        runOf('op-2', { planned: 'deferred' }),
      ),
    ).rejects.toMatchObject({ code: 'PlanDiverged' });
    const { outputs } = await driver.apply(
      requestFor(inputs),
      runOf('op-1', { planned: 'exact' }),
    );
    const { password } = outputs;
    expect(password instanceof Secret && password.reveal()).toBe('securesome');
    expect((await driver.plan(requestFor(inputs))).changes).toEqual([]);
  });

  it('destroys what it made by the module that it was made with', async () => {
    const { driver, module, states } = world;
    const request = requestFor(INPUTS);
    const { outputs, state } = await driver.apply(request, runOf('op-1'));
    await module('database', { 'main.tf': 'this is no module' });
    const record = recordFor(request, {
      outputs,
      ...(state !== undefined && { driverState: state }),
    });
    const run = runOf('op-2');
    await driver.destroy(record, run);
    expect(run.lines.join('\n')).toContain('2 destroyed');
    expect(await states.version('res-1')).toBe('none');
  });
});
