import { existsSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { resolve } from 'path';

/** Folders that this very process holds. */
const held = new Set<string>();

/**
 * Keeps two sandboxes out of one folder. Throws when a living process holds it; what a killed
 * one left is taken over. The answer gives it back.
 */
export function lockFolder(folder: string): () => void {
  const file = resolve(folder, 'lock');
  if (held.has(file)) throw new Error(`${folder} is in use by this process`);
  if (existsSync(file)) {
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder !== process.pid && isAlive(holder))
      throw new Error(
        `${folder} is in use by process ${holder}; if that is no sandbox, delete ${file}`,
      );
    rmSync(file);
  }
  writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
  held.add(file);
  return () => {
    held.delete(file);
    rmSync(file, { force: true });
  };
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
