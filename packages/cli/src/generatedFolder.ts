import { createHash } from 'crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'fs';
import { join } from 'path';
import { UsageError } from './Terminal';

/** A file's name and what is in it. */
export interface GeneratedFile {
  name: string;
  text: string;
}

/** What became of a folder. */
export interface FolderOutcome {
  /** Written by us once, gone from the plan, and changed by somebody since: left alone. */
  kept: string[];
}

/** What is written there, for whom. */
const HEAD = '# Written by tutti generate, which removes what is gone.';

/**
 * Writes the files of one owner (`shop.production`) into a folder that others may use too: what
 * this owner wrote before and is gone is removed, and no other file is touched. What was written is
 * noted in `.tutti.<owner>`, a list as `sha256sum` makes them.
 *
 * All files are written aside first and then moved to their places: whatever happens on the way, a
 * file is there as it was or as it shall be, and the next call removes what is left over.
 *
 * @throws UsageError when a file is there that this owner did not write
 */
export function writeGeneratedFolder(
  folder: string,
  owner: string,
  files: GeneratedFile[],
): FolderOutcome {
  mkdirSync(folder, { recursive: true });
  const list = join(folder, `.tutti.${owner}`);
  const before = readList(list);
  const foreign = files.filter(
    ({ name, text }) =>
      !before.has(name) && isOther(join(folder, name), digestOf(text)),
  );
  if (foreign.length > 0) {
    throw new UsageError(
      `${foreign
        .map(({ name }) => join(folder, name))
        .join(', ')} is there already and was not written for ${owner}`,
    );
  }
  const after = new Map(files.map(({ name, text }) => [name, digestOf(text)]));
  const aside = join(folder, `.tutti.${owner}.new`);
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside);
  try {
    for (const { name, text } of files) {
      writeFileSync(join(aside, name), text);
    }
    // From now on both are ours, whenever this ends.
    writeList(list, aside, new Map([...before, ...after]));
    for (const { name } of files) {
      renameSync(join(aside, name), join(folder, name));
    }
    const gone = [...before].filter(([name]) => !after.has(name));
    const kept = gone.filter(([name, digest]) =>
      isOther(join(folder, name), digest),
    );
    for (const [name] of gone.filter(one => !kept.includes(one))) {
      rmSync(join(folder, name), { force: true });
    }
    writeList(list, aside, after);
    return { kept: kept.map(([name]) => join(folder, name)) };
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function digestOf(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

/** There is something of that name, and it is not what the digest is of. */
function isOther(path: string, digest: string): boolean {
  return existsSync(path) && digestOf(readFileSync(path)) !== digest;
}

function writeList(
  list: string,
  aside: string,
  files: Map<string, string>,
): void {
  const lines = [...files].map(([name, digest]) => `${digest}  ${name}`);
  const unfinished = join(aside, '.list');
  writeFileSync(unfinished, [HEAD, ...lines, ''].join('\n'));
  renameSync(unfinished, list);
}

/** Names of files in this very folder only, whatever somebody wrote into the list. */
function readList(list: string): Map<string, string> {
  if (!existsSync(list)) {
    return new Map();
  }
  return new Map(
    [
      ...readFileSync(list, 'utf8').matchAll(
        /^([0-9a-f]{64}) {2}(\w[\w.-]*\.yaml)$/gm,
      ),
    ].map(([, digest, name]) => [name, digest]),
  );
}
