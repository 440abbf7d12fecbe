import { lstat, mkdir } from 'node:fs/promises';
import { DriverError } from '@tutti/engine';

/**
 * Makes a folder for this backend alone, mode 0700, unless it is there.
 *
 * @param key - of the configuration, by which another one can be named
 * @throws DriverError when it belongs to somebody else, who could have put anything into it.
 */
export async function ownFolder(folder: string, key: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new DriverError(
      `${folder} does not belong to the user that the backend runs as. Name another folder in ${key}.`,
    );
  }
}
