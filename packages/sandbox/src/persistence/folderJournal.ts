import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'fs';
import { join } from 'path';
import { isKubeObject, isObject, KubeObject, textAt } from '../json';
import { KindKey } from '../kinds/kind';
import { Change, Journal } from '../store/store';
import { lockFolder } from './lock';

export interface Restored {
  version: number;
  objects: { kind: KindKey; object: KubeObject }[];
}

/** Beyond this the journal is folded into the snapshot. */
const journalLimit = 32 * 1024 * 1024;

/**
 * Objects in a folder: a snapshot, and a journal of what changed since, one line per change.
 * A change is in the file before anybody is told of it, so killing the process loses nothing
 * that was acknowledged (losing power may: nothing is forced to the disk). Secrets are in clear
 * in it, as in an etcd without encryption: the folder is readable by its owner only.
 */
export class FolderJournal implements Journal {
  readonly restored: Restored;
  private descriptor: number;
  private size = 0;
  private readonly latest = new Map<
    string,
    { kind: KindKey; object: KubeObject }
  >();
  private version: number;
  private readonly unlock: () => void;

  /** Throws when another living process has the folder, or its files are damaged. */
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    this.unlock = lockFolder(folder);
    try {
      this.version = this.readSnapshot();
      this.readJournal();
      this.restored = {
        version: this.version,
        objects: [...this.latest.values()],
      };
      this.descriptor = this.startJournal();
    } catch (error) {
      this.unlock();
      throw error;
    }
  }

  append(change: Change): void {
    const { type, kind, object, version } = change;
    const line = `${JSON.stringify({ type, kind, object, version })}\n`;
    try {
      writeFileSync(this.descriptor, line);
    } catch (error) {
      // Half a line would spoil the ones after it.
      ftruncateSync(this.descriptor, this.size);
      throw error;
    }
    this.size += Buffer.byteLength(line);
    this.take(change);
    if (this.size > journalLimit) {
      closeSync(this.descriptor);
      this.descriptor = this.startJournal();
    }
  }

  close(): void {
    closeSync(this.descriptor);
    closeSync(this.startJournal());
    this.unlock();
  }

  private take(
    change: Pick<Change, 'type' | 'kind' | 'object' | 'version'>,
  ): void {
    const { type, kind, object, version } = change;
    const namespace = textAt(object.metadata, 'namespace') ?? '';
    const key = `${kind} ${namespace}/${object.metadata.name}`;
    if (type === 'DELETED') this.latest.delete(key);
    else this.latest.set(key, { kind, object });
    this.version = version;
  }

  /** Folds everything into a new snapshot; whichever file a crash leaves, both are whole. */
  private startJournal(): number {
    const snapshot = join(this.folder, 'snapshot.json');
    const text = JSON.stringify({
      format: 1,
      version: this.version,
      objects: [...this.latest.values()],
    });
    const fresh = `${snapshot}.new`;
    const descriptor = openSync(fresh, 'w', 0o600);
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(fresh, snapshot);
    this.size = 0;
    const journal = openSync(this.journalFile, 'w', 0o600);
    return journal;
  }

  private get journalFile(): string {
    return join(this.folder, 'journal.jsonl');
  }

  private readSnapshot(): number {
    const file = join(this.folder, 'snapshot.json');
    if (!existsSync(file)) return 100;
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (
      !isObject(content) ||
      content.format !== 1 ||
      typeof content.version !== 'number' ||
      !Array.isArray(content.objects)
    )
      throw new Error(`${file} is not a snapshot of this sandbox`);
    this.version = content.version;
    for (const entry of content.objects)
      if (isObject(entry) && isKubeObject(entry.object))
        this.take({
          type: 'ADDED',
          kind: String(entry.kind),
          object: entry.object,
          version: content.version,
        });
    return content.version;
  }

  private readJournal(): void {
    if (!existsSync(this.journalFile)) return;
    const lines = readFileSync(this.journalFile, 'utf8').split('\n');
    // What follows the last line break was being written when the process ended.
    lines.pop();
    lines.forEach((line, index) => {
      const change: unknown = readLine(line, this.journalFile, index + 1);
      if (
        !isObject(change) ||
        !isKubeObject(change.object) ||
        typeof change.version !== 'number'
      )
        throw new Error(`${this.journalFile}, line ${index + 1}: not a change`);
      if (change.version <= this.version) return;
      this.take({
        type: change.type === 'DELETED' ? 'DELETED' : 'MODIFIED',
        kind: String(change.kind),
        object: change.object,
        version: change.version,
      });
    });
  }
}

function readLine(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new Error(`${file}, line ${number}: ${String(error)}`);
  }
}
