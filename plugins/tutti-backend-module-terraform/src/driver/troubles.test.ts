import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Secret } from '@tutti/engine';
import { describeTofu } from '../__testUtils__/tofu';
import { openWorld, requestFor, runOf, World } from '../__testUtils__/world';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describeTofu('a provider', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(await databases.init('SQLITE_3'), {
      graceMs: 5_000,
    });
  });
  afterEach(() => world.stop());

  const nothingLeft = async () => {
    for (const table of ['locks', 'tokens', 'works']) {
      expect(await world.db(`terraform_${table}`)).toEqual([]);
    }
  };

  it('that fails half-way leaves what it made: the next run makes the rest', async () => {
    const { driver, folder } = world;
    const blocked = join(folder, 'blocked');
    await writeFile(blocked, 'a file where a folder is wanted');
    await world.module('files', {
      'main.tf': `
variable "folder" { type = string }
resource "local_file" "first" {
  filename = "\${var.folder}/first"
  content  = "1"
}
resource "local_file" "second" {
  depends_on = [local_file.first]
  filename   = "\${var.folder}/blocked/second"
  content    = "2"
}`,
    });
    const request = requestFor({
      module: { source: './files' },
      variables: { folder },
    });
    await driver.plan(request);
    await expect(
      driver.apply(request, runOf('op-1', { planned: 'exact' })),
    ).rejects.toThrow(/^The tool failed: Error: /);
    await nothingLeft();
    await rm(blocked);
    const { changes } = await driver.plan(request);
    expect(changes?.map(({ address, action }) => [address, action])).toEqual([
      ['module.resource.local_file.second', 'create'],
    ]);
    await driver.apply(request, runOf('op-1', { planned: 'exact' }));
    expect((await driver.plan(request)).changes).toEqual([]);
  });

  it('that hangs is stopped when somebody cancels, and what was made stays known', async () => {
    const { driver, states } = world;
    await world.module('slow', {
      'main.tf': `
resource "random_pet" "made" {}
resource "time_sleep" "hangs" {
  depends_on      = [random_pet.made]
  create_duration = "600s"
}`,
    });
    const request = requestFor({ module: { source: './slow' } });
    const cancel = new AbortController();
    const run = runOf('op-1', {
      signal: cancel.signal,
      log(line) {
        if (line.includes('hangs: Creating')) {
          cancel.abort(new Error('cancelled by a person'));
        }
      },
    });
    await expect(driver.apply(request, run)).rejects.toThrow(
      'cancelled by a person',
    );
    await nothingLeft();
    const state = await states.read('res-1');
    expect(state?.text).toContain('random_pet');
  });

  it('and a module say no secret in what they complain about', async () => {
    const { driver } = world;
    await world.module('picky', {
      'main.tf': `
variable "admin" {
  type = string
  validation {
    condition     = length(var.admin) < 3
    error_message = "It cannot be \${var.admin}."
  }
}`,
    });
    const request = requestFor({
      module: { source: './picky' },
      variables: { admin: new Secret('CANARY-of-an-error') },
    });
    const told = await driver.plan(request).catch(error => error.message);
    expect(told).toMatch(/^The tool failed: Error: /);
    expect(told).not.toContain('CANARY');
    await nothingLeft();
  });
});
