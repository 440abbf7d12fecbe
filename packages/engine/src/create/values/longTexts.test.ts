import { fillPlatformValue } from './platformValue';
import { fillScoreText } from './scoreText';

const context = {
  application: 'shop',
  environment: 'blue',
  environmentType: 'dev',
  release: 'r1',
};

/** The best of a few, milliseconds: the others measured something else besides. */
function timeToFill(text: string): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const started = performance.now();
      fillScoreText(text, { metadata: { name: 'web' }, resources: {} });
      fillPlatformValue(text, { context });
      return performance.now() - started;
    }),
  );
}

/** A reader takes files of a megabyte; a quadratic scan of one would take a minute. */
it.each(['${', '$$', '$${', '${a', '}', '${metadata.name}', '$${a}'])(
  'a text of %s is filled in linear time',
  part => {
    const repeated = (size: number) => part.repeat(size / part.length);
    const short = timeToFill(repeated(1 << 14));
    const long = timeToFill(repeated(1 << 20));
    // 64 times as long: a scan that is quadratic takes 4,096 times as long.
    expect(long / short).toBeLessThan(1024);
  },
);
