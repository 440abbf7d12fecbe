// An app as `create-app` makes it, with the steps of the guide done.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { root, say } from '../toolchain.mjs';
import { patched, stepsOf } from './guide.mjs';
import { run, runInBackground } from './run.mjs';

const CREATE_APP = '@backstage/create-app@0.9.2';
const REPOSITORY = 'https://github.com/tutti-dev/tutti';

/** Makes the app in `folder`, or brings one of an earlier try back to how it was made. */
export async function createApp(folder, system) {
  if (existsSync(join(folder, '.git'))) {
    await run('git', ['checkout', '--quiet', '--', '.'], { cwd: folder });
    const kept = ['-e', 'node_modules', '-e', '.yarn'];
    await run('git', ['clean', '-ffdxq', ...kept], { cwd: folder });
    return;
  }
  mkdirSync(dirname(folder), { recursive: true });
  const flags = ['--skip-install', '--path', folder];
  if (system === 'old') flags.push('--legacy');
  // It asks for a name.
  await run(
    'sh',
    ['-c', `echo tutti | npx --yes ${CREATE_APP} "$@"`, 'sh', ...flags],
    {
      cwd: dirname(folder),
    },
  );
  // create-app takes a lock file from Backstage's repository; ours stands for it, so that the
  // versions are those that were tested here.
  copyFileSync(join(root, 'yarn.lock'), join(folder, 'yarn.lock'));
  await run('git', ['add', '--all'], { cwd: folder });
  await run(
    'git',
    [
      '-c',
      'user.name=tutti',
      '-c',
      'user.email=tutti@localhost',
      'commit',
      '--quiet',
      '--no-verify',
      '--message',
      'As create-app made it',
    ],
    { cwd: folder },
  );
}

/** Nothing is on a registry yet: what other packages ask for comes from the tarballs too. */
function preferTarballs(folder, tarballs) {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  Object.assign(
    manifest.resolutions,
    Object.fromEntries(
      Object.entries(tarballs).map(([name, path]) => [name, `file:${path}`]),
    ),
  );
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** `yarn add @tutti/x` as `yarn add @tutti/x@file:…`. */
function withTarballs(text, tarballs) {
  return text.replace(/(?<=\s)@tutti\/[\w-]+/g, name => {
    if (!tarballs[name])
      throw new Error(`The guide adds ${name}, which is not published.`);
    return `${name}@file:${tarballs[name]}`;
  });
}

/**
 * Follows the guide. Differs from it in this alone: packages come from `tarballs`, the repository is
 * this checkout's last commit, and ports are free ones.
 *
 * @returns what the guide has running, to be stopped in reverse
 */
export async function followGuide({ folder, system, tarballs, ports }) {
  const env = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.file://${root}.insteadOf`,
    GIT_CONFIG_VALUE_0: REPOSITORY,
    APP_CONFIG_app_baseUrl: `http://localhost:${ports.frontend}`,
    APP_CONFIG_backend_baseUrl: `http://localhost:${ports.backend}`,
    APP_CONFIG_backend_listen_port: String(ports.backend),
    APP_CONFIG_backend_cors_origin: `http://localhost:${ports.frontend}`,
    BROWSER: 'none',
  };
  preferTarballs(folder, tarballs);
  const running = [];
  try {
    for (const { kind, file, text } of stepsOf(system)) {
      const path = file && join(folder, file);
      const here = text.replaceAll('7010', String(ports.sandbox));
      switch (kind) {
        case 'run':
          await run('bash', ['-euc', withTarballs(text, tarballs)], {
            cwd: folder,
            env,
          });
          break;
        case 'background':
          running.push(
            runInBackground('bash', ['-euc', `exec ${here}`], {
              cwd: folder,
              env,
            }),
          );
          break;
        case 'patch':
          writeFileSync(path, patched(readFileSync(path, 'utf8'), here, file));
          break;
        default:
          // The template on the old system brings one, with nothing but a comment in it.
          if (existsSync(path) && /^[^#\n]/m.test(readFileSync(path, 'utf8'))) {
            throw new Error(`${file} is there already.`);
          }
          writeFileSync(path, here);
      }
    }
  } catch (error) {
    for (const each of running) await each.stop();
    throw error;
  }
  say(`The guide was followed in ${folder}`);
  return running;
}
