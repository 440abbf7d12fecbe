import { ImpactInput, ImpactView } from '@tutti/plugin-tutti-common';
import { EnvironmentPath } from '../Lookup';
import { Caller } from '../types';

/** What Score texts that nobody has saved would change of what runs. */
export interface ImpactsService {
  /** @throws Refused with the problems of texts that are not valid */
  of(
    path: EnvironmentPath,
    input: ImpactInput,
    caller: Caller,
  ): Promise<ImpactView>;
}
