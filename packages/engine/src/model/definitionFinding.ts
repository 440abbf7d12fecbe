import { Problem } from './problem';

/** Something that a driver finds in a definition. */
export interface DefinitionFinding {
  severity?: Problem['severity'];
  /** In `inputs`. */
  path: (string | number)[];
  /** The key is meant, not its value. */
  key?: boolean;
  message: string;
  hint?: string;
}
