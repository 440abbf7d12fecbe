const UNITS: Record<string, number> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * A time of platform files (`90s`, `15m`, `72h`, `3d`) in milliseconds.
 *
 * @throws Error for any other text: the schema has let it through
 */
export function durationMs(text: string): number {
  const [, count, unit] = /^([1-9][0-9]*)([smhd])$/.exec(text) ?? [];
  if (unit === undefined) {
    throw new Error(`"${text}" is no time such as "72h"`);
  }
  return Number(count) * UNITS[unit];
}
