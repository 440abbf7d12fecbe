import { readWorkload } from '@tutti/engine';
import { ChosenWorkload } from './choices';
import { imageProblem } from './imageProblem';
import { scoreText } from './scoreText';

const IMAGE = 'registry.example.com/orders:1.4.2';
const DATABASE = {
  name: 'db',
  type: 'postgres',
  params: { version: '17' },
  outputs: ['host', 'password'],
};

const PRESENT = `# The web shop.
apiVersion: score.dev/v1b1
metadata:
  name: web
containers:
  web:
    image: . # the build says which
    variables:
      PORT: '8080'
      DB_HOST: \${resources.db.host}
      DATABASE_URL: postgres://\${resources.db.host}/x
      PRICE: $\${resources.db.host}
      OTHER: \${resources.dbs.host}
    volumes:
      /data:
        source: \${resources.files}
resources:
  # Orders live here.
  db: { type: postgres, id: main }
  dbs: { type: postgres }
  files: { type: volume }
`;

describe('a Score file from choices', () => {
  it('is a whole one, with the outputs of its resources as variables', () => {
    const text = scoreText({
      name: 'orders',
      image: IMAGE,
      port: 8080,
      variables: { LOG_LEVEL: 'info' },
      resources: [
        DATABASE,
        { name: 'files', type: 'volume', mountPath: '/data' },
      ],
    });
    expect(text).toBe(`apiVersion: score.dev/v1b1
metadata:
  name: orders
containers:
  main:
    image: ${IMAGE}
    variables:
      LOG_LEVEL: info
      DB_HOST: \${resources.db.host}
      DB_PASSWORD: \${resources.db.password}
    volumes:
      /data:
        source: \${resources.files}
service:
  ports:
    http:
      port: 8080
resources:
  db:
    type: postgres
    params:
      version: "17"
  files:
    type: volume
`);
    expect(readWorkload(text, { file: 'score.yaml' })).toMatchObject({
      ok: true,
    });
  });

  it('changes one that is there: what was not asked for stays, comments too', () => {
    expect(
      scoreText(
        {
          name: 'web',
          resources: [
            { name: 'db', type: 'postgres', id: 'main', outputs: ['port'] },
            { name: 'dbs', type: 'postgres' },
            { name: 'files', type: 'volume' },
            { name: 'cache', type: 'redis', outputs: ['host'] },
          ],
        },
        PRESENT,
      ),
    ).toBe(
      PRESENT.replace(
        '      OTHER: ${resources.dbs.host}\n',
        '      OTHER: ${resources.dbs.host}\n      CACHE_HOST: ${resources.cache.host}\n',
      ).replace(
        '  files: { type: volume }\n',
        '  files: { type: volume }\n  cache:\n    type: redis\n',
      ),
    );
  });

  it('loses a resource with the variables and volumes that came from it, and no others', () => {
    const text = scoreText(
      { name: 'web', resources: [{ name: 'dbs', type: 'postgres' }] },
      PRESENT,
    );
    expect(text).toBe(`# The web shop.
apiVersion: score.dev/v1b1
metadata:
  name: web
containers:
  web:
    image: . # the build says which
    variables:
      PORT: '8080'
      PRICE: $\${resources.db.host}
      OTHER: \${resources.dbs.host}
resources:
  # Orders live here.
  dbs: { type: postgres }
`);
  });

  it('keeps all resources when none are spoken of', () => {
    expect(scoreText({ name: 'web', port: 80 }, PRESENT)).toContain(
      'db: { type: postgres, id: main }',
    );
  });

  it.each<[string, Partial<ChosenWorkload>, string | undefined, RegExp]>([
    ['without image', { image: undefined }, undefined, /needs an image/],
    ['image without tag', { image: 'nginx' }, undefined, /has no tag/],
    [
      'two of a name',
      { resources: [DATABASE, DATABASE] },
      undefined,
      /Two resources are named 'db'/,
    ],
    [
      'a name that is none',
      { resources: [{ ...DATABASE, name: 'a.b' }] },
      undefined,
      /must be lower-case/,
    ],
    [
      'a path without slash',
      { resources: [{ name: 'f', type: 'volume', mountPath: 'data' }] },
      undefined,
      /must begin with a slash/,
    ],
    ['broken base', {}, 'a: [', /cannot be changed/],
    ['no mapping as base', {}, '- a', /no mapping/],
  ])('is refused: %s', (_what, choice, base, message) => {
    expect(() =>
      scoreText({ name: 'orders', image: IMAGE, ...choice }, base),
    ).toThrow(message);
  });
});

describe('an image', () => {
  it.each([
    '.',
    IMAGE,
    'nginx:1.27',
    'localhost:5000/team/app:v1',
    `nginx@sha256:${'a'.repeat(64)}`,
    `nginx:1@sha256:${'a'.repeat(64)}`,
  ])('%s is good', image => {
    expect(imageProblem(image)).toBeUndefined();
  });

  it.each([
    ['nginx', /has no tag/],
    ['localhost:5000/team/app', /has no tag/],
    ['nginx@sha256:abc', /has no tag/],
    ['nginx:', /has no tag/],
    ['a b:1', /no reference/],
    ['$(x):1', /no reference/],
    ['', /no reference/],
  ])('%s is not', (image, message) => {
    expect(imageProblem(image)).toMatch(message);
  });
});
