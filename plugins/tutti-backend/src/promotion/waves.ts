import { own, PromotionRule, PromotionWave } from '@tutti/engine';

/** One of those to which a release goes by itself, and how far it is there. */
export interface Receiver {
  name: string;
  labels: Record<string, string>;
  progress: 'open' | 'begun' | 'succeeded' | 'failed';
}

/** In which wave it is, from 1: the first whose labels it has all. Those in none come last. */
export function waveOf(
  labels: Record<string, string>,
  waves: PromotionWave[],
): number {
  const found = waves.findIndex(wave =>
    Object.entries(wave.labels).every(
      ([key, value]) => own(labels, key) === value,
    ),
  );
  return (found < 0 ? waves.length : found) + 1;
}

export type Turn =
  | { kind: 'begins' }
  /** Another one failed. */
  | { kind: 'stopped'; by: string }
  /** These come first. */
  | { kind: 'waits'; behind: string[] };

/** What ends the waiting for environments that come before. */
export function waveSentence(behind: string[]): string {
  return behind.length === 0
    ? 'It is promoted when its turn comes.'
    : `It is promoted when ${behind.join(', ')} ${
        behind.length === 1 ? 'has' : 'have'
      } it.`;
}

/**
 * Whether a release may go to one of its receivers by itself now. A wave begins when the release has
 * succeeded in all of the one before; a failure stops what has not begun, or is passed over where the type
 * says so.
 */
export function turnOf(
  name: string,
  receivers: Receiver[],
  { waves, stopOnFailure }: Pick<PromotionRule, 'waves' | 'stopOnFailure'>,
): Turn {
  const waveOfName = new Map(
    receivers.map(each => [each.name, waveOf(each.labels, waves)]),
  );
  const mine = waveOfName.get(name) ?? waves.length + 1;
  const ordered = [...receivers].sort((a, b) => (a.name < b.name ? -1 : 1));
  const failed = ordered.find(({ progress }) => progress === 'failed');
  if (failed && stopOnFailure) {
    return { kind: 'stopped', by: failed.name };
  }
  const unfinished = ordered.filter(
    each =>
      (waveOfName.get(each.name) ?? 0) < mine &&
      (each.progress === 'open' || each.progress === 'begun'),
  );
  if (unfinished.length > 0) {
    return { kind: 'waits', behind: unfinished.map(each => each.name) };
  }
  const most = waves[mine - 1]?.maxConcurrent ?? Infinity;
  const beside = ordered.filter(each => waveOfName.get(each.name) === mine);
  const begun = beside.filter(({ progress }) => progress === 'begun');
  const before = beside.filter(
    each => each.progress === 'open' && each.name < name,
  );
  // By name: who comes next does not depend on who asks first.
  return begun.length + before.length < most
    ? { kind: 'begins' }
    : { kind: 'waits', behind: [...begun, ...before].map(each => each.name) };
}
