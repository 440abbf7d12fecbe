import { createHash, randomUUID } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { DriverError } from '@tutti/engine';
import { CredentialSubject } from '../credentials';
import { AdoptedState } from '../definition/TerraformInputs';
import { INIT, PULL, PULLED_FILE } from '../driver/commands';
import { Tool } from '../driver/Tool';
import { backendOnly } from '../root/rootModule';
import { Rerooted, rerooted } from './rerooted';

const KEY = 'tutti.terraform.state.adoptFrom';

/** A state that existed before, read and called as ours are. */
export interface Adopted extends Rerooted {
  /** The same for the same content. */
  digest: string;
}

/** Reads states that platform teams hand in, out of a folder or out of the place where they are kept. */
export class Adoption {
  constructor(
    private readonly options: {
      tool: Tool;
      /** Of files that are handed in; absent: there are none. */
      folder?: string;
    },
  ) {}

  /** @throws DriverError; never anything of the content. */
  async read(
    from: AdoptedState,
    resource: { resourceId: string; subject?: CredentialSubject },
    signal: AbortSignal,
  ): Promise<Adopted> {
    const text =
      'file' in from
        ? await this.#file(from.file)
        : await this.#pull(from.backend, resource, signal);
    const digest = createHash('sha256').update(text).digest('hex');
    return { ...rerooted(text, from.under, lineageOf(digest)), digest };
  }

  async #file(name: string): Promise<string> {
    const { folder } = this.options;
    if (folder === undefined) {
      throw new DriverError(
        `The state "${name}" is to be adopted from a file: set ${KEY} to the folder with such files.`,
      );
    }
    try {
      const root = await realpath(folder);
      const file = await realpath(join(root, name));
      if (file.startsWith(root + sep)) return await readFile(file, 'utf8');
    } catch {
      // Told below: why it cannot be read may name places of the machine.
    }
    throw new DriverError(
      `There is no state "${name}" in the folder of ${KEY} that the backend may read.`,
    );
  }

  async #pull(
    backend: {
      type: string;
      config: Parameters<typeof backendOnly>[0]['config'];
    },
    {
      resourceId,
      subject,
    }: { resourceId: string; subject?: CredentialSubject },
    signal: AbortSignal,
  ): Promise<string> {
    const { files } = await this.options.tool.run({
      caller: {
        operationId: `pull-${randomUUID()}`,
        resourceId,
        access: 'read',
      },
      ...(subject && { subject }),
      ownState: false,
      files: { 'main.tf.json': backendOnly(backend) },
      commands: [INIT, PULL],
      env: {},
      keep: [PULLED_FILE],
      signal,
      log: () => {},
    });
    const text = files[PULLED_FILE]?.toString('utf8').trim();
    if (!text) {
      throw new DriverError(
        `There is no state in the backend "${backend.type}" that is to be adopted.`,
      );
    }
    return text;
  }
}

/** A UUID made of a digest. */
function lineageOf(digest: string): string {
  const parts = [8, 12, 16, 20, 32];
  return parts
    .map((end, index) => digest.slice(parts[index - 1] ?? 0, end))
    .join('-');
}
