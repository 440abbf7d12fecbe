import { compareNames, EnvironmentValue } from '@tutti/plugin-tutti-common';

/** One name, with what the application says and what the environment says instead. */
export interface ValueRow {
  name: string;
  application?: EnvironmentValue;
  environment?: EnvironmentValue;
}

/** By name; a name that both scopes have is one row. */
export function valueRows(values: EnvironmentValue[]): ValueRow[] {
  const rows = new Map<string, ValueRow>();
  for (const value of values) {
    const row = rows.get(value.name) ?? { name: value.name };
    rows.set(value.name, { ...row, [value.scope]: value });
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
