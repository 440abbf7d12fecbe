import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { EXAMPLE_PLATFORM } from '../__testUtils__/examplePlatform';
import { tutti } from '../__testUtils__/tutti';

const SCORE = `
apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: example.com/web:1.0
    variables: { CART: "http://\${resources.cart.PLACE}" }
resources:
  cart: { type: service }
`;

const APPLICATION = `
apiVersion: tutti.dev/v1alpha1
kind: Application
metadata: { name: shop }
spec: {}
`;

describe('a Score file whose neighbours are elsewhere', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-piece-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function on(verb: string, output: string, ...files: [string, string][]) {
    for (const [name, text] of [
      ['score.yaml', SCORE.replace('PLACE', output)],
      ...files,
    ]) {
      writeFileSync(join(folder, name), text);
    }
    return tutti(verb, folder, '--platform', EXAMPLE_PLATFORM);
  }

  it.each(['plan', 'generate'])(
    'is a piece of its application to %s, and that is said',
    async verb => {
      const { code, err } = await on(verb, 'name');
      expect({ code, err }).toEqual({
        code: 0,
        err: expect.stringMatching(
          /^warning WorkloadAssumed: Workload cart is not among these files/,
        ),
      });
    },
  );

  it('does not know the others’ ports', async () => {
    const { code, err } = await on('generate', 'ports.http');
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining('the Score file of cart, which is not here'),
    });
  });

  it('is mistaken where an Application file says what there is', async () => {
    const { code, err } = await on('plan', 'name', [
      'application.yaml',
      APPLICATION,
    ]);
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining('no workload cart in shop'),
    });
  });
});
