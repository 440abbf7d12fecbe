import { createHash } from 'node:crypto';

/** Hexadecimal SHA-256 of plain (never secret) text, cut to `length` characters. */
export function shortHash(text: string, length = 8): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/**
 * The text itself where it fits, else its beginning and a hash of the whole, so that two long
 * names with one beginning stay two. Kubernetes' limits: 63 for labels and most names, 52 where
 * a controller appends to the name (StatefulSet, CronJob).
 */
export function shortName(text: string, max = 63): string {
  if (text.length <= max) return text;
  const hash = shortHash(text);
  const start = text
    .slice(0, max - hash.length - 1)
    .replace(/[^A-Za-z0-9]+$/, '');
  return start ? `${start}-${hash}` : hash;
}
