import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { SecretPlace, SecretReading, SecretReference } from '@tutti/engine';

/**
 * Where secrets live that Tutti does not keep: a secret of an application may refer to one there. It is
 * read in the run, just before the step that uses it. What may be read at all, Target files say
 * (`secrets.read`): a store is asked for nothing else.
 *
 * @example
 * class VaultStore implements SecretStore {
 *   readonly name = 'vault';
 *
 *   async read({ namespace, name, key }, { signal }) {
 *     const answer = await this.client.read(`${namespace}/${name}`, { signal });
 *     return answer
 *       ? { found: new Secret(answer.data[key]) }
 *       : { missing: `there is no ${namespace}/${name}` };
 *   }
 * }
 */
export interface SecretStore {
  /** As in a reference's `store`. */
  readonly name: string;
  /**
   * One secret, as it is now. Texts of the answer are for people; they name what is missing and never
   * hold anything that the store keeps. Does not reject for what happens in the world, gives up
   * after a time of its own, and at once when the signal aborts.
   */
  read(
    reference: SecretReference,
    context: {
      /** Where the environment runs that asks. */
      place: SecretPlace;
      signal: AbortSignal;
    },
  ): Promise<SecretReading>;
}

/** Where modules register stores of secrets. */
export interface TuttiSecretStoresExtensionPoint {
  /** Names are unique: a second store of the same name is an error at start. */
  addSecretStore(store: SecretStore): void;
}

export const tuttiSecretStoresExtensionPoint =
  createExtensionPoint<TuttiSecretStoresExtensionPoint>({
    id: 'tutti.secretStores',
  });
