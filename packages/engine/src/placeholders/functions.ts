import { Secret, Unknown, Value, own, suggestion } from '../model';
import { Found, invalid, kindOf, shownKey, unknown } from './lookUp';

/** What a placeholder may do with its value: `${text(params.port)}`. */
const FUNCTIONS: Record<string, (text: string) => string> = {
  text: text => text,
  urlencode: percentEncoded,
};

/** Everything but letters, digits and `-._~`, so that it may stand anywhere in a URL (RFC 3986). */
function percentEncoded(text: string): string {
  return text.replace(/[^\w.~-]+/g, reserved =>
    Array.from(
      new TextEncoder().encode(reserved),
      byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    ).join(''),
  );
}

/** Text of a text, a number, true or false; a secret stays one, and so does what is not known yet. */
export function applyFunction(name: string, value: Value): Found {
  const change = own(FUNCTIONS, name);
  if (!change) {
    return unknown(
      `there is no function "${shownKey(name)}"`,
      suggestion(name, Object.keys(FUNCTIONS)),
    );
  }
  const content = value instanceof Secret ? value.reveal() : value;
  if (content instanceof Unknown) {
    return content.type === 'object' || content.type === 'array'
      ? notText(name, content)
      : {
          ok: true,
          value: new Unknown(
            'string',
            content.secret,
            `${name}(${content.from})`,
          ),
        };
  }
  if (typeof content === 'object') return notText(name, content);
  const text = change(String(content));
  return { ok: true, value: value instanceof Secret ? new Secret(text) : text };
}

function notText(name: string, value: Value): Found {
  return invalid(
    `${name}(…) takes a text, a number, true or false, not ${kindOf(value)}`,
  );
}
