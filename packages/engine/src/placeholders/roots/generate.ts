import { GeneratedKind, Unknown, suggestion } from '../../model';
import { invalid, shownKey, unknown } from '../lookUp';
import { Parts, Root } from '../Root';

const KINDS: string[] = [
  'password',
  'suffix',
  'uuid',
] satisfies GeneratedKind[];

export const generate: Root<Parts['generate']> = {
  check: keys =>
    generate.resolve(keys, () => new Unknown('string', true, 'generate')),
  resolve: ([kind, name, ...more], part) => {
    if (kind !== undefined && !isGenerated(kind)) {
      return unknown(
        `generate has no "${shownKey(kind)}"`,
        suggestion(kind, KINDS),
      );
    }
    return kind === undefined || !name || more.length > 0
      ? invalid(
          'it is written generate.KIND.NAME',
          `The kinds are: ${KINDS.join(', ')}.`,
        )
      : { ok: true, value: part(kind, name) };
  },
  needs: () => ({ kind: 'plan', of: 'resource' }),
};

function isGenerated(kind: string): kind is GeneratedKind {
  return KINDS.includes(kind);
}
