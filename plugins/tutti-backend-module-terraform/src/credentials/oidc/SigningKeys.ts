import { createHash, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { JsonObject } from '@backstage/types';
import { TuttiSealing } from '@tutti/plugin-tutti-node';
import { Knex } from 'knex';
import { clock } from '../../state';

export interface SigningKey {
  kid: string;
  /** PEM. */
  privateKey: string;
}

export interface SigningKeysOptions {
  /** A key signs for about so long, then a new one is made. */
  rotateMs: number;
  /** A new key is published for so long before it signs: verifiers keep what they have read. */
  leadMs: number;
  /** The longest life of a token: so long a key is published after it signed last. */
  tokenMs: number;
}

interface Row {
  kid: string;
  public_jwk: string;
  private_sealed: string;
  created_at: string | number;
}

/**
 * RSA keys in the database, for all replicas. They are looked after when they are used: a key is made in time,
 * signs once verifiers can know it, and is forgotten when no token of it is valid.
 */
export class SigningKeys {
  constructor(
    private readonly db: Knex,
    private readonly sealing: () => Promise<TuttiSealing>,
    private readonly options: SigningKeysOptions,
  ) {}

  /** The key that signs now, and the database's time in milliseconds. */
  async current(): Promise<{ key: SigningKey; now: number }> {
    const { rows, now } = await this.#tended();
    const known = rows.filter(
      row => Number(row.created_at) + this.options.leadMs <= now,
    );
    // The first key of all signs at once: nobody has read an older list.
    const row = known.at(-1) ?? rows[0];
    const { open } = await this.sealing();
    return {
      key: {
        kid: row.kid,
        privateKey: open(row.private_sealed, placeOf(row.kid)),
      },
      now,
    };
  }

  /** What verifiers may meet: a JSON Web Key Set. */
  async published(): Promise<{ keys: JsonObject[] }> {
    const { rows } = await this.#tended();
    return { keys: rows.map(({ public_jwk }) => JSON.parse(public_jwk)) };
  }

  /** Oldest first; at least one. */
  async #tended(): Promise<{ rows: Row[]; now: number }> {
    const { rotateMs, leadMs, tokenMs } = this.options;
    let { rows, now } = await this.#all();
    const newest = rows.at(-1);
    if (!newest || Number(newest.created_at) + rotateMs <= now) {
      await this.#make(newest?.kid);
      ({ rows, now } = await this.#all());
    }
    // One that a newer key has followed for so long signed nothing that is still valid.
    const over = rows.filter((_, index) => {
      const next = rows[index + 1];
      return next && Number(next.created_at) + leadMs + tokenMs * 2 < now;
    });
    if (over.length > 0) {
      const kids = over.map(({ kid }) => kid);
      await this.db('terraform_oidc_keys').whereIn('kid', kids).delete();
      rows = rows.filter(row => !kids.includes(row.kid));
    }
    return { rows, now };
  }

  /** Replicas that notice at once make one: the next key's name comes from that of the one before. */
  async #make(before: string | undefined): Promise<void> {
    const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
      modulusLength: 2048,
    });
    const kid = createHash('sha256')
      .update(`after ${before ?? 'none'}`)
      .digest('hex')
      .slice(0, 24);
    const { seal } = await this.sealing();
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await this.db('terraform_oidc_keys')
      .insert({
        kid,
        public_jwk: JSON.stringify({
          ...publicKey.export({ format: 'jwk' }),
          kid,
          use: 'sig',
          alg: 'RS256',
        }),
        private_sealed: seal(pem, placeOf(kid)),
        created_at: clock(this.db),
      })
      .onConflict('kid')
      .ignore();
  }

  async #all(): Promise<{ rows: Row[]; now: number }> {
    const rows: (Row & { now: string | number })[] = await this.db(
      'terraform_oidc_keys',
    )
      .select('*', { now: clock(this.db) })
      .orderBy('created_at')
      .orderBy('kid');
    return { rows, now: Number(rows[0]?.now ?? 0) };
  }
}

function placeOf(kid: string): string {
  return `terraform_oidc_keys/${kid}/private_sealed`;
}
