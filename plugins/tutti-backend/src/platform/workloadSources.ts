import { readFile, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, posix, relative, sep } from 'node:path';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  ApplicationDeclaration,
  decodeText,
  Problem,
  Workload,
} from '@tutti/engine';
import { EngineThreads, readInThread } from '../threads';
import { Checkout, treeBehindUrl } from './sources';

/** One workload of a declaration, as it is in its source now. */
export interface DeclaredWorkload {
  /** What people see as its origin. */
  url: string;
  images: Record<string, string>;
  /** Absent when the file could not be read at all. */
  score?: string;
  workload?: Workload;
  problems: Problem[];
}

/** Where Score files are found, and read. */
interface Places {
  checkouts: Checkout[];
  reader: UrlReaderService;
  engine: EngineThreads;
}

/** Reads the Score files that a declaration names: beside its file, or behind a URL. */
export async function readDeclaredWorkloads(
  declaration: ApplicationDeclaration,
  places: Places,
): Promise<DeclaredWorkload[]> {
  const declared: DeclaredWorkload[] = [];
  for (const { source, images } of declaration.workloads) {
    const read = /^https?:\/\//.test(source)
      ? await behindUrl(source, places)
      : await besideFile(source, declaration.source.file, places);
    declared.push({ ...read, images });
  }
  return declared;
}

type Read = Omit<DeclaredWorkload, 'images'>;

async function besideFile(
  source: string,
  declaringFile: string,
  { checkouts, engine }: Places,
): Promise<Read> {
  const checkout = checkouts.find(({ name }) =>
    declaringFile.startsWith(`${name}/`),
  );
  if (!checkout) {
    return unreadable(source, `${declaringFile} belongs to no source`);
  }
  const path = posix.join(
    posix.dirname(declaringFile.slice(checkout.name.length + 1)),
    source,
  );
  return readFrom(checkout, path, engine);
}

/** The folder around the file is read too: `files.*.source` is relative to it. */
async function behindUrl(
  url: string,
  { reader, engine }: Places,
): Promise<Read> {
  const slash = url.lastIndexOf('/');
  try {
    const checkout = await treeBehindUrl(
      url.slice(0, slash),
      reader,
    ).checkout();
    try {
      return await readFrom(checkout, url.slice(slash + 1), engine);
    } finally {
      await checkout.release();
    }
  } catch (error) {
    return unreadable(url, reason(error));
  }
}

async function readFrom(
  checkout: Checkout,
  path: string,
  engine: EngineThreads,
): Promise<Read> {
  const url = `${checkout.name}/${path}`;
  try {
    const file = await realpath(join(checkout.folder, path));
    const inside = relative(await realpath(checkout.folder), file);
    if (inside.split(sep)[0] === '..' || isAbsolute(inside)) {
      return unreadable(url, 'it is outside the source');
    }
    const { text: score, problem } = decodeText(await readFile(file), url);
    if (problem) {
      return { url, problems: [problem] };
    }
    const read = await readInThread(engine, 'readScore', {
      text: score,
      file: url,
      folder: dirname(file),
    });
    return {
      url,
      score,
      ...(read.ok && { workload: read.value }),
      problems: read.problems,
    };
  } catch (error) {
    return unreadable(url, reason(error));
  }
}

function unreadable(url: string, why: string): Read {
  return {
    url,
    problems: [
      {
        severity: 'error',
        code: 'SourceUnreadable',
        message: `The Score file ${url} cannot be read: ${why}`,
        file: url,
      },
    ],
  };
}

/** File system errors hold this machine's own paths in their message; their code says enough. */
export function reason(error: unknown): string {
  if (isError(error)) {
    const { code } = error;
    if (code === 'ENOENT') {
      return 'there is no such file or folder';
    }
    return typeof code === 'string' ? code : error.message;
  }
  return String(error);
}
