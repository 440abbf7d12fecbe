// Loaded before Backstage's transform: what it made of a source is kept for the next process and the next
// thread. A killed worker is followed by one that starts anew, with a thread for each of its runs.
const { createHash } = require('node:crypto');
const {
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { threadId } = require('node:worker_threads');
// eslint-disable-next-line @backstage/no-undeclared-imports -- the one that Backstage's transform calls
const swc = require('@swc/core');

const folder = join(tmpdir(), 'tutti-transformed');
mkdirSync(folder, { recursive: true });
const { transformSync } = swc;

swc.transformSync = (code, options) => {
  const key = createHash('sha256')
    .update(JSON.stringify([swc.version, options]))
    .update(code)
    .digest('hex');
  const file = join(folder, `${key}.js`);
  try {
    return { code: readFileSync(file, 'utf8') };
  } catch {
    const made = transformSync(code, options);
    const part = `${file}.${process.pid}-${threadId}`;
    writeFileSync(part, made.code);
    renameSync(part, file);
    return made;
  }
};
