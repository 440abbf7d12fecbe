import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Knex } from 'knex';
import { clock } from './database';
import { StateStore } from './StateStore';

export interface DetachedStatesOptions {
  /** Where they become files; absent: they stay sealed in the database. */
  folder?: string;
  /** How long they stay there. */
  keptMs: number;
}

/**
 * States of resources that were let go of: whoever manages these from now on needs them. They become files in a
 * folder that the operator names, now or later; what nobody exports is forgotten after its time.
 */
export class DetachedStates {
  constructor(
    private readonly db: Knex,
    private readonly states: StateStore,
    private readonly options: DetachedStatesOptions,
  ) {}

  /** Doing it twice does nothing. @returns the file; undefined where it stays in the database */
  async keep(resourceId: string, name: string): Promise<string | undefined> {
    await this.db('terraform_detached')
      .insert({
        resource_id: resourceId,
        name: fileName(name, resourceId),
        detached_at: clock(this.db),
      })
      .onConflict('resource_id')
      .ignore();
    const [row] = await this.db('terraform_detached')
      .where({ resource_id: resourceId })
      .select('name');
    return row && this.#export(resourceId, row.name);
  }

  /** Exports what waits for a folder, and forgets what waited too long. */
  async tidy(): Promise<void> {
    const old = this.db.raw('? - ?', [clock(this.db), this.options.keptMs]);
    const rows = await this.db('terraform_detached').select(
      'resource_id',
      'name',
      { isOld: this.db.raw('detached_at <= ?', [old]) },
    );
    for (const { resource_id: resourceId, name, isOld } of rows) {
      if (this.options.folder !== undefined) {
        await this.#export(resourceId, name);
      } else if (isOld) {
        await this.#forget(resourceId);
      }
    }
  }

  async #export(resourceId: string, name: string): Promise<string | undefined> {
    const { folder } = this.options;
    if (folder === undefined) return undefined;
    const state = await this.states.read(resourceId);
    const file = join(folder, name);
    if (state) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // Whole or not at all: after it the rows go.
      await writeFile(`${file}.part`, state.text, { mode: 0o600, flush: true });
      await rename(`${file}.part`, file);
    }
    await this.#forget(resourceId);
    return file;
  }

  async #forget(resourceId: string): Promise<void> {
    await this.states.remove(resourceId);
    await this.db('terraform_detached')
      .where({ resource_id: resourceId })
      .delete();
  }
}

function fileName(name: string, resourceId: string): string {
  return `${[name, resourceId]
    .join('-')
    .replace(/[^A-Za-z0-9._-]+/g, '-')}.tfstate`;
}
