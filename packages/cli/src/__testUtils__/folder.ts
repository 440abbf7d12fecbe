import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';

/** Made before each test of a file or `describe`, gone after it. */
export function temporaryFolder() {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return {
    at: (...path: string[]) => join(folder, ...path),
    /** Returns where it is. */
    write(name: string, text: string): string {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
  };
}
