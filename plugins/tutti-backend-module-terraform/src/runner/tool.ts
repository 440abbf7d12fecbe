import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { DriverError } from '@tutti/engine';

/** The tool on this machine. */
export interface Tool {
  /** Absolute path. */
  file: string;
  name: 'OpenTofu' | 'Terraform';
  /** As it says itself, e.g. `1.12.6`. */
  version: string;
}

/**
 * Looks for the tool and asks it what it is.
 *
 * @param name - a path, or a name on `PATH`
 * @throws DriverError with the way out when it is not there or is something else.
 */
export async function findTool(name: string): Promise<Tool> {
  const file = await findFile(name);
  const { stdout } = await promisify(execFile)(file, ['version'], {
    env: { CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' },
    timeout: 30_000,
  }).catch((error: Error) => {
    throw new DriverError(
      `${file} does not tell its version: ${error.message}`,
      true,
    );
  });
  const [, kind, version] = /^(OpenTofu|Terraform) v(\S+)/m.exec(stdout) ?? [];
  if (kind !== 'OpenTofu' && kind !== 'Terraform') {
    throw new DriverError(
      `${file} is neither OpenTofu nor Terraform. Name one of them in tutti.terraform.runner.tool.`,
    );
  }
  return { file, name: kind, version };
}

async function findFile(name: string): Promise<string> {
  const files =
    isAbsolute(name) || name.includes('/')
      ? [name]
      : (process.env.PATH ?? '')
          .split(delimiter)
          .filter(folder => folder !== '')
          .map(folder => join(folder, name));
  for (const file of files) {
    const runs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return file;
  }
  throw new DriverError(
    `There is no ${name} on the machine of the backend. Install OpenTofu or Terraform there, name it in ` +
      'tutti.terraform.runner.tool, or let the work run in a cluster.',
  );
}

/** OpenTofu locks each package in a shared cache since 1.10; Terraform's inits destroy each other's there. */
export function sharesPluginCache({ name, version }: Tool): boolean {
  const [major, minor] = version.split('.').map(Number);
  return name === 'OpenTofu' && (major > 1 || (major === 1 && minor >= 10));
}
