import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Knex } from 'knex';
import { clock } from '../state/database';
import { Tree } from './tree';

/**
 * What resources were made with, by its digest: to destroy one never needs the place where its module was
 * (docs/reference/semantics.md, Plan, Identity).
 */
export class ModuleStore {
  constructor(private readonly db: Knex) {}

  async keep(digest: string, tree: Tree): Promise<void> {
    const [known] = await this.db('terraform_modules')
      .where({ digest })
      .select('digest');
    if (known) return;
    const files = Object.fromEntries(
      Object.entries(tree).map(([path, content]) => [
        path,
        content.toString('base64'),
      ]),
    );
    const content = await promisify(gzip)(JSON.stringify(files));
    await this.db('terraform_modules')
      .insert({
        digest,
        content: content.toString('base64'),
        created_at: clock(this.db),
      })
      .onConflict('digest')
      .ignore();
  }

  async find(digest: string): Promise<Tree | undefined> {
    const [row] = await this.db('terraform_modules')
      .where({ digest })
      .select('content');
    if (!row) return undefined;
    const text = await promisify(gunzip)(Buffer.from(row.content, 'base64'));
    // Written by `keep`.
    const files: Record<string, string> = JSON.parse(text.toString('utf8'));
    return Object.fromEntries(
      Object.entries(files).map(([path, content]) => [
        path,
        Buffer.from(content, 'base64'),
      ]),
    );
  }
}
