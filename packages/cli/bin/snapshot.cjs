// A snapshot of the heap after the program was loaded and has run once: starting from it takes half
// the time. It fits one build of Node on one kind of processor, so it is made where it is used.
const {
  accessSync,
  constants,
  existsSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('fs');
const { basename, dirname, join } = require('path');
const { cachedDataVersionTag, setFlagsFromString } = require('v8');

/**
 * The young generation grows to 100 MB otherwise, and nothing is faster for it. Most commands end
 * before optimised code pays for its making, so that functions are optimised later than usual.
 */
const FLAGS = [
  '--max-semi-space-size=8',
  ...(Number.parseInt(process.versions.v8, 10) >= 13
    ? [
        '--invocation-count-for-maglev=4000',
        '--invocation-count-for-turbofan=20000',
      ]
    : []),
];

/** Of this Node: another one would refuse it. */
function pathOf(folder) {
  const tag = cachedDataVersionTag().toString(16);
  return join(folder, `${process.version}-${process.arch}-${tag}.blob`);
}

/** Undefined where there is none, or it would not be the same: with options for Node, or on Windows. */
function blobIn(folder) {
  const usable =
    typeof process.execve === 'function' &&
    process.platform !== 'win32' &&
    process.execArgv.length === 0 &&
    !process.env.NODE_OPTIONS;
  const blob = pathOf(folder);
  return usable && existsSync(blob) ? blob : undefined;
}

/**
 * Tells the shell part of `tutti` how to start this Node, so that it starts but once. A line of `ls`
 * (number, size and time of the file) says whether `node` is this one.
 */
function tellShell(folder) {
  try {
    const { execFileSync } = require('child_process');
    const line = execFileSync('ls', ['-liL', process.execPath], {
      env: { ...process.env, LC_ALL: 'C' },
      encoding: 'utf8',
    });
    const file = join(folder, 'start');
    const lines = [
      line.trimEnd().slice(0, -process.execPath.length).trimEnd(),
      FLAGS.join(' '),
      basename(pathOf(folder)),
    ];
    writeFileSync(`${file}.${process.pid}`, `${lines.join('\n')}\n`);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Without it Node is started twice.
  }
}

/** This process goes on as the program in the snapshot. */
function continueFrom(blob) {
  tellShell(dirname(blob));
  process.execve(process.execPath, [
    process.execPath,
    ...FLAGS,
    '--snapshot-blob',
    blob,
    ...process.argv.slice(1),
  ]);
}

/** Makes the snapshot, or does without: it only saves time. */
function make(folder) {
  const blob = pathOf(folder);
  const unfinished = `${blob}.${process.pid}`;
  const { NODE_OPTIONS, ...env } = process.env;
  const { spawnSync } = require('child_process');
  const { status } = spawnSync(
    process.execPath,
    [
      ...FLAGS,
      ...['--snapshot-blob', unfinished],
      ...['--build-snapshot', join(folder, 'snapshot.cjs')],
    ],
    { stdio: 'ignore', timeout: 20_000, env },
  );
  if (status === 0) {
    renameSync(unfinished, blob);
    tellShell(folder);
  } else {
    try {
      rmSync(unfinished, { force: true });
      writeFileSync(`${blob}.none`, '');
    } catch {
      // The folder cannot be written to: the next call tries again.
    }
  }
}

/** Whether this Node has made one here, or could not. */
function wasTried(folder) {
  const blob = pathOf(folder);
  return existsSync(blob) || existsSync(`${blob}.none`);
}

/** Makes it beside the first command that finds none; in CI every command may be the last. */
function later(folder) {
  if (process.env.CI || wasTried(folder)) {
    return;
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return;
  }
  const { spawn } = require('child_process');
  spawn(process.execPath, [__filename, folder], {
    detached: true,
    stdio: 'ignore',
  }).unref();
}

/** This process goes on as it is. */
function continueHere() {
  FLAGS.forEach(setFlagsFromString);
}

module.exports = { blobIn, continueFrom, continueHere, later, make, wasTried };

if (require.main === module) {
  make(process.argv[2]);
}
