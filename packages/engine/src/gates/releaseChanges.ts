import { compareText, own } from '../model';

/** What makes two releases different: a digest of each workload's text, and the images of containers. */
export interface ReleaseMarks {
  /** Workload -> digest of its Score text. */
  digests: Record<string, string>;
  /** Workload -> container -> image. */
  images: Record<string, Record<string, string>>;
}

export interface ReleaseChange {
  workload: string;
  /** `images`: nothing but them. */
  change: 'added' | 'changed' | 'images' | 'removed';
}

/** The workloads that are another than at the last success, by name; all of them where there is none. */
export function releaseChanges(
  before: ReleaseMarks | undefined,
  after: ReleaseMarks,
): ReleaseChange[] {
  const was = before ?? { digests: {}, images: {} };
  const names = new Set([
    ...Object.keys(was.digests),
    ...Object.keys(after.digests),
  ]);
  return [...names].sort(compareText).flatMap(workload => {
    const change = changeOf(workload, was, after);
    return change ? [{ workload, change }] : [];
  });
}

function changeOf(
  workload: string,
  before: ReleaseMarks,
  after: ReleaseMarks,
): ReleaseChange['change'] | undefined {
  const [was, is] = [before, after].map(({ digests }) =>
    own(digests, workload),
  );
  if (was === undefined) return 'added';
  if (is === undefined) return 'removed';
  if (was !== is) return 'changed';
  const [old, now] = [before, after].map(
    ({ images }) => own(images, workload) ?? {},
  );
  return [...Object.keys(old), ...Object.keys(now)].some(
    container => own(old, container) !== own(now, container),
  )
    ? 'images'
    : undefined;
}
