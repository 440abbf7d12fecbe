// `tutti` from the sources of a checkout: they are bundled once and again when one of them changes,
// since transforming two hundred files takes longer than most answers.
const {
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} = require('fs');
const { createRequire, isBuiltin } = require('module');
const { dirname, join, relative, resolve } = require('path');

const ENTRY = join(__dirname, '../src/index.ts');
const ROOT = join(__dirname, '../../..');
const BUNDLE = join(ROOT, 'node_modules/.cache/tutti/cli.cjs');
const NODE_MODULES = /[\\/]node_modules[\\/]/;

/** What `src` exports. */
async function loadSources() {
  if (!isFresh()) {
    try {
      await bundle();
    } catch {
      // Sources that do not parse, or a checkout that cannot be written to: the slow way tells.
      require('@backstage/cli/config/nodeTransform.cjs');
      return require('../src');
    }
  }
  return require(BUNDLE);
}

/** The bundle's first line says of which files it was made: path, time and size of each. */
function isFresh() {
  try {
    const [stamp] = readFileSync(BUNDLE, 'utf8').split('\n', 1);
    return JSON.parse(stamp.slice('//'.length)).every(([file, time, size]) => {
      const { mtimeMs, size: now } = statSync(join(ROOT, file));
      return mtimeMs === time && now === size;
    });
  } catch {
    return false;
  }
}

async function bundle() {
  const started = Date.now();
  const esbuild = require('esbuild');
  const { outputFiles, metafile } = await esbuild
    .build({
      absWorkingDir: ROOT,
      entryPoints: [ENTRY],
      outfile: BUNDLE,
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      target: 'node22',
      logLevel: 'silent',
      plugins: [{ name: 'packages', setup: leavePackagesOut }],
    })
    .finally(() => esbuild.stop());
  const stamps = [...Object.keys(metafile.inputs), relative(ROOT, __filename)]
    .map(file => ({ file, ...statSync(join(ROOT, file)) }))
    // One that was saved meanwhile is not what was bundled: with this time it is never fresh.
    .map(({ file, mtimeMs, size }) => [file, Math.min(mtimeMs, started), size]);
  const unfinished = `${BUNDLE}.${process.pid}`;
  mkdirSync(dirname(BUNDLE), { recursive: true });
  writeFileSync(
    unfinished,
    `//${JSON.stringify(stamps)}\n${outputFiles[0].text}`,
  );
  renameSync(unfinished, BUNDLE);
}

/** Workspace packages are sources; others are found where their importer finds them. */
function leavePackagesOut({ onResolve }) {
  onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
    if (kind === 'entry-point') {
      return undefined;
    }
    if (isBuiltin(path)) {
      return { path, external: true };
    }
    const file = createRequire(importer).resolve(path);
    return NODE_MODULES.test(file)
      ? { path: relative(dirname(BUNDLE), resolve(file)), external: true }
      : { path: file };
  });
}

module.exports = { loadSources };
