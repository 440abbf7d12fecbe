import { ExplainInput } from '@tutti/plugin-tutti-common';
import { demand, Guard } from '../access';
import { Caller, PlatformService } from '../types';

export class AuthorizedPlatformService implements PlatformService {
  constructor(
    private readonly inner: PlatformService,
    private readonly guard: Guard,
  ) {}

  async get(caller: Caller) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayReadPlatform());
    return this.inner.get(caller);
  }

  async explain(input: ExplainInput, caller: Caller) {
    const { grants } = await this.guard.place(input, caller);
    demand(grants.mayReadPlatform());
    return this.inner.explain(input, caller);
  }

  async refresh(caller: Caller) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayAcceptPlatform());
    return this.inner.refresh(caller);
  }
}
