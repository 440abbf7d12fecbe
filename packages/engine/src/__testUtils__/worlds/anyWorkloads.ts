import fc from 'fast-check';
import { JsonObject } from '../../model';
import { CLASSES, TYPES } from './anyPlatform';

/** What a workload may ask for by itself. */
const ASKED = TYPES.slice(0, 4);

interface Asked {
  type: string;
  class: string;
  id?: string;
}

const resource: fc.Arbitrary<Asked> = fc
  .record({
    type: fc.constantFrom(...ASKED),
    class: fc.constantFrom(...CLASSES),
    id: fc.constantFrom('main', 'other', undefined, undefined),
  })
  .map(({ id, ...rest }) => (id === undefined ? rest : { ...rest, id }));

/** Params of what is shared hang on what it is, so that all who share it ask for the same. */
function paramsOf(name: string, asked: Record<string, Asked>): JsonObject {
  const { type, id } = asked[name];
  if (id !== undefined) {
    return id === 'main' ? { size: 'big' } : {};
  }
  const later = Object.keys(asked).find(
    other => TYPES.indexOf(asked[other].type) > TYPES.indexOf(type),
  );
  return later ? { label: `of \${resources.${later}.host}` } : {};
}

function textsOf(resources: string[]): fc.Arbitrary<string> {
  return fc
    .array(
      fc.constantFrom(
        'text ',
        '$${literal}',
        '$(HOME)',
        '${metadata.name}',
        '${resources.env.REGION}',
        '${resources.env.TOKEN}',
        ...resources.flatMap(name => [
          `\${resources.${name}.host}:\${resources.${name}.port}`,
          `\${resources.${name}.password}`,
        ]),
      ),
      { maxLength: 3 },
    )
    .map(parts => parts.join(''));
}

function scoreOf(name: string): fc.Arbitrary<JsonObject> {
  return fc
    .dictionary(fc.constantFrom('one', 'two', 'three', 'four'), resource)
    .chain(asked => {
      const text = textsOf(Object.keys(asked));
      return fc
        .record({
          profile: fc.constantFrom(undefined, undefined, 'job', 'nightly'),
          image: fc.constantFrom('.', `example/${name}:1`, 'example:latest'),
          variables: fc.dictionary(
            fc.constantFrom('HOST', 'PASSWORD', 'URL'),
            text,
          ),
          files: fc.dictionary(
            fc.constantFrom('/etc/a.conf', '/etc/b.conf'),
            text.map(content => ({ content })),
          ),
          first: fc.boolean(),
          served: fc.boolean(),
          mounted: fc.boolean(),
          routed: fc.boolean(),
        })
        .map(parts => ({
          apiVersion: 'score.dev/v1b1',
          metadata: {
            name,
            annotations: {
              ...(parts.profile !== undefined && {
                'tutti.dev/profile': parts.profile,
              }),
            },
          },
          containers: {
            main: {
              image: parts.image,
              variables: parts.variables,
              files: parts.files,
              ...(parts.mounted && {
                volumes: { '/data': { source: '${resources.disk}' } },
              }),
            },
            ...(parts.first && {
              prepare: {
                image: 'example/prepare:1',
                before: { main: { ready: 'complete' } },
              },
            }),
          },
          ...(parts.served && {
            service: { ports: { http: { port: 80, targetPort: 8080 } } },
          }),
          resources: {
            env: { type: 'environment' },
            ...(parts.mounted && { disk: { type: 'volume' } }),
            ...(parts.routed && {
              way: {
                type: 'route',
                params: {
                  host: '${resources.env.REGION}',
                  path: '/${metadata.name}',
                },
              },
            }),
            ...Object.fromEntries(
              Object.entries(asked).map(([key, one]) => [
                key,
                { ...one, params: paramsOf(key, asked) },
              ]),
            ),
          },
        }));
    });
}

/** One to three workloads that share some of what they ask for. */
export const anyScores: fc.Arbitrary<JsonObject[]> = fc
  .subarray(['web', 'api', 'work'], { minLength: 1 })
  .chain(names => fc.tuple(...names.map(scoreOf)));
