// Runs any command under the Node and Yarn of toolchain.mjs: `node scripts/in-toolchain.mjs yarn tsc`.
import { spawn } from 'node:child_process';
import { environment, install, root, underToolchain } from './toolchain.mjs';

if (await underToolchain()) {
  await install();
  const [command, ...args] = process.argv.slice(2);
  const child = spawn(command, args, {
    cwd: root,
    env: environment(),
    stdio: 'inherit',
  });
  child.on('exit', code => process.exit(code ?? 1));
}
