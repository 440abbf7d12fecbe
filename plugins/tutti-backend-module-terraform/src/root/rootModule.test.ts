import { Secret, Unknown } from '@tutti/engine';
import { describeModule } from '../modules';
import { rootModule } from './rootModule';

const description = (text: string) =>
  describeModule({ 'main.tf': Buffer.from(text) });
const inputs = {
  module: { source: './m' },
  variables: {},
  outputs: {},
  providers: {},
  imports: [],
};

describe('the root module', () => {
  it('is the same for the same values, in whatever order they come', async () => {
    const module = await description('variable "a" {}\nvariable "b" {}');
    const one = rootModule(
      { ...inputs, variables: { a: { x: 1, y: 2 }, b: true } },
      module,
      '',
    );
    const other = rootModule(
      { ...inputs, variables: { b: true, a: { y: 2, x: 1 } } },
      module,
      '',
    );
    expect(one.text).toBe(other.text);
  });

  it('holds no secret: each is a variable, in its place', async () => {
    const module = await description('variable "users" {}');
    const { text, secrets } = rootModule(
      {
        ...inputs,
        variables: {
          users: [{ name: 'app', password: new Secret('hush${x}') }],
        },
        providers: {
          db: { host: 'pg', password: new Secret({ a: 'quiet%{y}' }) },
        },
      },
      module,
      '',
    );
    expect(text).not.toMatch(/hush|quiet/);
    expect(JSON.parse(text).module.resource.users).toEqual([
      { name: 'app', password: '${var.users_0_password}' },
    ]);
    expect(secrets).toEqual({
      users_0_password: 'hush${x}',
      provider_db__password: '{"a":"quiet%%{y}"}',
    });
  });

  it('takes texts as they are, never as templates', async () => {
    const module = await description('variable "a" {}');
    const { text } = rootModule(
      { ...inputs, variables: { a: '${path.module} %{ if true }' } },
      module,
      'sub',
    );
    expect(JSON.parse(text).module.resource).toEqual({
      source: './module/sub',
      a: '$${path.module} %%{ if true }',
    });
  });

  it('says what is not known yet, and where it comes from', async () => {
    const module = await description('variable "a" {}');
    const { text } = rootModule(
      {
        ...inputs,
        variables: { a: new Unknown('string', true, 'resources.net.id') },
      },
      module,
      '',
    );
    expect(text).toContain('(secret, known after apply: resources.net.id)');
  });

  it('configures providers, those with an alias too, from where the module has them', async () => {
    const module = await description(`
terraform {
  required_providers {
    cloud = {
      source                = "example/cloud"
      configuration_aliases = [cloud.replica]
    }
  }
}`);
    const { text } = rootModule(
      {
        ...inputs,
        providers: {
          cloud: { region: 'eu' },
          'cloud.replica': { region: 'us' },
        },
      },
      module,
      '',
    );
    const root = JSON.parse(text);
    expect(root.terraform.required_providers).toEqual({
      cloud: { source: 'example/cloud' },
    });
    expect(root.provider.cloud).toEqual([
      { region: 'eu' },
      { alias: 'replica', region: 'us' },
    ]);
    expect(root.module.resource.providers).toEqual({
      'cloud.replica': 'cloud.replica',
    });
  });
});
