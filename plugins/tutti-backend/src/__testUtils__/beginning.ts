import request from 'supertest';

/** A stream goes on for minutes: of one the head is enough, other answers are read as ever. */
export function beginningOf(test: request.Test): request.Test {
  return test.buffer(true).parse((response, done) => {
    const { 'content-type': type = '' } = Object(response).headers;
    if (type.startsWith('text/event-stream')) {
      Object(response).destroy();
      done(null, {});
      return;
    }
    let text = '';
    response.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    response.on('end', () =>
      done(
        null,
        type.startsWith('application/x-ndjson')
          ? text
              .split('\n')
              .filter(Boolean)
              .map(line => JSON.parse(line))
          : JSON.parse(text),
      ),
    );
  });
}
