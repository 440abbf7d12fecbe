import { Secret, Unknown, Value } from '../../model';
import { canonical, containsSecret, eachOpaque } from './inspect';

/**
 * Values inside text: strings as they are, everything else as JSON with sorted keys. Text that
 * touched a secret is a Secret; text that touched an Unknown is Unknown, and secret if any part is.
 */
export function joinText(values: Value[]): Value {
  if (values.every(value => typeof value === 'string')) return values.join('');
  const secret = values.some(containsSecret);
  const origins = new Set<string>();
  eachOpaque(values, leaf => {
    if (leaf instanceof Unknown) origins.add(leaf.from);
  });
  if (origins.size > 0) {
    return new Unknown('string', secret, [...origins].join(', '));
  }
  const text = values.map(printed).join('');
  return secret ? new Secret(text) : text;
}

function printed(value: Value): string {
  if (value instanceof Secret) return value.revealText();
  return typeof value === 'string' ? value : canonical(value);
}
