import { ExplainInput, PlatformView } from '@tutti/plugin-tutti-common';
import { demand, Guard, seesPlace } from '../access';
import { Grants } from '../access/Grants';
import { allowedBy } from '../access/judgement';
import { Store } from '../../store';
import { Caller, PlatformService, Visibility } from '../types';
import {
  hiddenFiles,
  seenApplications,
  withoutFiles,
  withSeenApplications,
} from './hiddenApplications';

export class AuthorizedPlatformService implements PlatformService {
  constructor(
    private readonly inner: PlatformService,
    private readonly guard: Guard,
    private readonly store: Store,
  ) {}

  async get(caller: Caller) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayReadPlatform());
    return this.#shown(grants, await this.inner.get(caller));
  }

  async explain(input: ExplainInput, caller: Caller) {
    const { grants } = await this.guard.place(input, caller);
    demand(grants.mayReadPlatform());
    return this.inner.explain(input, caller);
  }

  async usage(query: Visibility, caller: Caller) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayReadPlatform());
    return this.inner.usage(
      { ...query, visible: place => seesPlace(grants, place) },
      caller,
    );
  }

  async refresh(caller: Caller) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayAcceptPlatform());
    return this.#shown(grants, await this.inner.refresh(caller));
  }

  async #shown(
    grants: Grants,
    view: Omit<PlatformView, 'allowed'>,
  ): Promise<PlatformView> {
    const { platform, problems } = view;
    const sees = await seenApplications(grants, this.store);
    return {
      ...view,
      ...(platform && {
        platform: withSeenApplications(platform, sees),
        problems: withoutFiles(problems, hiddenFiles(platform, sees)),
      }),
      allowed: { accept: allowedBy(grants.mayAcceptPlatform()) },
    };
  }
}
