import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A tool for tests: `version` answers as OpenTofu does, `run TEXT` is a shell's text.
 *
 * @returns its path
 */
export async function pretendedTool(folder: string): Promise<string> {
  const file = join(folder, 'pretended-tofu');
  await writeFile(
    file,
    `#!/bin/sh
case "$1" in
  version) echo 'OpenTofu v1.12.6' ;;
  run) exec sh -c "$2" ;;
  *) echo "pretended-tofu: no $1" >&2; exit 1 ;;
esac
`,
    { mode: 0o755 },
  );
  return file;
}
