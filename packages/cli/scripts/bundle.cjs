// The whole command line as one file, with a second one to make a snapshot of: reading two hundred
// files takes longer than most answers.
const {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} = require('fs');
const { basename, join } = require('path');

const ROOT = join(__dirname, '../../..');
const SOURCES = join(__dirname, '../src');

/**
 * Writes `tutti.cjs` and `snapshot.cjs` into a folder.
 *
 * @returns the files they were made of, relative to the repository
 */
async function bundle(folder) {
  const esbuild = require('esbuild');
  const { outputFiles, metafile } = await esbuild
    .build({
      absWorkingDir: ROOT,
      entryPoints: {
        tutti: join(SOURCES, 'start.ts'),
        snapshot: join(SOURCES, 'snapshot.ts'),
      },
      outdir: folder,
      outExtension: { '.js': '.cjs' },
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      target: 'node20',
      logLevel: 'silent',
      define: { EXAMPLES: JSON.stringify(examples()) },
    })
    .finally(() => esbuild.stop());
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of outputFiles) {
    const unfinished = `${path}.${process.pid}`;
    writeFileSync(unfinished, text);
    renameSync(unfinished, join(folder, basename(path)));
  }
  // Without what is defined here.
  return Object.keys(metafile.inputs).filter(file => !file.startsWith('<'));
}

/** The example shop, which uses most of what there is. */
function examples() {
  const read = path => ({
    file: basename(path),
    text: readFileSync(join(ROOT, 'examples', path), 'utf8'),
  });
  const below = path => readdirSync(join(ROOT, 'examples', path));
  const shop = 'applications/shop';
  return {
    platform: [
      ...below('platform').map(name => read(`platform/${name}`)),
      read(`${shop}/application.yaml`),
    ],
    workloads: below(shop)
      .filter(name => !name.includes('.'))
      .map(name => ({
        ...read(`${shop}/${name}/score.yaml`),
        file: `${name}/score.yaml`,
      })),
  };
}

module.exports = { bundle, examples, ROOT };

if (require.main === module) {
  bundle(join(__dirname, '../dist/tutti')).catch(error => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
