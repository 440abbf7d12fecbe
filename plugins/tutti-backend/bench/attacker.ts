import { ATTACKS } from './attacks';

const [, , name, address, authorization] = process.argv;

function call(method: string, path: string, body?: string): Promise<unknown> {
  return fetch(`${address}/api/tutti/v1${path}`, {
    method,
    headers: { authorization, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body }),
  }).then(
    answer => answer.arrayBuffer(),
    // What is refused in the middle of a body is refused.
    () => undefined,
  );
}

async function main(): Promise<void> {
  const attack = ATTACKS[name];
  await attack?.prepare?.(call);
  process.send?.({ bench: 'ready' });
  await Promise.all(
    Array.from({ length: attack?.callers ?? 0 }, async () => {
      for (;;) {
        await attack.ask(call);
      }
    }),
  );
}

main();
