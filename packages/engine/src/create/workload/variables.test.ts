import { Unknown } from '../../model';
import { firstContainer, problems, rendered } from './__fixtures__/renderInput';
import { valueAt } from './tree';

const web = (variables: string) => `
metadata: { name: web }
containers: { main: { image: "nginx:1.27", variables: ${variables} } }
resources: { db: { type: postgres }, later: { type: postgres } }
`;

const env = (variables: string) =>
  valueAt(firstContainer(rendered(web(variables))), 'env');

describe('variables', () => {
  it('are literal text, sorted by name', () => {
    expect(env('{ B: two, A: "1" }')).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: 'two' },
    ]);
  });

  it('are filled', () => {
    expect(env('{ DB: "${resources.db.host}:${resources.db.port}" }')).toEqual([
      { name: 'DB', value: 'pg.shop:5432' },
    ]);
  });

  it.each(['${resources.db.password}', 'pg://app:${resources.db.password}@pg'])(
    'come from the Secret when a secret has touched them: %s',
    text => {
      const objects = rendered(web(`{ DB: "${text}" }`));
      const key = 'main.variables.DB';
      expect(valueAt(firstContainer(objects), 'env')).toEqual([
        {
          name: 'DB',
          valueFrom: { secretKeyRef: { name: 'web-secrets', key } },
        },
      ]);
      const held = valueAt(objects['Secret/web-secrets'], 'data', key);
      expect(JSON.stringify(objects)).not.toContain('canary');
      expect(held).toMatchObject({
        reveal: expect.any(Function),
      });
    },
  );

  it('stay unknown where they stand when they are known only after apply', () => {
    expect(env('{ HOST: "${resources.later.host}" }')).toEqual([
      { name: 'HOST', value: expect.any(Unknown) },
    ]);
  });

  it('that will be secret are in the Secret before they are known', () => {
    const objects = rendered(web('{ PW: "x-${resources.later.password}" }'));
    expect(objects['Secret/web-secrets'].data).toEqual({
      'main.variables.PW': expect.objectContaining({ secret: true }),
    });
  });

  it.each([
    ['PLAIN', 'main.variables.PLAIN'],
    ['Logging__Level', 'main.variables.Logging__Level'],
    ['logging.level', 'main.variables..logging.level'],
    ['a b', 'main.variables..a_20b'],
  ])('%s has the key %s', (name, key) => {
    const objects = rendered(web(`{ "${name}": "\${resources.db.password}" }`));
    expect(
      Object.keys(valueAt(objects['Secret/web-secrets'], 'data') ?? {}),
    ).toEqual([key]);
  });

  it('refuse a name that Kubernetes refuses', () => {
    expect(problems(web('{ "größe": x }'))).toEqual([
      'IllegalVariableName: Kubernetes does not allow the variable name "größe" in container main of workload web.',
    ]);
  });
});
