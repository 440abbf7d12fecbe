import {
  compareNames,
  EnvironmentValue,
  ValueVersion,
} from '@tutti/plugin-tutti-common';

/** One name, with what the application says and what the environment says instead. */
export interface ValueRow {
  name: string;
  application?: EnvironmentValue;
  environment?: EnvironmentValue;
}

/** By name; a name that both scopes have is one row, also where one says what it overrides. */
export function valueRows(values: EnvironmentValue[]): ValueRow[] {
  const rows = new Map<string, ValueRow>();
  for (const value of values) {
    const row = rows.get(value.name) ?? { name: value.name };
    const { overrides } = value;
    rows.set(value.name, {
      // What is overridden reaches nothing here: deploying would change nothing of it.
      ...(overrides && { application: { ...overrides, pending: false } }),
      ...row,
      [value.scope]: value,
    });
  }
  return [...rows.values()].sort((a, b) => compareNames(a.name, b.name));
}

/** `true`, `3`, `{"a": 1}` are themselves; everything else is text. */
export function parseValue(text: string): unknown {
  if (!/^(true|false|null|-?\d|[[{"])/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** As somebody would write it for `parseValue`. */
export function formatValue(value: unknown): string {
  return typeof value === 'string' && parseValue(value) === value
    ? value
    : JSON.stringify(value);
}

/** Versions count by scope and kind. */
export function versionKey({
  scope,
  secret,
  version,
}: Pick<ValueVersion, 'scope' | 'secret' | 'version'>): string {
  return `${scope} ${secret ? 'secret' : 'value'} ${version}`;
}

/**
 * What the history of a name does not have any more: clear versions of what became a secret are
 * deleted for good, and of many versions only the newest are listed.
 */
export function purgedKinds(
  versions: ValueVersion[],
): ('purged' | 'olderLeftOut')[] {
  const oldest = new Map<string, number>();
  for (const { scope, secret, version } of versions) {
    const kind = `${scope} ${secret}`;
    oldest.set(kind, Math.min(version, oldest.get(kind) ?? version));
  }
  return [
    ...(versions.some(({ secret }) => secret) ? (['purged'] as const) : []),
    ...([...oldest.values()].some(version => version > 1)
      ? (['olderLeftOut'] as const)
      : []),
  ];
}
