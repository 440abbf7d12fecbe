import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
} from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const FORMAT = 's1';
const TAG_BYTES = 16;

/** A key of `tutti.sealing.keys`: 32 bytes, and the id that is stored beside what it sealed. */
export interface SealingKey {
  id: string;
  key: Buffer;
}

/**
 * Seals text for one place in the database. The place is associated data: a sealed value
 * that was copied to another row or column does not open.
 */
export class Sealer {
  readonly #keys: Map<string, SealingKey>;
  readonly #current: SealingKey;

  /** @param keys - The first seals, all open. */
  constructor(keys: [SealingKey, ...SealingKey[]]) {
    this.#current = keys[0];
    this.#keys = new Map(keys.map(key => [key.id, key]));
  }

  /** @param place - `table/row/column`. */
  seal(text: string, place: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv(ALGORITHM, this.#current.key, nonce);
    cipher.setAAD(Buffer.from(place));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return [
      FORMAT,
      this.#current.id,
      nonce.toString('base64'),
      cipher.getAuthTag().toString('base64'),
      body.toString('base64'),
    ].join(':');
  }

  /**
   * @throws Error naming the missing key or the place; never the content.
   */
  open(sealed: string, place: string): string {
    const [format, keyId, nonce, tag, body] = sealed.split(':');
    if (format !== FORMAT || body === undefined) {
      throw new Error(`What is stored at ${place} is not sealed as expected`);
    }
    const key = this.#keys.get(keyId);
    if (!key) {
      throw new Error(
        `${place} was sealed with key '${keyId}', which tutti.sealing.keys does not have`,
      );
    }
    try {
      const decipher = createDecipheriv(
        ALGORITHM,
        key.key,
        Buffer.from(nonce, 'base64'),
        // A shorter tag would be easier to guess.
        { authTagLength: TAG_BYTES },
      );
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(Buffer.from(tag, 'base64'));
      return Buffer.concat([
        decipher.update(Buffer.from(body, 'base64')),
        decipher.final(),
      ]).toString('utf8');
    } catch {
      throw new Error(
        `${place} does not open with key '${keyId}': it was altered or moved, or the key is another one`,
      );
    }
  }

  /** Whether it was sealed by a key that no longer seals. */
  isOutdated(sealed: string): boolean {
    return !sealed.startsWith(this.currentPrefix);
  }

  /** What everything begins with that the key seals which seals now. */
  get currentPrefix(): string {
    return `${FORMAT}:${this.#current.id}:`;
  }
}

/** HMAC-SHA-256, hex. The key lives as long as the database: stored digests depend on it. */
export function keyedDigest(key: Buffer): (text: string) => string {
  return text => createHmac('sha256', key).update(text).digest('hex');
}
