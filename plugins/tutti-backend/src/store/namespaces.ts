import { Database, optional } from './database';

interface Row {
  cluster: string;
  namespace: string;
  environment_id: string;
}

/** Which environment has which namespace: two never get one. */
export class NamespacesTable {
  constructor(private readonly db: Database) {}

  /** Takes it unless somebody has it. @returns whose it is now. */
  async reserve(
    cluster: string,
    namespace: string,
    environmentId: string,
  ): Promise<string> {
    const holder = await this.#holder(cluster, namespace);
    if (holder) {
      return holder;
    }
    await this.#rows()
      .insert({ cluster, namespace, environment_id: environmentId })
      .onConflict(['cluster', 'namespace'])
      .ignore();
    return (await this.#holder(cluster, namespace)) ?? environmentId;
  }

  /** Gives back what an environment had reserved under an earlier platform. */
  async releaseOthers(
    cluster: string,
    namespace: string,
    environmentId: string,
  ): Promise<void> {
    await this.#rows()
      .where({ environment_id: environmentId })
      .whereNot(kept => kept.where({ cluster, namespace }))
      .delete();
  }

  async #holder(
    cluster: string,
    namespace: string,
  ): Promise<string | undefined> {
    return optional(
      await this.#rows().where({ cluster, namespace }).first(),
      row => row.environment_id,
    );
  }

  #rows() {
    return this.db<Row>('namespaces');
  }
}
