// Records databases of an older version of Tutti, for the upgrade test (README.md beside this):
//   node scripts/in-toolchain.mjs node plugins/tutti-backend/testing/upgrade/make.mjs <commit> [folder]
// The commit is checked out beside the repository and installed there; its own code runs.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../../..');
const [commit, output = join(here, commit ?? '')] = process.argv.slice(2);
if (!commit) {
  throw new Error('Name the commit whose databases are to be recorded.');
}

const run = (cwd, command, ...args) =>
  execFileSync(command, args, { cwd, stdio: 'inherit' });

const checkout = mkdtempSync(join(tmpdir(), 'tutti-upgrade-'));
try {
  run(root, 'git', 'worktree', 'add', '--detach', '--force', checkout, commit);
  const there = join(checkout, 'plugins/tutti-backend/testing/upgrade');
  for (const name of ['record.ts', 'backend.ts', 'lab']) {
    cpSync(join(here, name), join(there, name), { recursive: true });
  }
  // The server of PostgreSQL runs as another user.
  chmodSync(checkout, 0o755);
  run(
    checkout,
    process.execPath,
    'scripts/in-toolchain.mjs',
    'node',
    '--no-deprecation',
    '--require',
    '@backstage/cli/config/nodeTransform.cjs',
    join(there, 'record.ts'),
    resolve(output),
  );
} finally {
  run(root, 'git', 'worktree', 'remove', '--force', checkout);
  rmSync(checkout, { recursive: true, force: true });
}
