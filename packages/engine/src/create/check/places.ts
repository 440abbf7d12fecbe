import { MatchContext } from '../../model';
import { Finding } from '../../read/report';

/** Where a workload will run: an environment, or any of a type. */
export interface Place {
  /** Its `environment` is what messages call the place. */
  context: MatchContext;
  /** What people set for the environment; absent where that is not known. */
  values?: { name: string; secret: boolean }[];
}

/** What is wrong with a Score text in one place. */
export interface PlaceFinding extends Finding {
  place: Place;
}

/**
 * The same finding of several places once. What holds in all of them stays as it is; what holds in
 * some names them, and is a warning where the others have nothing to say at all there.
 */
export function saidOnce(found: PlaceFinding[], places: Place[]): Finding[] {
  const sentences = new Map<string, PlaceFinding[]>();
  const subjects = new Map<string, Set<Place>>();
  for (const finding of found) {
    const subject = subjectOf(finding);
    const sentence = `${subject} ${finding.message}`;
    sentences.set(sentence, [...(sentences.get(sentence) ?? []), finding]);
    subjects.set(
      subject,
      (subjects.get(subject) ?? new Set()).add(finding.place),
    );
  }
  return [...sentences.values()].map(same => {
    const [{ place: _, ...finding }] = same;
    const where = new Set(same.map(({ place }) => place));
    const everywhere = subjects.get(subjectOf(finding))?.size === places.length;
    return {
      ...finding,
      ...(!everywhere && { severity: 'warning' as const }),
      ...(where.size < places.length && {
        message: `In ${named([...where])}: ${finding.message}`,
      }),
    };
  });
}

function subjectOf({
  code,
  path,
  inside,
}: Pick<PlaceFinding, 'code' | 'path' | 'inside'>): string {
  return JSON.stringify([code, path, inside]);
}

/** `development, staging and production` */
function named(places: Place[]): string {
  const names = places.map(({ context }) => context.environment);
  return names.length === 1
    ? names[0]
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
