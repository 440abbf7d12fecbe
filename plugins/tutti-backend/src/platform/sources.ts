import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { SourceConfig } from './config';
import { listFolder } from './folder';

/** A source as it lies on this machine for the moment. */
export interface Checkout {
  /** As configured: what people see in front of a file's path. */
  name: string;
  folder: string;
  /** Ends the use of the folder. */
  release(): Promise<void>;
}

export interface Source {
  name: string;
  checkout(): Promise<Checkout>;
  /** Changes whenever a file changed; absent where finding out is not cheap. */
  fingerprint?(): Promise<string>;
}

export function createSource(
  config: SourceConfig,
  reader: UrlReaderService,
): Source {
  return config.kind === 'folder'
    ? folderOnDisk(config.folder)
    : treeBehindUrl(config.url, reader);
}

function folderOnDisk(name: string): Source {
  const folder = resolve(name);
  return {
    name,
    checkout: async () => ({ name, folder, release: async () => {} }),
    async fingerprint() {
      try {
        return JSON.stringify(await listFolder(folder));
      } catch (error) {
        return String(error);
      }
    },
  };
}

/** The whole tree, so that workloads lie beside the file that declares them. */
export function treeBehindUrl(url: string, reader: UrlReaderService): Source {
  const name = url.replace(/\/+$/, '');
  return {
    name,
    async checkout() {
      const tree = await reader.readTree(url);
      const targetDir = await mkdtemp(join(tmpdir(), 'tutti-source-'));
      const release = () => rm(targetDir, { recursive: true, force: true });
      try {
        return { name, folder: await tree.dir({ targetDir }), release };
      } catch (error) {
        await release();
        throw error;
      }
    },
  };
}
