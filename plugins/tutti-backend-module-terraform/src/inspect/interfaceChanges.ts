import { compareText, InterfaceChange } from '@tutti/engine';
import { ModuleDescription } from '../modules';

type Kind = InterfaceChange['of'];
/** What changed of one thing, and whether who uses it has to do something. */
type Difference = [text: string, breaking: boolean];

/** What another version of a module takes and gives otherwise. */
export function interfaceChanges(
  before: ModuleDescription,
  after: ModuleDescription,
): InterfaceChange[] {
  return [
    ...changesOf('variable', before.variables, after.variables, {
      added: ({ required }) =>
        required ? ['new, and has to be given', true] : ['new', false],
      removed: () => ['not taken any more', true],
      changed: (was, is) => [
        ...differs<string>(
          was.typeText ?? 'any',
          is.typeText ?? 'any',
          (a, b) => [`type ${a} → ${b}`, true],
        ),
        ...differs(was.required, is.required, (_, required) =>
          required
            ? ['has no default any more, and has to be given', true]
            : ['has a default now', false],
        ),
        ...(was.required || is.required
          ? []
          : differs(
              shown(was.default, was.sensitive),
              shown(is.default, is.sensitive),
              (a, b) => [`default ${a} → ${b}`, false],
            )),
        ...secrecy(was.sensitive, is.sensitive),
      ],
    }),
    ...changesOf('output', before.outputs, after.outputs, {
      added: () => ['new', false],
      removed: () => ['not given any more', true],
      changed: (was, is) => secrecy(was.sensitive, is.sensitive),
    }),
    ...changesOf('provider', before.providers, after.providers, {
      added: ({ aliases }) => ['new', aliases.length > 0],
      removed: () => ['not used any more', false],
      changed: (was, is) => [
        ...differs(was.source ?? '', is.source ?? '', (a, b) => [
          `from ${b} instead of ${a}`,
          true,
        ]),
        ...differs(was.version ?? 'any', is.version ?? 'any', (a, b) => [
          `version ${a} → ${b}`,
          false,
        ]),
        ...differs(was.aliases.join(', '), is.aliases.join(', '), (_, b) => [
          `wants handed in: ${b || 'none'}`,
          true,
        ]),
      ],
    }),
  ].sort((a, b) => Number(b.breaking) - Number(a.breaking));
}

function changesOf<Item>(
  of: Kind,
  before: Record<string, Item>,
  after: Record<string, Item>,
  tell: {
    added(item: Item): Difference;
    removed(item: Item): Difference;
    changed(was: Item, is: Item): Difference[];
  },
): InterfaceChange[] {
  const names = [
    ...new Set([...Object.keys(before), ...Object.keys(after)]),
  ].sort(compareText);
  return names.flatMap((name): InterfaceChange[] => {
    const was = Object.hasOwn(before, name) ? before[name] : undefined;
    const is = Object.hasOwn(after, name) ? after[name] : undefined;
    if (was === undefined || is === undefined) {
      const [change, [text, breaking]] =
        is === undefined && was !== undefined
          ? (['removed', tell.removed(was)] as const)
          : (['added', tell.added(after[name])] as const);
      return [{ of, name, change, text, breaking }];
    }
    const differences = tell.changed(was, is);
    return differences.length === 0
      ? []
      : [
          {
            of,
            name,
            change: 'changed',
            text: differences.map(([text]) => text).join('; '),
            breaking: differences.some(([, breaking]) => breaking),
          },
        ];
  });
}

function differs<Value>(
  was: Value,
  is: Value,
  tell: (was: Value, is: Value) => Difference,
): Difference[] {
  return was === is ? [] : [tell(was, is)];
}

function secrecy(was: boolean, is: boolean): Difference[] {
  return differs(was, is, (_, sensitive) =>
    sensitive ? ['secret now', true] : ['not secret any more', true],
  );
}

function shown(value: unknown, sensitive: boolean): string {
  return sensitive ? 'a secret' : JSON.stringify(value ?? null);
}
