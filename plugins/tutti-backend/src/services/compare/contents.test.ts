import { RanImage } from '@tutti/plugin-tutti-common';
import { ReleaseRecord } from '../../store';
import { imagePlace, ReleaseWithImages } from '../views';
import { shownImages } from './contents';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

function side(image: string, digest?: string): ReleaseWithImages {
  const item: RanImage = { workload: 'web', container: 'main', image };
  return {
    release: {
      workloads: [{ name: 'web', containers: { main: { image } } }],
      images: {},
    } as unknown as ReleaseRecord,
    ...(digest !== undefined && {
      deployment: { images: { items: [{ ...item, digest }] } },
    }),
  };
}

const of = (ours: ReleaseWithImages, theirs: ReleaseWithImages) =>
  shownImages(ours, theirs).map(shown => shown.get(imagePlace('web', 'main')));

describe('two images', () => {
  it.each<
    [string, ReleaseWithImages, ReleaseWithImages, (string | undefined)[]]
  >([
    [
      'of one tag and one content are the same as they stand',
      side('web:1', A),
      side('web:1', A),
      [undefined, undefined],
    ],
    [
      'of one tag that moved are two',
      side('web:1', A),
      side('web:1', B),
      [`web:1@${A}`, `web:1@${B}`],
    ],
    [
      'are the same where one names the digest that the other ran',
      side(`web:1@${A}`),
      side('web:1', A),
      [`web:1@${A}`, `web:1@${A}`],
    ],
    [
      'are compared by tag where one side does not know',
      side('web:1', A),
      side('web:1'),
      [undefined, undefined],
    ],
    [
      'of two tags are two as they stand',
      side('web:1', A),
      side('web:2', A),
      [undefined, undefined],
    ],
  ])('%s', (_, ours, theirs, expected) => {
    expect(of(ours, theirs)).toEqual(expected);
  });
});
