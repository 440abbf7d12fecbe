/** `2026-11-30 14:20 UTC`: in sentences, which do not know where they are read. */
export function spokenTime(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/:\d\d\.\d+Z$/, ' UTC');
}
