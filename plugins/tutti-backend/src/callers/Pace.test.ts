import { Pace } from './Pace';

describe('the pace of a machine', () => {
  function pace(perMinute: number) {
    const clock = { ms: 0 };
    return { clock, pace: new Pace(perMinute, () => clock.ms) };
  }

  it('lets so many through at once as a minute has, then says when one more is good', () => {
    const { pace: ofCi } = pace(30);
    for (let count = 0; count < 30; count++) ofCi.take('ci');
    expect(() => ofCi.take('ci')).toThrow(
      expect.objectContaining({ statusCode: 429, retryAfterS: 2 }),
    );
  });

  it('fills evenly, and no further than a minute', () => {
    const { clock, pace: ofCi } = pace(30);
    for (let count = 0; count < 30; count++) ofCi.take('ci');
    clock.ms += 2_000;
    ofCi.take('ci');
    expect(() => ofCi.take('ci')).toThrow('Try again in 2 s.');
    clock.ms += 600_000;
    for (let count = 0; count < 30; count++) ofCi.take('ci');
    expect(() => ofCi.take('ci')).toThrow('30 requests in a minute');
  });

  it('is each caller’s own', () => {
    const { pace: ofAll } = pace(1);
    ofAll.take('ci');
    ofAll.take('other');
    expect(() => ofAll.take('ci')).toThrow(/Try again/);
  });
});
