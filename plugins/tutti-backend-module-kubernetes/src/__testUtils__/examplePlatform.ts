import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PlanRequest, Secret } from '@tutti/engine';
import { platformFrom } from './environmentOn';

export const EXAMPLES = path.resolve(__dirname, '../../../../examples');
const FOLDER = path.join(EXAMPLES, 'platform');

/** Kinds of operators that the example platform counts on. */
export const OPERATORS = [
  { group: 'dapr.io', version: 'v1alpha1', kind: 'Component' },
  { group: 'dapr.io', version: 'v2alpha1', kind: 'Subscription' },
];

/** The platform of examples/platform, with a value for everything that it asks for by name. */
export function examplePlatform(): Pick<
  PlanRequest,
  'platform' | 'platformValues' | 'platformSecrets'
> {
  const files = readdirSync(FOLDER).map(file => ({
    file,
    text: readFileSync(path.join(FOLDER, file), 'utf8'),
  }));
  const named = (root: string) =>
    files.flatMap(({ text }) =>
      [...text.matchAll(new RegExp(`platform\\.${root}\\.(\\w+)`, 'g'))].map(
        ([, name]) => name,
      ),
    );
  const nameOf = (name: string) => name.toLowerCase().replace(/_/g, '-');
  return {
    platform: platformFrom(files),
    platformValues: Object.fromEntries(
      named('values').map(name => [name, nameOf(name)]),
    ),
    platformSecrets: Object.fromEntries(
      named('secrets').map(name => [name, new Secret(nameOf(name))]),
    ),
  };
}
