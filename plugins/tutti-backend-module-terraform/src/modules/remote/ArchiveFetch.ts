import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DriverError } from '@tutti/engine';
import { extract } from 'tar';
import { readTree } from '../tree';
import { ModuleAddress, sourceText } from './address';
import { Fetch, Fetched } from './Fetched';
import { withScratch } from './scratch';
import { answerOf } from './http';

type ArchiveAddress = Extract<ModuleAddress, { kind: 'archive' }>;

/** What comes over the wire, and what it becomes; a module is text. */
const LARGEST_ARCHIVE = 32 * 1024 * 1024;
const LARGEST_UNPACKED = 64 * 1024 * 1024;
const MOST_ENTRIES = 20_000;

/** What is unpacked at most; beyond, nothing more is. */
class Limits {
  exceeded = false;
  #size = 0;
  #count = 0;

  /** A link may lead anywhere, so none is made. */
  admit(entry: object): boolean {
    const { size, type }: { size?: unknown; type?: unknown } = entry;
    this.#size += typeof size === 'number' ? size : 0;
    this.#count += 1;
    this.exceeded ||=
      this.#size > LARGEST_UNPACKED || this.#count > MOST_ENTRIES;
    return !this.exceeded && type !== 'Link' && type !== 'SymbolicLink';
  }
}

/** Modules in archives (tar, perhaps with gzip) at an address. */
export class ArchiveFetch implements Fetch<ArchiveAddress> {
  async fetch(
    { url, inOnly }: ArchiveAddress,
    signal: AbortSignal,
  ): Promise<Fetched> {
    const named = sourceText(url);
    const answer = await answerOf(url, { signal });
    if (!answer.ok || !answer.body) {
      throw new DriverError(
        `The module's archive ${named} cannot be read: ${answer.status} ${answer.statusText}`,
        answer.status >= 500 || answer.status === 429,
      );
    }
    const { body } = answer;
    return withScratch(async folder => {
      const target = join(folder, 'tree');
      await mkdir(target);
      const archive = join(folder, 'archive');
      const limits = new Limits();
      try {
        await pipeline(bounded(body), createWriteStream(archive));
        // Out of a file: a stream into it is not ended by what is no archive.
        await extract({
          file: archive,
          cwd: target,
          strict: true,
          filter: (_path, entry) => limits.admit(entry),
        });
      } catch (error) {
        if (error instanceof DriverError) throw error;
        throw new DriverError(
          `The module's archive ${named} cannot be unpacked: ${
            (await isZip(archive))
              ? 'it is a zip. Give its .tar.gz, which Git hosts offer beside it, or the repository as git::https://…'
              : 'it is no tar, or it is damaged'
          }.`,
        );
      }
      if (limits.exceeded) throw tooLarge();
      return {
        tree: await readTree(inOnly ? await only(target) : target),
        fixed: false,
      };
    });
  }
}

async function isZip(archive: string): Promise<boolean> {
  const file = await open(archive);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === 'PK';
  } finally {
    await file.close();
  }
}

async function* bounded(chunks: AsyncIterable<Uint8Array>) {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > LARGEST_ARCHIVE) throw tooLarge();
    yield chunk;
  }
}

function tooLarge(): DriverError {
  return new DriverError(
    `The module's archive is too large: ${
      LARGEST_ARCHIVE / 1024 ** 2
    } MiB are the most, and ${LARGEST_UNPACKED / 1024 ** 2} MiB unpacked.`,
  );
}

async function only(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter(({ name }) => name !== 'pax_global_header');
  return files.length === 1 && files[0].isDirectory()
    ? join(folder, files[0].name)
    : folder;
}
