import { fillPlatformValue } from './platformValue';
import { fillScoreText } from './scoreText';

/** A reader takes files of a megabyte; a quadratic scan of one would take a minute. */
it.each(['${', '$$', '$${', '${a', '}', '${metadata.name}', '$${a}'])(
  'a megabyte of %s is filled in linear time',
  part => {
    const text = part.repeat((1 << 20) / part.length);
    const started = performance.now();
    fillScoreText(text, { metadata: { name: 'web' }, resources: {} });
    fillPlatformValue(text, {
      context: {
        application: 'shop',
        environment: 'blue',
        environmentType: 'dev',
        release: 'r1',
      },
    });
    expect(performance.now() - started).toBeLessThan(5000);
  },
);
