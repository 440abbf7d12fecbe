import { streamedParts } from './streamedParts';

async function read(pieces: Uint8Array[]) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      pieces.forEach(piece => controller.enqueue(piece));
      controller.close();
    },
  });
  const parts = streamedParts<string>(new Response(body));
  const found: string[] = [];
  for (;;) {
    const { done, value } = await parts.next();
    if (done) return { found, ended: value };
    found.push(value);
  }
}

describe('the parts of a stream', () => {
  const text = 'data: "größe: 1"\n\n:\n\ndata: "two"\n\n';
  const whole = new TextEncoder().encode(`${text}event: end\ndata: {}\n\n`);

  it.each(Array.from({ length: whole.length }, (_, size) => size + 1))(
    'are the same in pieces of %i bytes',
    async size => {
      const pieces = [];
      for (let at = 0; at < whole.length; at += size) {
        pieces.push(whole.subarray(at, at + size));
      }
      expect(await read(pieces)).toEqual({
        found: ['größe: 1', 'two'],
        ended: true,
      });
    },
  );

  it('say that they broke off where no end was told', async () => {
    expect(await read([new TextEncoder().encode(`${text}data: "cu`)])).toEqual({
      found: ['größe: 1', 'two'],
      ended: false,
    });
  });
});
