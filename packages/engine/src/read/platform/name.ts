import { NAME } from './schemaOfParts';

const PATTERN = new RegExp(String(NAME.pattern), 'u');

/** What a name of a platform file must be, for messages: it becomes part of names and labels. */
export const NAME_RULE = String(NAME.errorMessage);

/** Whether an application or an environment may be called that, as in an Application file. */
export function isName(text: string): boolean {
  return text.length <= Number(NAME.maxLength) && PATTERN.test(text);
}
