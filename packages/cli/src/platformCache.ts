import { Platform, Result, SourceFile } from '@tutti/engine';
import { createHash } from 'crypto';
import { readFileSync, renameSync, writeFileSync } from 'fs';
import { join } from 'path';
import { deserialize, serialize } from 'v8';

/** How many platforms are kept: each has one place, which the next of that place takes. */
const PLACES = 16;

let place: { folder: string; build: string } | undefined;

/**
 * Keeps valid platforms in a folder, for later commands of the same build of `tutti`. It must be the
 * folder of the program itself: who can write there can change the program as well.
 */
export function keepPlatformsIn(folder: string, build: string): void {
  place = { folder, build };
}

/** Reads and judges a platform, or takes what came of the very same files before. */
export function knownPlatform(
  files: SourceFile[],
  load: () => Result<Platform>,
): Result<Platform> {
  if (!place || files.some(({ problem }) => problem)) {
    return load();
  }
  const key = createHash('sha256')
    .update(JSON.stringify([place.build, files]))
    .digest('hex');
  const path = join(
    place.folder,
    `platform-${Number.parseInt(key.slice(0, 8), 16) % PLACES}`,
  );
  const known = keptAt(path, key);
  if (known) {
    return known;
  }
  const loaded = load();
  if (loaded.ok) {
    keep(path, { key, loaded });
  }
  return loaded;
}

interface Kept {
  key: string;
  loaded: Result<Platform>;
}

function keptAt(path: string, key: string): Result<Platform> | undefined {
  try {
    const kept: Kept = deserialize(readFileSync(path));
    return kept.key === key ? kept.loaded : undefined;
  } catch {
    // Not there, or not whole.
    return undefined;
  }
}

function keep(path: string, kept: Kept): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, serialize(kept));
    renameSync(unfinished, path);
  } catch {
    // The folder cannot be written to: then it is read anew each time.
  }
}
