import { LogLine } from '../types';
import { followLog } from './followLog';

const line = (second: number): LogLine => ({
  at: `2026-11-29T12:00:0${second}.000000000Z`,
  text: `line ${second}`,
});
const streamed = (lines: LogLine[], end: boolean) =>
  new Response(
    `data: ${JSON.stringify(lines)}\n\n${
      end ? 'event: end\ndata: {}\n\n' : ''
    }`,
  );

describe('a log that is followed', () => {
  it('goes on after its last line when the connection breaks', async () => {
    const asked: (string | undefined)[] = [];
    const answers = [
      streamed([line(1), line(2)], false),
      streamed([line(3)], true),
    ];
    const heard: string[] = [];
    const lines = followLog(
      async since => {
        asked.push(since);
        return answers[asked.length - 1];
      },
      undefined,
      new AbortController().signal,
    );
    for await (const some of lines) heard.push(...some.map(each => each.text));
    expect(heard).toEqual(['line 1', 'line 2', 'line 3']);
    expect(asked).toEqual([undefined, line(2).at]);
  });

  it('fails with what the server says', async () => {
    const refused = new Response(
      JSON.stringify({
        error: { name: 'NotFoundError', message: 'no such container' },
        response: { statusCode: 404 },
      }),
      { status: 404, headers: { 'content-type': 'application/json' } },
    );
    const lines = followLog(
      async () => refused,
      undefined,
      new AbortController().signal,
    );
    await expect(async () => {
      for await (const _ of lines);
    }).rejects.toMatchObject({ cause: { message: 'no such container' } });
  });

  it('is not asked for again by who has left', async () => {
    const over = new AbortController();
    const open = jest.fn(async () => streamed([line(1)], false));
    await expect(async () => {
      for await (const _ of followLog(open, undefined, over.signal))
        over.abort(new Error('left'));
    }).rejects.toThrow('left');
    expect(open).toHaveBeenCalledTimes(1);
  });
});
