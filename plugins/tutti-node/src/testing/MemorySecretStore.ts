import { Secret, SecretReading, SecretReference } from '@tutti/engine';
import { SecretStore } from '../secretStores';

/** A store whose secrets are given: `{ 'shop/db': { password: 'x' } }`. */
export class MemorySecretStore implements SecretStore {
  /** While it is set, the store cannot be asked, and says so. */
  away?: string;

  constructor(
    private readonly secrets: Record<string, Record<string, string>>,
    readonly name = 'memory',
  ) {}

  async read(
    { namespace, name, key }: SecretReference,
    { signal }: { signal: AbortSignal },
  ): Promise<SecretReading> {
    if (signal.aborted) {
      return { unavailable: 'the question was given up', retryable: false };
    }
    if (this.away !== undefined) {
      return { unavailable: this.away, retryable: true };
    }
    const place = `${namespace}/${name}`;
    if (!Object.hasOwn(this.secrets, place)) {
      return { missing: `there is no secret ${place}` };
    }
    const secret = this.secrets[place];
    return Object.hasOwn(secret, key)
      ? { found: new Secret(secret[key]) }
      : { missing: `secret ${place} has no key ${key}` };
  }
}
