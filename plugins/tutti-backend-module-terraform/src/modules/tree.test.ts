import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readTree } from './tree';

let base: string;
let folder: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'tutti-tree-'));
  folder = join(base, 'module');
  await put('module/main.tf', 'main');
  await put('module/modules/part/part.tf', 'part');
});
afterEach(() => rm(base, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(base, path)), { recursive: true });
  await writeFile(join(base, path), text);
}

async function texts(): Promise<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(await readTree(folder)).map(([path, content]) => [
      path,
      content.toString('utf8'),
    ]),
  );
}

describe('the tree of a module', () => {
  it('has files in the place of links within it', async () => {
    await mkdir(join(folder, 'test'));
    await symlink('../main.tf', join(folder, 'test', 'main.tf'));
    await symlink('../modules/part', join(folder, 'test', 'part'));
    expect(await texts()).toEqual({
      'main.tf': 'main',
      'modules/part/part.tf': 'part',
      'test/main.tf': 'main',
      'test/part/part.tf': 'part',
    });
  });

  it('ends, where links lead to what holds them', async () => {
    await symlink('..', join(folder, 'modules', 'whole'));
    await symlink('../modules', join(folder, 'modules', 'again'));
    expect(Object.keys(await texts())).toEqual([
      'main.tf',
      'modules/part/part.tf',
    ]);
  });

  it('is the same through a link to its folder', async () => {
    const same = await texts();
    await symlink(folder, join(base, 'link'));
    folder = join(base, 'link');
    expect(await texts()).toEqual(same);
  });

  it.each([
    ['out of it', '../../secret'],
    ['out of it, to what begins with its name', '../../module-2/secret'],
    ['to nothing', 'nothing'],
    ['to what is left behind', '../.git/config'],
    ['to a state', '../terraform.tfstate'],
  ])('is refused where a link leads %s', async (_where, target) => {
    await put('secret', 'canary');
    await put('module-2/secret', 'canary');
    await put('module/.git/config', 'canary');
    await put('module/terraform.tfstate', 'canary');
    await symlink(target, join(folder, 'modules', 'link.tf'));
    await expect(texts()).rejects.toThrow(
      'modules/link.tf of the module is a link that leads to nothing in its folder',
    );
  });
});
