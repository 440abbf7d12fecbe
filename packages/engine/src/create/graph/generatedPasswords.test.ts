import { definition } from '../../testing/platform';
import { generatedPasswords, mayRotate } from './generatedPasswords';

it('finds passwords wherever a definition writes them, each once', () => {
  expect(
    generatedPasswords(
      definition('db', {
        type: 'db',
        inputs: {
          url: 'db://app:${urlencode(generate.password.app)}@${resource.name}',
          outputs: [{ root: '${generate.password.root}' }],
          again: '${generate.password.app}',
          user: 'u-${generate.suffix.user}',
          tenant: '${generate.uuid.tenant}',
          literal: '$${generate.password.no}',
        },
        dependsOn: {
          backup: {
            type: 'backup',
            class: 'default',
            params: { key: '${generate.password.key}' },
          },
        },
      }),
    ),
  ).toEqual(['app', 'key', 'root']);
});

it.each([
  [undefined, 'none', true],
  [undefined, 'stateful', false],
  ['allow', 'stateful', true],
  ['allow', 'none', true],
  ['refuse', 'none', false],
  ['refuse', 'stateful', false],
] as const)(
  'rotation %s of what is protected as %s: %s',
  (rotation, protection, expected) => {
    expect(mayRotate({ protection, ...(rotation && { rotation }) })).toBe(
      expected,
    );
  },
);
