/** A server-sent event that says that no more comes. */
const END = 'end';

/**
 * The parts of a streamed answer, each a message of JSON.
 *
 * @returns whether it came to its end; otherwise the connection broke, or the server's time was up
 */
export async function* streamedParts<Part>(
  response: Response,
): AsyncGenerator<Part, boolean> {
  const reader = response.body?.getReader();
  if (!reader) return false;
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      const [last = '', ...complete] = (
        rest + decoder.decode(value, { stream: true })
      )
        .split('\n\n')
        .reverse();
      rest = last;
      for (const message of complete.reverse()) {
        const { event, data } = fieldsOf(message);
        if (event === END) return true;
        // A comment is a sign of life.
        if (data !== undefined) yield JSON.parse(data);
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function fieldsOf(message: string): { event?: string; data?: string } {
  return Object.fromEntries(
    message.split('\n').map(line => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
}
