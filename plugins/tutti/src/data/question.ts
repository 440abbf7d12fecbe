import type { TuttiApi } from '@tutti/plugin-tutti-common';

export interface KnownAnswer<T> {
  data: T;
  /** Milliseconds since 1970. */
  loadedAt: number;
}

/**
 * One question to the API, by its arguments. It remembers its last answer for as long as the
 * API object lives, so that a screen that is opened again shows at once what was known.
 */
export interface Question<A extends string[], T> {
  ask(api: TuttiApi, ...args: A): Promise<T>;
  known(api: TuttiApi, args: A): KnownAnswer<T> | undefined;
  remember(api: TuttiApi, args: A, answer: KnownAnswer<T>): void;
}

export function question<A extends string[], T>(
  ask: (api: TuttiApi, ...args: A) => Promise<T>,
): Question<A, T> {
  const memory = new WeakMap<TuttiApi, Map<string, KnownAnswer<T>>>();
  return {
    ask,
    known: (api, args) => memory.get(api)?.get(args.join('\n')),
    remember(api, args, answer) {
      const answers = memory.get(api) ?? new Map();
      memory.set(api, answers.set(args.join('\n'), answer));
    },
  };
}
