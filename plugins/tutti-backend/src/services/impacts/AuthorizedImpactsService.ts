import { ImpactInput } from '@tutti/plugin-tutti-common';
import { Guard } from '../access';
import { EnvironmentPath } from '../Lookup';
import { Caller } from '../types';
import { ImpactsService } from './types';

/** Whoever sees an environment sees its plans, and what would be one. */
export class AuthorizedImpactsService implements ImpactsService {
  constructor(
    private readonly inner: ImpactsService,
    private readonly guard: Guard,
  ) {}

  async of(path: EnvironmentPath, input: ImpactInput, caller: Caller) {
    await this.guard.place(path, caller);
    return this.inner.of(path, input, caller);
  }
}
