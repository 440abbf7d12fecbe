import { Database, Milliseconds } from './database';

interface Row {
  name: string;
  last_event: Milliseconds;
}

/** How far each reader of the events has come, whichever replica reads. */
export class FeedsTable {
  constructor(private readonly db: Database) {}

  /** A new reader begins behind what there is now. */
  async begin(name: string, lastEvent: number): Promise<void> {
    await this.#rows()
      .insert({ name, last_event: lastEvent })
      .onConflict('name')
      .ignore();
  }

  /** Undefined before it began. */
  async position(name: string): Promise<number | undefined> {
    const row = await this.#rows().where({ name }).first();
    return row && Number(row.last_event);
  }

  /** @returns false when another replica read on meanwhile */
  async advance(name: string, from: number, to: number): Promise<boolean> {
    const moved = await this.#rows()
      .where({ name, last_event: from })
      .update({ last_event: to });
    return moved > 0;
  }

  #rows() {
    return this.db<Row>('feeds');
  }
}
