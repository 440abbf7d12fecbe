import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  builtinDrivers,
  checkDefinitions,
  loadPlatform,
  Platform,
  Result,
} from '@tutti/engine';
import { checkDefinition } from '../definition/checkDefinition';
import { INPUTS_SCHEMA } from '../definition/inputsSchema';
import { LocalModules } from '../modules';
import { ModuleInspector } from './ModuleInspector';

const BEFORE = `
terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      version               = "~> 5.0"
      configuration_aliases = [aws.replica]
    }
  }
}
variable "name" { type = string }
variable "tags" {
  type    = map(string)
  default = {}
}
variable "admin_password" {
  type      = string
  sensitive = true
}
variable "rules" {
  type = list(object({ port = number, from = optional(string) }))
}
variable "anything" {}
variable "size" {
  type    = number
  default = 8
}
output "endpoint" { value = "x" }
output "password" {
  value     = var.admin_password
  sensitive = true
}
`;

const AFTER = BEFORE.replace('variable "size" {', 'variable "disk" {')
  .replace('output "endpoint"', 'output "address"')
  .replace('default = 8', 'default = 16')
  .replace('~> 5.0', '~> 6.0')
  .replace('variable "anything" {}', 'variable "zone" { type = string }');

describe('a module that is inspected', () => {
  let root: string;
  let modules: LocalModules;
  const never = new AbortController().signal;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tutti-inspect-'));
    modules = new LocalModules(root);
    for (const [name, text] of [
      ['terraform-aws-database', BEFORE],
      ['database-2', AFTER],
    ]) {
      await mkdir(join(root, name));
      await writeFile(join(root, name, 'main.tf'), text);
    }
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function load(yaml: string): Promise<Result<Platform>> {
    const files = [{ file: 'proposal.yaml', text: yaml }];
    const drivers = [
      ...builtinDrivers(),
      {
        name: 'terraform',
        inputs: INPUTS_SCHEMA,
        check: checkDefinition.bind(undefined, modules),
      },
    ];
    return checkDefinitions(loadPlatform(files, drivers), { files, drivers });
  }

  it('is proposed as a type and a definition that load, and warns of what people decide', async () => {
    const { variables, outputs, proposal, warnings } =
      await new ModuleInspector(modules).inspect(
        { source: './terraform-aws-database', definitions: [], types: {} },
        never,
      );
    expect(variables.map(({ name, required }) => [name, required])).toEqual([
      ['admin_password', true],
      ['anything', true],
      ['name', true],
      ['rules', true],
      ['size', false],
      ['tags', false],
    ]);
    expect(outputs).toEqual([
      { name: 'endpoint', sensitive: false },
      { name: 'password', sensitive: true },
    ]);
    const loaded = await load(proposal);
    expect(loaded.problems).toEqual([]);
    expect(loaded).toMatchObject({
      ok: true,
      value: {
        resourceTypes: {
          database: {
            params: {
              required: ['anything', 'rules'],
              properties: {
                rules: {
                  type: 'array',
                  items: {
                    required: ['port'],
                    properties: { port: { type: 'number' } },
                  },
                },
              },
            },
            outputs: { properties: { password: { 'x-secret': true } } },
          },
        },
        definitions: {
          'database-by-module': {
            inputs: {
              variables: {
                name: '${resource.name}',
                admin_password: '${generate.password.admin_password}',
                tags: { application: '${context.application}' },
              },
            },
          },
        },
      },
    });
    expect(warnings).toEqual([
      expect.stringContaining('"admin_password" is secret'),
      expect.stringContaining('"anything" takes anything'),
      expect.stringContaining('"aws.replica" is handed in'),
    ]);
  });

  it('says what an upgrade changes, and which definitions it breaks where', async () => {
    const inspector = new ModuleInspector(modules);
    const source = './terraform-aws-database';
    const { proposal } = await inspector.inspect(
      { source, definitions: [], types: {} },
      never,
    );
    const loaded = await load(proposal);
    const { resourceTypes = {}, definitions = {} } = loaded.ok
      ? loaded.value
      : {};
    const { upgrade } = await inspector.inspect(
      {
        source,
        against: './database-2',
        definitions: Object.values(definitions),
        types: resourceTypes,
      },
      never,
    );
    expect(
      upgrade?.changes.map(({ of, name, change, text, breaking }) => [
        `${of} ${name} ${change}`,
        text,
        breaking,
      ]),
    ).toEqual([
      ['variable anything removed', 'not taken any more', true],
      ['variable size removed', 'not taken any more', true],
      ['variable zone added', 'new, and has to be given', true],
      ['output endpoint removed', 'not given any more', true],
      ['variable disk added', 'new', false],
      ['output address added', 'new', false],
      ['provider aws changed', 'version ~> 5.0 → ~> 6.0', false],
    ]);
    expect(upgrade?.definitions).toEqual([
      {
        name: 'database-by-module',
        findings: [
          expect.objectContaining({
            message: expect.stringContaining('needs the variable "zone"'),
          }),
          expect.objectContaining({ path: ['variables', 'anything'] }),
          expect.objectContaining({ path: ['outputs', 'endpoint'] }),
        ],
      },
    ]);
  });

  it('may be handed in by its files', async () => {
    const { digest, proposal } = await new ModuleInspector(modules).inspect(
      {
        source: 'team/postgres/aws',
        version: '1.2.0',
        files: { 'main.tf': 'output "a" { value = 1 }' },
        definitions: [],
        types: {},
      },
      never,
    );
    expect(digest).toMatch(/^sha256:/);
    expect(proposal).toContain('name: postgres-by-module');
    expect(proposal).toContain('version: 1.2.0');
  });

  it('that is a folder has no versions', async () => {
    await expect(
      new ModuleInspector(modules).inspect(
        {
          source: './database-2',
          against: '2.0.0',
          definitions: [],
          types: {},
        },
        never,
      ),
    ).rejects.toThrow('Name another source to compare it with.');
  });
});
