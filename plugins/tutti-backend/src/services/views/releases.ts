import { ReleaseSummary } from '@tutti/plugin-tutti-common';
import { isoTime } from '../../line';
import { ReleaseHead } from '../../store';

export { isoTime } from '../../line';

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
