import { randomBytes } from 'node:crypto';
import { Sealer } from '../sealing';
import { Database } from './database';
import { sealedPlace } from './reseal';

interface Row {
  name: string;
  key_sealed: string;
}

/** Keys that Tutti minted itself and that must outlive a rotation of the sealing keys. */
export class KeysTable {
  constructor(private readonly db: Database, private readonly sealer: Sealer) {}

  /** 32 bytes: made on first use, the same ever after, for every replica. */
  async findOrAdd(name: string): Promise<Buffer> {
    await this.#rows()
      .insert({
        name,
        key_sealed: this.sealer.seal(
          randomBytes(32).toString('base64'),
          place(name),
        ),
      })
      .onConflict('name')
      .ignore();
    const row = await this.#rows().where({ name }).first();
    if (!row) {
      throw new Error(`The key '${name}' is gone from the database`);
    }
    return Buffer.from(this.sealer.open(row.key_sealed, place(name)), 'base64');
  }

  #rows() {
    return this.db<Row>('keys');
  }
}

function place(name: string): string {
  return sealedPlace('keys', 'key_sealed', name);
}
