import { isObject, JsonValue } from '../../model';
import { Path } from '../path';
import { Finding } from '../report';

const PARTS = [
  'containers',
  'resources',
  'ports',
  'annotations',
  'variables',
  'files',
  'volumes',
] as const;
type Part = (typeof PARTS)[number];

/** How many of each a workload may have: far beyond what people write, and what a portal can serve. */
const LIMITS: Record<Part, number> = {
  containers: 100,
  resources: 500,
  ports: 250,
  annotations: 250,
  variables: 1000,
  files: 1000,
  volumes: 1000,
};

const TITLE: Record<Part, string> = {
  containers: 'containers',
  resources: 'resources',
  ports: 'service ports',
  annotations: 'annotations',
  variables: 'variables in all its containers',
  files: 'files in all its containers',
  volumes: 'volumes in all its containers',
};

/** What there is too much of. Looked for before anything else, which then need not be. */
export function tooMany(document: JsonValue): Finding[] {
  const containers = Object.values(mapAt(document, 'containers'));
  const inAll = (part: string) =>
    containers.reduce<number>(
      (sum, container) => sum + Object.keys(mapAt(container, part)).length,
      0,
    );
  const counted: Record<Part, [number, Path]> = {
    containers: [containers.length, ['containers']],
    resources: [sizeAt(document, 'resources'), ['resources']],
    ports: [sizeAt(document, 'service', 'ports'), ['service', 'ports']],
    annotations: [
      sizeAt(document, 'metadata', 'annotations'),
      ['metadata', 'annotations'],
    ],
    variables: [inAll('variables'), ['containers']],
    files: [inAll('files'), ['containers']],
    volumes: [inAll('volumes'), ['containers']],
  };
  return PARTS.flatMap(part => {
    const most = LIMITS[part];
    const [count, path] = counted[part];
    return count <= most
      ? []
      : [
          {
            path,
            key: true,
            code: 'TooMany',
            message: `A workload may have at most ${number(most)} ${
              TITLE[part]
            }; this one has ${number(count)}.`,
            hint: 'Split it into several workloads.',
          },
        ];
  });
}

function number(count: number): string {
  return count.toLocaleString('en');
}

function sizeAt(value: JsonValue, ...path: string[]): number {
  return Object.keys(mapAt(value, ...path)).length;
}

function mapAt(
  value: JsonValue | undefined,
  ...path: string[]
): Record<string, JsonValue | undefined> {
  let found = value;
  for (const key of path) {
    found =
      isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return isObject(found) ? found : {};
}
