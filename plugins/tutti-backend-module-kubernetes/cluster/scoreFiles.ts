import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { folderSource, readWorkload, Workload } from '@tutti/engine';
import { Case } from './Case';
import { deploy, Deployed, exampleEnvironment } from './deployTo';

const FOLDER = path.join(
  process.env.TUTTI_FIXTURES ??
    path.resolve(__dirname, '../../../../shared/fixtures'),
  'score',
);
const AT_ONCE = 4;

/** Why a valid file is not deployed; the reasons are docs/decisions/0008. */
const NOT_SERVED = [
  'NoMatch',
  'InvalidParams',
  'UnknownPort',
  'InvalidRoutePath',
];

function validFiles(): string[] {
  const index = path.join(FOLDER, 'index.tsv');
  if (!existsSync(index)) {
    throw new Error(
      `There are no public Score files at ${FOLDER}. Set TUTTI_FIXTURES.`,
    );
  }
  return readFileSync(index, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split('\t'))
    .filter(([, , verdict]) => verdict.startsWith('valid'))
    .map(([file]) => file);
}

/** What an `environment` gives: whatever the text names behind a resource. */
function valuesIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/\$\{resources\.[\w-]+\.([A-Z]\w*)\}/g)].map(
      ([, name]) => [name, 'a value'],
    ),
  );
}

/**
 * The other workloads that the file counts on: it comes from an application of many, and stands here alone.
 */
function standInsFor({ name, resources }: Workload): Workload[] {
  const ports = new Map<string, Record<string, { port: number }>>();
  for (const [declaredAs, { type, id, params = {} }] of Object.entries(
    resources,
  )) {
    const meant = params.workload ?? id ?? declaredAs;
    if (
      (type === 'service' || type === 'service-port') &&
      typeof meant === 'string' &&
      meant !== name
    ) {
      const { port } = params;
      ports.set(meant, {
        http: { port: 80 },
        ...ports.get(meant),
        ...(typeof port === 'string' && { [port]: { port: 81 } }),
        ...(typeof port === 'number' && { [`port-${port}`]: { port } }),
      });
    }
  }
  return [...ports].map(([workload, served]) =>
    readOrThrow(
      JSON.stringify({
        apiVersion: 'score.dev/v1b1',
        metadata: { name: workload },
        containers: {
          main: { image: 'registry.example.com/team/other:1.0.0' },
        },
        service: { ports: served },
      }),
    ),
  );
}

function readOrThrow(text: string): Workload {
  const read = readWorkload(text, { file: 'score.yaml' });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** Those that a build has to fill. */
function imagesOf({ name, containers }: Workload) {
  return {
    [name]: Object.fromEntries(
      Object.keys(containers).map(container => [
        container,
        'registry.example.com/team/image:1.0.0',
      ]),
    ),
  };
}

/** Every valid public Score file that the example platform can serve becomes healthy. */
export const scoreFiles: Case = {
  name: 'public Score files',
  async prove(place) {
    const files = validFiles();
    const failures: string[] = [];
    const counts = { healthy: 0, objects: 0, unread: 0, notServed: 0 };
    let next = 0;

    async function deployOne(index: number): Promise<Deployed | undefined> {
      const file = path.join(FOLDER, files[index]);
      const text = readFileSync(file, 'utf8');
      const read = readWorkload(text, {
        file: files[index],
        readSource: folderSource(path.dirname(file)),
      });
      if (!read.ok) return undefined;
      const workload = read.value;
      return deploy(
        exampleEnvironment(
          place,
          `score-${index}`,
          'development',
          [workload, ...standInsFor(workload)],
          { images: imagesOf(workload), values: valuesIn(text) },
        ),
      );
    }

    async function lane(): Promise<void> {
      while (next < files.length) {
        const index = next++;
        const done = await deployOne(index);
        if (!done) counts.unread++;
        else if (done.is === 'healthy') {
          counts.healthy++;
          counts.objects += done.objects;
        } else if (
          done.is === 'refused' &&
          done.codes.every(code => NOT_SERVED.includes(code))
        ) {
          counts.notServed++;
        } else failures.push(`${files[index]}: ${done.why}`);
      }
    }

    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    if (failures.length > 0) throw new Error(failures.join('\n'));
    return `${files.length} valid: ${counts.healthy} healthy (${counts.objects} objects), ${counts.notServed} ask for what the platform does not have, ${counts.unread} name source files that are not there`;
  },
};
