import { ReleaseSummary } from '@tutti/plugin-tutti-common';
import { ReleaseHead } from '../../store';

export function releaseSummary(release: ReleaseHead): ReleaseSummary {
  return {
    id: release.id,
    number: release.number,
    hash: release.hash,
    digests: release.digests,
    images: release.images,
    createdAt: isoTime(release.createdAt),
  };
}

/** ISO 8601, as the API gives every time. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
