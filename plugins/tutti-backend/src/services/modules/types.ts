import { InspectInput, ModuleView } from '@tutti/plugin-tutti-common';
import { Caller, Visibility } from '../types';

/** Code that definitions name. */
export interface ModulesService {
  /** @throws InputError when it cannot be read; the message names the source. */
  inspect(
    input: InspectInput,
    query: Visibility,
    caller: Caller,
  ): Promise<ModuleView>;
}
