// yarn mutate [room…]: mutation testing, of the rooms named or of all (rooms.cjs).
import { spawnSync } from 'node:child_process';
import rooms from './rooms.cjs';

const named = process.argv.slice(2);
for (const room of named.length > 0 ? named : Object.keys(rooms)) {
  const { status } = spawnSync('stryker', ['run', 'mutation/stryker.mjs'], {
    stdio: 'inherit',
    env: { ...process.env, TUTTI_ROOM: room },
  });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}
