import { ATTACKS, Call } from './attacks';
import { Portal, say } from './processes';

const [, , name, told] = process.argv;
const { address, authorization, folder }: Portal = JSON.parse(told);

/** One that does not answer for so long has answered: with nothing. */
const PATIENCE_MS = 30_000;

const call: Call = async (method, path, body) => {
  try {
    const answer = await fetch(`${address}/api/tutti/v1${path}`, {
      method,
      headers: { authorization, 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body !== undefined && { body }),
    });
    return { status: answer.status, body: await answer.text() };
  } catch {
    // What is refused in the middle of a body is refused.
    return { status: 0, body: '' };
  }
};

async function main(): Promise<void> {
  const attack = ATTACKS[name];
  const place = { call, folder };
  const prepared = (await attack?.prepare?.(place)) ?? '';
  const answers: Record<number, number> = {};
  process.on('message', () => say(answers));
  say({});
  await Promise.all(
    Array.from({ length: attack?.callers ?? 0 }, async () => {
      for (;;) {
        const { status } = await attack.ask(place, prepared);
        answers[status] = (answers[status] ?? 0) + 1;
      }
    }),
  );
}

main();
