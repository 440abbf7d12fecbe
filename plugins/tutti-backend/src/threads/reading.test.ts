import { startEngine } from '../__testUtils__/engine';
import { readInThread } from './reading';

it('tells as a problem of the file that a thread may not do it', async () => {
  const engine = startEngine({ computeMs: 20 });
  const resources = Array.from(
    { length: 4_000 },
    (_, n) => `  r${n}: { type: dns, params: { a: '\${metadata.name}' } }`,
  ).join('\n');
  const read = await readInThread(engine, 'readScore', {
    text: `apiVersion: score.dev/v1b1\nmetadata: { name: web }\ncontainers: { main: { image: "a:1" } }\nresources:\n${resources}\n`,
    file: 'web/score.yaml',
  });
  await engine.stop();
  expect(read).toMatchObject({
    ok: false,
    problems: [{ code: 'ReadingTooLarge', file: 'web/score.yaml' }],
  });
});
