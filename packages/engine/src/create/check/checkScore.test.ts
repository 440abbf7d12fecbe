import { builtinDrivers } from '../../drivers';
import {
  definition,
  platformOf,
  resourceType,
} from '../../match/__fixtures__/platform';
import { readWorkload } from '../../read';
import { checkScore, Place } from '.';

const POSTGRES = resourceType({
  name: 'postgres',
  params: {
    type: 'object',
    properties: { version: { type: 'string' }, size: { type: 'integer' } },
  },
  outputs: {
    type: 'object',
    properties: {
      host: { type: 'string' },
      password: { type: 'string', 'x-secret': true },
    },
  },
});

const PLATFORM = platformOf({
  types: [
    POSTGRES,
    resourceType({ name: 'environment' }),
    resourceType({
      name: 'bucket',
      outputs: { type: 'object', properties: { url: { type: 'string' } } },
    }),
  ],
  definitions: [
    definition({ name: 'pg', inputs: { host: 'h', password: 'p' } }),
    definition({
      name: 'pg-large',
      class: 'large',
      criteria: { environmentType: ['production'] },
      inputs: { host: 'h', password: 'p' },
    }),
    definition({ name: 'env', type: 'environment', driver: 'environment' }),
    definition({ name: 'bucket', type: 'bucket', driver: 'terraform' }),
  ],
});

const PLACES: Place[] = ['development', 'production'].map(environment => ({
  context: {
    application: 'shop',
    environment,
    environmentType: environment,
    labels: {},
  },
  values: [
    { name: 'API_KEY', secret: true },
    ...(environment === 'production'
      ? [{ name: 'REGION', secret: false }]
      : []),
  ],
}));

const DRIVERS = Object.fromEntries(
  builtinDrivers().map(driver => [driver.name, driver]),
);

/** A Score file with variable X, and resources in flow style. */
function score(variable: string, resources: string): string {
  return `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: nginx:1
    variables:
      OTHER: "a"
      X: "${variable}"
resources:
  ${resources}
`;
}

function check(text: string, others = '', places = PLACES) {
  const read =
    others === '' ? [] : [readWorkload(others, { file: 'api.yaml' })];
  return checkScore(text, {
    file: 'web.yaml',
    platform: PLATFORM,
    workloads: read.flatMap(one => (one.ok ? [one.value] : [])),
    places,
    drivers: DRIVERS,
  }).map(({ severity, code, message, hint, line, column }) => ({
    at: `${severity} ${code} ${line}:${column}`,
    message,
    hint,
  }));
}

describe('a Score text against a platform', () => {
  it.each([
    [
      'an output that the type declares',
      'pg://${resources.db.host}',
      'db: { type: postgres }',
    ],
    [
      'a value of every environment',
      '${resources.env.API_KEY}',
      'env: { type: environment }',
    ],
  ])('has nothing against %s', (_, variable, resources) => {
    expect(check(score(variable, resources))).toEqual([]);
  });

  it.each([
    [
      'an output that nothing gives',
      score('pg://${resources.db.hots}', 'db: { type: postgres }'),
      'error UnknownPlaceholder 8:16',
      '${resources.db.hots} cannot be filled: resources.db has no "hots".',
      'Did you mean "host"?',
    ],
    [
      'an output by a longer name',
      score('${resources.db.hostname}', 'db: { type: postgres }'),
      'error UnknownPlaceholder 8:11',
      '${resources.db.hostname} cannot be filled: resources.db has no "hostname".',
      'Did you mean "host"?',
    ],
    [
      'an output that a driver may still give',
      score('${resources.store.urls}', 'store: { type: bucket }'),
      'warning UnknownPlaceholder 8:11',
      '${resources.store.urls} cannot be filled: resources.store has no "urls".',
      'Did you mean "url"?',
    ],
    [
      'a type that the platform lacks',
      score('a', 'db: { type: postgers }'),
      'error NoMatch 10:3',
      'There is no resource type postgers; there are bucket, environment, postgres.',
      'Ask for postgres if that is meant, or have the platform team add the type.',
    ],
    [
      'a class that nobody serves',
      score('a', 'db: { type: postgres, class: lrage }'),
      'error NoMatch 10:3',
      'No definition makes postgres of class lrage for resource db of workload web; there are classes default, large.',
      'Ask for large, or have the platform team add a definition of class lrage.',
    ],
    [
      'a class that one environment lacks',
      score('a', 'db: { type: postgres, class: large }'),
      'warning NoMatch 10:3',
      'In development: Nothing in the platform matches resource db of workload web (postgres.large). Nearest: pg-large (environmentType must be production, is development), pg (class must be default, is large).',
      'Change what is asked for, or have the platform team widen or add a definition.',
    ],
    [
      'a param of the wrong type',
      score('a', 'db: { type: postgres, params: { size: big } }'),
      'error InvalidParams 10:41',
      'The params do not fit resource type postgres. size: This must be a whole number.',
      undefined,
    ],
    [
      'a param that the type does not know',
      score('a', 'db: { type: postgres, params: { sise: 3 } }'),
      'warning ParamIgnored 10:41',
      'Resource type postgres knows no param "sise": it changes nothing.',
      'Did you mean "size"?',
    ],
    [
      'a value that nobody set',
      score('${resources.env.API_KYE}', 'env: { type: environment }'),
      'error UnknownValue 8:11',
      '${resources.env.API_KYE} cannot be filled: the environment has no value or secret "API_KYE".',
      'Did you mean "API_KEY"? Otherwise: Set API_KYE under Values & secrets.',
    ],
    [
      'a value that one environment lacks',
      score('${resources.env.REGION}', 'env: { type: environment }'),
      'warning UnknownValue 8:11',
      'In development: ${resources.env.REGION} cannot be filled: the environment has no value or secret "REGION".',
      'Set REGION under Values & secrets.',
    ],
  ])('says %s at its place', (_, text, at, message, hint) => {
    expect(check(text)).toEqual([{ at, message, hint }]);
  });

  it('says what reading says as well, and looks at what can be read', () => {
    const text = score(
      '${resources.db.hots}',
      'db: { type: postgres }',
    ).replace(
      'containers:',
      'service: { ports: { www: { port: x } } }\ncontainers:',
    );
    expect(check(text).map(({ at }) => at)).toEqual([
      'error SchemaViolation 3:34',
      'error UnknownPlaceholder 9:11',
    ]);
  });

  it('says only what is wrong with this file', () => {
    const other = score(
      '${resources.db.nothing}',
      'db: { type: nothing }',
    ).replace('name: web', 'name: api');
    expect(check(score('a', 'db: { type: postgres }'), other)).toEqual([]);
  });

  it('knows the resources that other workloads share', () => {
    const shared = (params: string) =>
      score('a', `db: { type: postgres, id: main, params: { ${params} } }`);
    const other = shared('size: 1').replace('name: web', 'name: api');
    expect(check(shared('size: 1'), other)).toEqual([]);
    expect(check(shared('size: 2'), other).map(({ at }) => at)).toEqual([
      'error ParamsConflict 10:35',
    ]);
  });

  it('asks for a source of what is mounted', () => {
    const text = score('a', 'db: { type: postgres }').replace(
      '    variables:',
      '    volumes: { /data: { source: "${resources.db}" } }\n    variables:',
    );
    expect(check(text).map(({ at }) => at)).toEqual([
      'error NotMountable 6:33',
    ]);
  });

  it('is quiet about values where none are known', () => {
    const [{ context }] = PLACES;
    expect(
      check(score('${resources.env.ANY}', 'env: { type: environment }'), '', [
        { context },
      ]),
    ).toEqual([]);
  });
});
