import { builtinDrivers, loadPlatform, Platform } from '@tutti/engine';
import { readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';

/** The folder examples/platform. */
export const EXAMPLE_PLATFORM = resolve(
  __dirname,
  '../../../../examples/platform',
);

export function examplePlatform(): Platform {
  const files = readdirSync(EXAMPLE_PLATFORM).map(file => ({
    file,
    text: readFileSync(join(EXAMPLE_PLATFORM, file), 'utf8'),
  }));
  const loaded = loadPlatform(files, builtinDrivers());
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  return loaded.value;
}
