import { ProgressLine } from './ProgressLine';
import { Environment, terminalOf } from './Terminal';
import { writeProblems } from './render';

function stream(isTTY: boolean) {
  const written: string[] = [];
  return {
    isTTY,
    columns: 40,
    write: (text: string) => written.push(text),
    written,
  };
}

describe('colours', () => {
  it.each<[boolean, Environment, boolean]>([
    [true, {}, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [true, { FORCE_COLOR: '0' }, false],
    [false, {}, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('terminal %p, %j: %p', (isTTY, environment, expected) => {
    const err = stream(isTTY);
    const terminal = terminalOf(stream(false), err, environment);
    writeProblems(
      [{ severity: 'error', code: 'Code', message: 'Text.' }],
      terminal,
    );
    expect(err.written.join('')).toBe(
      expected
        ? '\u001b[31merror\u001b[0m Code: Text.\n'
        : 'error Code: Text.\n',
    );
  });

  it('are judged for each stream by itself', () => {
    expect(terminalOf(stream(true), stream(false), {}).colours).toEqual({
      out: true,
      err: false,
    });
  });
});

describe('progress', () => {
  /** Shows what is due at each time, then ends. */
  function shown(
    isTTY: boolean,
    environment: Environment,
    times: [number, string, number?][],
  ) {
    let now = 0;
    const err = stream(isTTY);
    const line = new ProgressLine(err, environment, () => now);
    for (const [time, phase, done] of times) {
      now = time;
      line.show(
        phase,
        done === undefined ? undefined : { done, of: 9, what: 'files' },
      );
    }
    line.clear();
    return err.written;
  }
  const CLEAR = '\r\u001b[K';

  it('is silent for half a second, then one line in place, gone at the end', () => {
    expect(
      shown(true, {}, [
        [400, 'reading', 1],
        [600, 'reading', 2],
        // Too soon to be read.
        [650, 'reading', 3],
        [700, 'reading', 4],
        // Another phase is always worth it.
        [710, 'planning'],
      ]),
    ).toEqual([
      `${CLEAR}reading 2 of 9 files …`,
      `${CLEAR}reading 4 of 9 files …`,
      `${CLEAR}planning …`,
      CLEAR,
    ]);
  });

  it('makes room for answers and problems, and for the prompt', () => {
    let now = 0;
    const err = stream(true);
    const clock = jest
      .spyOn(process.hrtime, 'bigint')
      .mockImplementation(() => BigInt(now) * 1_000_000n);
    const terminal = terminalOf(stream(true), err, {});
    now = 600;
    terminal.progress('planning');
    terminal.out('answer');
    terminal.progress('writing');
    terminal.settle();
    clock.mockRestore();
    expect(err.written).toEqual([
      `${CLEAR}planning …`,
      CLEAR,
      `${CLEAR}writing …`,
      CLEAR,
    ]);
  });

  it('never breaks into a second line', () => {
    const [text] = shown(true, {}, [[600, 'x'.repeat(100)]]);
    expect(text).toHaveLength(CLEAR.length + 39);
  });

  it.each<[boolean, Environment]>([
    [false, {}],
    [true, { CI: 'true' }],
    [true, { TERM: 'dumb' }],
  ])('is nothing when terminal is %p and %j', (isTTY, environment) => {
    expect(shown(isTTY, environment, [[900, 'planning']])).toEqual([]);
  });
});
