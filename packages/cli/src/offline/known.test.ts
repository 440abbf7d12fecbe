import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { tutti } from '../__testUtils__/tutti';

const examples = join(__dirname, '../../../../examples');

const production = [
  join(examples, 'applications/shop'),
  ...['--platform', join(examples, 'platform')],
  ...['--environment', 'production', '--image', 'example.com/x:1'],
];

describe('what only the portal knows', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-known-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = (text: string) => {
    const path = join(folder, 'values.yaml');
    writeFileSync(path, text);
    return path;
  };

  it('does not stop a plan', async () => {
    expect(await tutti('plan', ...production)).toMatchObject({
      code: 0,
      err: '',
    });
  });

  it('is missing in manifests until it is given', async () => {
    const without = await tutti('generate', ...production);
    expect(without).toMatchObject({ code: 1, out: '' });
    const values = file(`
platform:
  values:
    PRODUCTION_DATABASE_HOST: pg.example.com
    PRODUCTION_CACHE_HOST: redis.example.com
    OBJECT_STORE_REGION: eu-1
`);
    const given = await tutti('generate', ...production, '--values', values);
    expect(given).toMatchObject({ code: 0, err: '' });
    expect(given.out).toContain('pg.example.com');
    // Secrets need not be given: they are written as references.
    expect(given.out).toContain(
      '${secret:platform/PRODUCTION_DATABASE_PASSWORD}',
    );
  });

  it('goes before what the application declares', async () => {
    const values = file('values: { CURRENCY: CHF }');
    const development = [...production, '--environment', 'development'];
    const { out } = await tutti('generate', ...development, '--values', values);
    expect(out).toContain('CHF');
    expect(out).not.toContain('EUR');
  });

  it.each([
    ['values: [1]', 'values must be a map'],
    [
      'values: { A: 1 }\nsecret: [B]',
      'has no secret; there is values, secrets',
    ],
    ['secrets: { KEY: hunter2 }', 'secrets must be a list of names'],
    ['platform: { secrets: [1] }', 'platform.secrets must be a list of names'],
    ['{}\n---\n{}', 'must be one YAML document'],
  ])('is refused as %p', async (text, message) => {
    const { code, err } = await tutti(
      ...['plan', ...production, '--values', file(text)],
    );
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toContain('hunter2');
  });
  it.each([
    ['{', 'values.yaml:1:2: error YamlSyntax'],
    ['values: { A: 3.10 }', 'values.yaml:1:14: error NumberNotKept'],
    ['values:\n  A: 1234e5', 'values.yaml:2:6: error NumberNotKept'],
  ])('is a problem as %p', async (text, message) => {
    const { code, err } = await tutti(
      ...['plan', ...production, '--values', file(text)],
    );
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining(message),
    });
  });
});
