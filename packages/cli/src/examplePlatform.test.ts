import { dump } from 'js-yaml';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { DryRun, startDryRun } from './__testUtils__/dryRun';
import {
  EXAMPLE_PLATFORM,
  examplePlatform,
} from './__testUtils__/examplePlatform';
import { tutti } from './__testUtils__/tutti';

/** Every resource type of examples/platform, asked for in every type of environment. */

const platform = examplePlatform();
const assets = process.env.KUBEBUILDER_ASSETS;

const PARAMS: Record<string, object> = {
  route: { host: 'shop.example.com', port: 80 },
  service: { workload: 'web' },
  'service-port': { workload: 'web', port: 'http' },
  'llm-model': { model: 'smollm2:135m' },
  'dapr-subscription': { topic: 'orders', pubsub: 'events' },
};

/** What the platform team has not made for this type of environment. */
const NOT_OFFERED = [
  'api-mocks in production',
  'kafka-broker in production',
  'kafka-topic in production',
  'mongodb in production',
];

const cases = Object.keys(platform.environmentTypes).flatMap(environmentType =>
  Object.keys(platform.resourceTypes).map(type => ({ type, environmentType })),
);

/** A workload that uses all outputs the type promises. */
function scoreFile(type: string): string {
  const { outputs } = platform.resourceTypes[type];
  const required = Array.isArray(outputs.required) ? outputs.required : [];
  const names = type === 'environment' ? ['GREETING'] : required;
  const container = {
    image: 'registry.example.com/shop/web:1.0.0',
    resources: { limits: { memory: '64Mi' } },
    ...(type === 'volume'
      ? { volumes: { '/data': { source: '${resources.it}' } } }
      : {
          variables: Object.fromEntries(
            names.map((name, index) => [
              `V${index}`,
              `\${resources.it.${name}}`,
            ]),
          ),
        }),
  };
  return dump({
    apiVersion: 'score.dev/v1b1',
    metadata: { name: 'web' },
    containers: { main: container },
    service: { ports: { http: { port: 80, targetPort: 8080 } } },
    resources: {
      it: { type, ...(type in PARAMS && { params: PARAMS[type] }) },
    },
  });
}

const APPLICATION = dump({
  apiVersion: 'tutti.dev/v1alpha1',
  kind: 'Application',
  metadata: { name: 'shop' },
  spec: { owner: 'group:default/storefront', values: { GREETING: 'hello' } },
});

/** The platform's own values, all that its files name. */
const VALUES = dump({
  platform: {
    values: Object.fromEntries(
      [
        ...JSON.stringify(platform).matchAll(/\$\{platform\.values\.(\w+)\}/g),
      ].map(([, name]) => [name, name.toLowerCase().replace(/_/g, '-')]),
    ),
  },
});

describe('the example platform', () => {
  let folder: string;
  let server: DryRun | undefined;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-examples-'));
    writeFileSync(join(folder, 'application.yaml'), APPLICATION);
    writeFileSync(join(folder, 'values.yaml'), VALUES);
    server = assets ? await startDryRun(assets) : undefined;
  }, 90_000);

  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true });
  }, 30_000);

  it.each(cases)(
    'makes $type in $environmentType, if it offers it',
    async ({ type, environmentType }) => {
      const score = join(folder, 'score.yaml');
      writeFileSync(score, scoreFile(type));
      const { code, out, err } = await tutti(
        ...['generate', score, '--values', join(folder, 'values.yaml')],
        ...['--platform', EXAMPLE_PLATFORM, join(folder, 'application.yaml')],
        ...['--environment', environmentType],
      );
      const refusals = code === 0 ? await server?.refusals(out) : undefined;
      const codes = [...err.matchAll(/(?:error|warning) (\w+):/g)];
      const offered = !NOT_OFFERED.includes(`${type} in ${environmentType}`);
      expect({
        code,
        said: codes.map(([, one]) => one),
        refusals: refusals ?? [],
      }).toEqual({
        code: offered ? 0 : 1,
        said: offered ? [] : ['NoMatch'],
        refusals: [],
      });
    },
  );
});

if (!assets) {
  process.stderr.write(
    'SKIPPED: manifests of the example platform NOT tried on a real API server. Set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver.\n',
  );
}
