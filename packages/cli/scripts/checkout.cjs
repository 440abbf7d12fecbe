// `tutti` from the sources of a checkout: they are bundled once, and again when one of them changes.
const {
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} = require('fs');
const { join, relative } = require('path');
const snapshot = require('../bin/snapshot.cjs');
const { bundle, ROOT } = require('./bundle.cjs');

const FOLDER = join(ROOT, 'node_modules/.cache/tutti');
const STAMPS = join(FOLDER, 'stamps.json');
const NODE_MODULES = /(^|[\\/])node_modules[\\/]/;

/** The folder of the bundle; or `start` itself, from sources that cannot be bundled. */
async function bundled() {
  const looked = new Date();
  if (isFresh()) {
    // The shell part of `tutti` looks for files that are newer.
    utimesSync(STAMPS, looked, looked);
  } else {
    try {
      await renew();
    } catch {
      // Sources that do not parse, or a checkout that cannot be written to: the slow way tells.
      require('@backstage/cli/config/nodeTransform.cjs');
      return require('../src/start');
    }
  }
  if (!snapshot.wasTried(FOLDER)) {
    snapshot.make(FOLDER);
  }
  return { folder: FOLDER };
}

/** The stamps say of which files the bundle was made: path, time and size of each. */
function isFresh() {
  try {
    return JSON.parse(readFileSync(STAMPS, 'utf8')).every(
      ([file, time, size]) => {
        const { mtimeMs, size: now } = statSync(join(ROOT, file));
        return mtimeMs === time && now === size;
      },
    );
  } catch {
    return false;
  }
}

async function renew() {
  const started = Date.now();
  rmSync(STAMPS, { force: true });
  const inputs = await bundle(FOLDER);
  for (const name of readdirSync(FOLDER)) {
    if (name === 'start' || name.includes('.blob')) {
      rmSync(join(FOLDER, name), { force: true });
    }
  }
  // Packages of others change with the lockfile only.
  const stamps = [...inputs, 'yarn.lock', ...ownScripts()]
    .filter(file => !NODE_MODULES.test(file))
    .map(file => ({ file, ...statSync(join(ROOT, file)) }))
    // One that was saved meanwhile is not what was bundled: with this time it is never fresh.
    .map(({ file, mtimeMs, size }) => [file, Math.min(mtimeMs, started), size]);
  const unfinished = `${STAMPS}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(stamps));
  utimesSync(unfinished, started / 1000, started / 1000);
  renameSync(unfinished, STAMPS);
}

function ownScripts() {
  return [
    ...readdirSync(__dirname).map(name => join(__dirname, name)),
    join(__dirname, '../bin/snapshot.cjs'),
  ].map(file => relative(ROOT, file));
}

module.exports = { bundled };
