import {
  DriverChange,
  HealthCause,
  isObject,
  isValueObject,
  JsonValue,
  ObjectHealth,
  own,
  RunEvent,
  Secret,
  Value,
  ValueObject,
} from '../../model';
import { mapValues } from '../../read/tree';
import { leavesOf } from '../values/inspect';
import { spellingsOf } from './spellings';

/** Shorter ones would blank out innocent words; nothing that short keeps a secret. */
const SHORTEST = 5;

/** Stand in many texts, and say nothing. */
const WORDS = new Set(['false', 'undefined']);

const SHOWN = '(secret)';

/**
 * Drivers, API servers and containers say things in their own words, and may say a secret. Every
 * secret that somebody holds is learnt here, and whatever comes from outside goes through, in any
 * spelling (`spellingsOf`). A search takes time in proportion to the text.
 */
export class Redactor {
  /** Most are never searched for: a text that needs it comes late, or not at all. */
  readonly #toLearn = new Set<Value>();
  readonly #learnt = new Set<string>();
  /** Whether each is base64. None is longer than a piece. */
  readonly #spellings = new Map<string, boolean>();
  /** How long those are that begin with the same characters, the longest first. */
  readonly #lengths = new Map<string, number[]>();

  /** Learns every secret inside: its text, and each leaf of one that is a map or a list. */
  learn(value: Value | undefined): void {
    if (value !== undefined) this.#toLearn.add(value);
  }

  text(text: string): string {
    this.#learnAll();
    let clean = '';
    let shownTo = 0;
    let hidden = { from: 0, to: 0 };
    const hide = () => {
      if (hidden.to > shownTo) {
        clean += text.slice(shownTo, Math.max(shownTo, hidden.from)) + SHOWN;
        shownTo = hidden.to;
      }
    };
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const found = this.#longestAt(text, at);
      if (found === undefined) continue;
      const place = this.#spellings.get(found)
        ? withEdges(text, at, at + found.length)
        : { from: at, to: at + found.length };
      // Two that touch are one: neither shows where the other ends.
      if (place.from <= hidden.to) {
        hidden.to = Math.max(hidden.to, place.to);
      } else {
        hide();
        hidden = place;
      }
    }
    hide();
    return clean + text.slice(shownTo);
  }

  /**
   * Every text inside that differs from what stands at the same place in `known`, which is shown
   * anyway: what somebody else wrote into an object, beside what was wanted there.
   */
  foreign(map: ValueObject, known: ValueObject | undefined): ValueObject {
    return mapValues(map, (value, key) =>
      this.#foreignValue(value, known && own(known, key)),
    );
  }

  health(health: ObjectHealth): ObjectHealth {
    return {
      ...health,
      message: this.text(health.message),
      ...(health.cause && { cause: this.cause(health.cause) }),
    };
  }

  cause(cause: HealthCause): HealthCause {
    return {
      ...cause,
      reason: this.text(cause.reason),
      message: this.text(cause.message),
      ...(cause.said !== undefined && { said: this.text(cause.said) }),
      ...(cause.events && {
        events: cause.events.map(event => ({
          ...event,
          reason: this.text(event.reason),
          message: this.text(event.message),
        })),
      }),
      ...(cause.logTail && {
        logTail: cause.logTail.map(line => this.text(line)),
      }),
    };
  }

  change(change: DriverChange): DriverChange {
    const { summary, because, fields } = change;
    return {
      address: this.text(change.address),
      action: change.action,
      ...(summary !== undefined && { summary: this.text(summary) }),
      ...(because && { because: because.map(path => this.text(path)) }),
      ...(fields && {
        fields: fields.map(({ path, before, after }) => ({
          path: this.text(path),
          ...(before !== undefined && { before: this.#json(before) }),
          ...(after !== undefined && { after: this.#json(after) }),
        })),
      }),
    };
  }

  event(event: RunEvent): RunEvent {
    return {
      ...event,
      ...(event.message !== undefined && { message: this.text(event.message) }),
      ...('cause' in event &&
        event.cause && { cause: this.cause(event.cause) }),
    };
  }

  #longestAt(text: string, at: number): string | undefined {
    for (const length of this.#lengths.get(text.slice(at, at + SHORTEST)) ??
      []) {
      const candidate = text.slice(at, at + length);
      if (this.#spellings.has(candidate)) return candidate;
    }
    return undefined;
  }

  #foreignValue(value: Value, known: Value | undefined): Value {
    if (typeof value === 'string') {
      return value === known ? value : this.text(value);
    }
    if (Array.isArray(value)) {
      const items = Array.isArray(known) ? known : [];
      return value.map((item, at) => this.#foreignValue(item, items[at]));
    }
    return isValueObject(value)
      ? this.foreign(value, isValueObject(known) ? known : undefined)
      : value;
  }

  #json(value: JsonValue): JsonValue {
    if (typeof value === 'string') {
      return this.text(value);
    }
    if (Array.isArray(value)) {
      return value.map(item => this.#json(item));
    }
    return isObject(value) ? mapValues(value, item => this.#json(item)) : value;
  }

  #learnAll(): void {
    for (const value of this.#toLearn) {
      for (const leaf of leavesOf(value)) {
        if (leaf instanceof Secret) {
          this.#learnContent(leaf.reveal());
          this.#learnText(leaf.revealText());
        }
      }
    }
    this.#toLearn.clear();
  }

  #learnContent(content: JsonValue): void {
    for (const part of leavesOf(content)) {
      if (typeof part === 'string') {
        this.#learnText(part);
        insideOf(part).forEach(inner => this.#learnContent(inner));
      } else if (typeof part === 'number') {
        this.#learnText(String(part));
      }
    }
  }

  #learnText(secret: string): void {
    if (
      secret.length < SHORTEST ||
      WORDS.has(secret) ||
      this.#learnt.has(secret)
    ) {
      return;
    }
    this.#learnt.add(secret);
    for (const { text, base64 } of spellingsOf(secret)) {
      this.#spellings.set(text, base64 || (this.#spellings.get(text) ?? false));
      const start = text.slice(0, SHORTEST);
      const lengths = this.#lengths.get(start) ?? [];
      if (!lengths.includes(text.length)) {
        lengths.push(text.length);
        this.#lengths.set(
          start,
          lengths.sort((a, b) => b - a),
        );
      }
    }
  }
}

/** A character on either side holds bits of the neighbour and of the secret; padding its length. */
function withEdges(text: string, from: number, to: number) {
  const isDigit = (at: number) => /[\w+/-]/.test(text.charAt(at));
  let end = isDigit(to) ? to + 1 : to;
  while (text.charAt(end) === '=' && end < to + 3) end++;
  return { from: from > 0 && isDigit(from - 1) ? from - 1 : from, to: end };
}

/** The secret in a secret: the password of a URL, and what is written in JSON. */
function insideOf(secret: string): JsonValue[] {
  const userinfo = /^[a-z][\w+.-]*:\/\/[^/?#@:]*:([^/?#]+)@/i.exec(secret);
  if (userinfo) {
    return [userinfo[1], decoded(userinfo[1])];
  }
  if (!/^\s*[[{"]/.test(secret)) return [];
  try {
    return [JSON.parse(secret)];
  } catch {
    return [];
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
