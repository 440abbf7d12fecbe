import { demand, Guard } from '../access';
import { Caller, ClustersService } from '../types';

/** Which there are, whoever reads the platform sees; what its account may do is for whoever runs it. */
export class AuthorizedClustersService implements ClustersService {
  constructor(
    private readonly inner: ClustersService,
    private readonly guard: Guard,
  ) {}

  async list(caller: Caller) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayReadPlatform());
    return this.inner.list(caller);
  }

  async check(query: { cluster: string; namespace?: string }, caller: Caller) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayReadPlatform());
    demand(grants.mayAcceptPlatform());
    return this.inner.check(query, caller);
  }
}
