import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { english } from '../__testUtils__/texts';
import { offers } from '../mocks/offers';
import { completeScore } from './complete';
import { explainAt } from './hover';

const RESOURCES = `resources:
  db:
    type: postgres
  env:
    type: environment
`;

function labels(marked: string): string[] {
  const pos = marked.indexOf('|');
  const state = EditorState.create({ doc: marked.replace('|', '') });
  const result = completeScore(
    () => ({ offers }),
    english,
  )(new CompletionContext(state, pos, true));
  return (result?.options ?? []).map(({ label }) => label);
}

describe('what can be written', () => {
  it.each<[string, string, string[]]>([
    [
      'at the top, less what is there',
      'apiVersion: score.dev/v1b1\ncontainers:\n  main: {}\n|',
      ['metadata', 'service', 'resources'],
    ],
    [
      'below a resource',
      'resources:\n  db:\n    type: postgres\n    |',
      ['class', 'id', 'params', 'metadata'],
    ],
    [
      'as params, by the type',
      'resources:\n  db:\n    type: postgres\n    params:\n      |',
      ['version'],
    ],
    [
      'as the type',
      'resources:\n  db:\n    type: |',
      ['environment', 'postgres', 'route'],
    ],
    [
      'as the class',
      'resources:\n  db:\n    type: postgres\n    class: |',
      ['default', 'large'],
    ],
    [
      'in a placeholder',
      `${RESOURCES}containers:\n  main:\n    variables:\n      A: \${|`,
      ['resources', 'metadata'],
    ],
    [
      'of the resources',
      `${RESOURCES}containers:\n  main:\n    variables:\n      A: \${resources.|`,
      ['db', 'env'],
    ],
    [
      'of the outputs',
      `${RESOURCES}containers:\n  main:\n    variables:\n      A: \${resources.db.|`,
      ['host', 'port', 'username', 'password'],
    ],
    [
      'of what people set',
      `${RESOURCES}containers:\n  main:\n    variables:\n      A: \${resources.env.|`,
      ['LOG_LEVEL', 'PAYMENT_KEY'],
    ],
    [
      'where the schema lists it',
      'service:\n  ports:\n    http:\n      protocol: |',
      ['TCP', 'UDP'],
    ],
  ])('%s', (_, marked, expected) => {
    expect(labels(marked)).toEqual(expected);
  });
});

describe('what is explained', () => {
  const explain = (marked: string) => {
    const found = explainAt(
      marked.replace('|', ''),
      marked.indexOf('|'),
      { offers },
      english,
    );
    return found && [found.title, ...found.lines];
  };

  it.each<[string, string, string[]]>([
    [
      'a field',
      'containers:\n  main:\n    ima|ge: x',
      ['image', 'The image. “.” means that the deployment gives it.', 'string'],
    ],
    [
      'a type',
      'resources:\n  db:\n    type: post|gres',
      ['PostgreSQL database', 'Made in development, staging, production.'],
    ],
    [
      'a secret output',
      `${RESOURCES}a: \${resources.db.pass|word}`,
      [
        '${resources.db.password}',
        'A resource of type postgres.',
        'Secret: it reaches the container through a Kubernetes Secret.',
      ],
    ],
    [
      'a param',
      'resources:\n  db:\n    type: postgres\n    params:\n      ver|sion: 1',
      ['version', 'The major version.', 'string | integer'],
    ],
    [
      'what has no description, by its kind',
      'containers:\n  ma|in: {}',
      ['main', 'object'],
    ],
  ])('%s', (_, marked, expected) => {
    expect(explain(marked)).toEqual(expected);
  });
});
