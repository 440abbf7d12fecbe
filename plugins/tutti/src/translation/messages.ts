/** One text in every language that the plugin brings. English is what others fall back to. */
export interface Message {
  en: string;
  de: string;
}

export type Language = keyof Message;

/**
 * The messages of one screen, both languages side by side: a text without German does not
 * compile. `{{name}}` is filled by the caller; `key_one` and `key_other` are chosen by `count`.
 */
export function messages<const M extends Record<string, Message>>(all: M): M {
  return all;
}

type Screens = Record<string, Record<string, Message>>;

type Keys<S extends Screens> = {
  [Screen in keyof S & string]: `${Screen}.${keyof S[Screen] & string}`;
}[keyof S & string];

/** By `screen.key`, as a translation ref wants them. */
export type InLanguage<S extends Screens, L extends Language> = {
  [Key in Keys<S>]: Key extends `${infer Screen}.${infer Name}`
    ? S[Screen][Name][L]
    : never;
};

/** The texts of all screens in one language, by `screen.key`. */
export function inLanguage<S extends Screens, L extends Language>(
  screens: S,
  language: L,
): InLanguage<S, L>;
export function inLanguage(screens: Screens, language: Language) {
  return Object.fromEntries(
    Object.entries(screens).flatMap(([screen, all]) =>
      Object.entries(all).map(([key, message]) => [
        `${screen}.${key}`,
        message[language],
      ]),
    ),
  );
}
