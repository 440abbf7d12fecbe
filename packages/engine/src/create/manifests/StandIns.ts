import { createHash } from 'crypto';
import {
  GeneratedKey,
  GeneratedKind,
  GeneratedValues,
  Secret,
} from '../../model';

type Source =
  | { kind: 'generated'; resourceId: string; name: string }
  | { kind: 'application' | 'platform'; name: string };

/** No stand-in ends where another begins: what is before it in a text cannot hide it. */
const SHAPES =
  /s[0-9a-f]{31}|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}|s[0-9a-f]{7}/g;

/**
 * Texts that stand where a secret will be, so that everything around them can be filled and checked.
 * They look like what they stand for (a resource type may ask for a length or a pattern), are
 * the same each time, and are found again in whatever text they went into.
 */
export class StandIns implements GeneratedValues {
  readonly #sources = new Map<string, Source>();

  find({ resourceId, name, kind }: GeneratedKey): Secret {
    return this.#secret(kind, { kind: 'generated', resourceId, name });
  }

  /** The same names, none of the contents. */
  replaced(
    secrets: Record<string, unknown>,
    kind: 'application' | 'platform',
  ): Record<string, Secret> {
    return Object.fromEntries(
      Object.keys(secrets).map(name => [
        name,
        this.#secret('password', { kind, name }),
      ]),
    );
  }

  occursIn(text: string): boolean {
    return text.match(SHAPES)?.some(word => this.#sources.has(word)) === true;
  }

  /** @param nameOf - of a resource, by its id */
  withReferences(text: string, nameOf: (resourceId: string) => string): string {
    return text.replace(SHAPES, word => {
      const source = this.#sources.get(word);
      switch (source?.kind) {
        case 'generated':
          return reference('generated', nameOf(source.resourceId), source.name);
        case 'application':
        case 'platform':
          return reference(source.kind, source.name);
        default:
          return word;
      }
    });
  }

  #secret(kind: GeneratedKind, source: Source): Secret {
    const standIn = shaped(kind, JSON.stringify(source));
    this.#sources.set(standIn, source);
    return new Secret(standIn);
  }
}

export function reference(...path: string[]): string {
  return `\${secret:${path.join('/')}}`;
}

/** As long as the real ones, in characters that they have. */
function shaped(kind: GeneratedKind, subject: string): string {
  const hex = createHash('sha256').update(subject).digest('hex');
  switch (kind) {
    case 'password':
      return `s${hex.slice(0, 31)}`;
    case 'suffix':
      return `s${hex.slice(0, 7)}`;
    case 'uuid':
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `8${hex.slice(17, 20)}`,
        hex.slice(20, 32),
      ].join('-');
    default:
      throw new Error(`Nothing is generated for ${kind satisfies never}`);
  }
}
