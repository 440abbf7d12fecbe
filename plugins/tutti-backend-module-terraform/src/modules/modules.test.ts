import { Secret, Value } from '@tutti/engine';
import { describeModule } from './describeModule';
import { misfits } from './fits';
import { readType } from './typeConstraint';

const read = (files: Record<string, string>, path = '') =>
  describeModule(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]),
    ),
    path,
  );

describe('a module', () => {
  it('says what it takes and gives, in HCL and in JSON', async () => {
    const { variables, outputs, providers } = await read({
      'variables.tf': `
variable "name" {
  type        = string
  description = "How it is called"
}
variable "tags" {
  type    = map(string)
  default = {}
}`,
      'outputs.tf.json': JSON.stringify({
        output: { host: { value: '${local.host}', sensitive: true } },
      }),
      'versions.tf': `
terraform {
  required_providers {
    random = { source = "hashicorp/random", version = ">= 3" }
  }
}`,
      'README.md': '# not read',
      'examples/main.tf': 'variable "not_mine" {}',
    });
    expect(variables).toEqual({
      name: {
        type: { kind: 'string' },
        typeText: 'string',
        description: 'How it is called',
        required: true,
        sensitive: false,
      },
      tags: {
        type: { kind: 'map', of: { kind: 'string' } },
        typeText: 'map(string)',
        required: false,
        default: {},
        sensitive: false,
      },
    });
    expect(outputs).toEqual({ host: { sensitive: true } });
    expect(providers.random).toEqual({
      source: 'hashicorp/random',
      version: '>= 3',
      aliases: [],
    });
  });

  it('that cannot be read says file and line', async () => {
    await expect(read({ 'main.tf': 'variable "a" {' })).rejects.toThrow(
      'The module cannot be read: main.tf:1,',
    );
    await expect(read({ 'README.md': '' })).rejects.toThrow(
      'It is no module: it has no file that ends in .tf.',
    );
  });

  it('that is none itself says where its modules are', async () => {
    await expect(
      read({ 'README.md': '', 'modules/a/main.tf': '', 'modules/b/x.tf': '' }),
    ).rejects.toThrow(
      'There are some below it: modules/a, modules/b. Write // and its folder after the source.',
    );
  });

  it.each<[string, Value, string[]]>([
    ['string', 'x', []],
    ['string', 5, []],
    ['string', ['x'], ['']],
    ['number', '5', []],
    ['number', 'five', ['']],
    ['bool', 'true', []],
    ['bool', 1, ['']],
    ['list(number)', [1, 'two'], ['1']],
    ['set(string)', 'x', ['']],
    ['map(bool)', { a: true, b: 'no' }, ['b']],
    ['object({ a = string, b = optional(number, 3) })', { a: 'x' }, []],
    ['object({ a = string, b = optional(number) })', { b: 'x' }, ['', 'b']],
    ['object({ a = string })', { a: 'x', c: 1 }, ['c']],
    ['tuple([string, number])', ['x', 1], []],
    ['tuple([string, number])', ['x'], ['']],
    ['list(object({ port = number }))', [{ port: 'http' }], ['0.port']],
    ['any', { whatever: [1] }, []],
    ['number', new Secret('hush'), ['']],
    ['string', null, []],
  ])(
    '%s takes %j, or says where it does not fit',
    async (type, value, paths) => {
      const found = misfits(value, await readType(type));
      expect(found.map(({ path }) => path.join('.'))).toEqual(paths);
      expect(JSON.stringify(found)).not.toContain('hush');
    },
  );
});
