import fs from 'node:fs';
import path from 'node:path';
import { builtinDrivers } from '../../drivers';
import { loadPlatform } from '../../loadPlatform';
import { Secret, Workload } from '../../model';
import { folderSource, readWorkload } from '../../read';
import { TestEnvironment } from '../../testing';

const EXAMPLES = path.resolve(__dirname, '../../../../../examples');

/** The platform of examples/platform. */
export function examplePlatform() {
  const folder = path.join(EXAMPLES, 'platform');
  const files = fs.readdirSync(folder).map(file => ({
    file,
    text: fs.readFileSync(path.join(folder, file), 'utf8'),
  }));
  const platform = loadPlatform(files, builtinDrivers());
  if (!platform.ok) {
    throw new Error(JSON.stringify(platform.problems));
  }
  return platform.value;
}

/** The workloads of examples/applications/shop. */
export function exampleWorkloads(): Workload[] {
  const folder = path.join(EXAMPLES, 'applications/shop');
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => {
      const file = path.join(folder, name, 'score.yaml');
      const workload = readWorkload(fs.readFileSync(file, 'utf8'), {
        file: `${name}/score.yaml`,
        readSource: folderSource(path.dirname(file)),
      });
      if (!workload.ok) {
        throw new Error(JSON.stringify(workload.problems));
      }
      return workload.value;
    });
}

/** Whatever the examples ask for by name exists; each secret is a canary. */
function everything<T>(make: (name: string) => T): Record<string, T> {
  const text = fs
    .readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml'))
    .map(file => fs.readFileSync(path.join(EXAMPLES, file), 'utf8'))
    .join('\n');
  const names = text.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? [];
  return Object.fromEntries(
    [...new Set(names)].map(name => [name, make(name)]),
  );
}

/** The example shop in an environment of this type, with everything it asks for by name. */
export function exampleShop(type: string): TestEnvironment {
  const workloads = exampleWorkloads();
  return TestEnvironment.of(examplePlatform(), workloads, {
    application: {
      id: 'app-1',
      name: 'shop',
      owner: 'group:default/storefront',
      labels: {},
    },
    environment: { id: `env-${type}`, name: type, type },
    images: Object.fromEntries(
      workloads.map(({ name, containers }) => [
        name,
        Object.fromEntries(
          Object.keys(containers).map(container => [
            container,
            `registry.example.com/shop/${name}:1.0.0`,
          ]),
        ),
      ]),
    ),
    values: {
      CURRENCY: 'EUR',
      PAYMENT_PROVIDER: 'https://payments.example.com',
    },
    secrets: everything(name => new Secret(`canary-${name}`)),
    platformValues: everything(name => `value-of-${name.toLowerCase()}`),
    platformSecrets: everything(name => new Secret(`canary-platform-${name}`)),
  });
}
