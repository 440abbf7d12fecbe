import { DriftDecision } from '@tutti/plugin-tutti-common';
import { allowedBy, demand, Grants, Guard, seesPlace } from '../access';
import { environmentSubject } from '../access/Access';
import { EnvironmentPath, Place } from '../Lookup';
import { Caller } from '../types';
import { DriftListing, DriftService } from './types';

/** Who sees an environment sees its drift; putting back and leaving are for who operates it. */
export class AuthorizedDriftService implements DriftService {
  constructor(
    private readonly inner: DriftService,
    private readonly guard: Guard,
  ) {}

  async groups(query: DriftListing, caller: Caller) {
    const grants = await this.guard.grants(caller);
    return this.inner.groups({ ...query, ...seenBy(grants) }, caller);
  }

  async findings(query: DriftListing & { cause?: string }, caller: Caller) {
    const grants = await this.guard.grants(caller);
    return this.inner.findings({ ...query, ...seenBy(grants) }, caller);
  }

  /** Environment by environment: what may not be decided is refused there. */
  async decide(decision: DriftDecision, caller: Caller) {
    const grants = await this.guard.grants(caller);
    return this.inner.decide({ ...decision, ...seenBy(grants) }, caller);
  }

  async get(path: EnvironmentPath, query: DriftListing, caller: Caller) {
    const { grants } = await this.guard.place(path, caller);
    return this.inner.get(path, { ...query, ...seenBy(grants) }, caller);
  }

  async check(path: EnvironmentPath, query: DriftListing, caller: Caller) {
    const { grants, subject } = await this.guard.place(path, caller);
    demand(grants.onEnvironment('operate', subject));
    return this.inner.check(path, { ...query, ...seenBy(grants) }, caller);
  }

  async endRuling(path: EnvironmentPath, ruling: string, caller: Caller) {
    const { grants, subject } = await this.guard.place(path, caller);
    demand(grants.onEnvironment('operate', subject));
    return this.inner.endRuling(path, ruling, caller);
  }
}

function seenBy(
  grants: Grants,
): Required<Pick<DriftListing, 'visible' | 'may'>> {
  return {
    visible: place => seesPlace(grants, place),
    may: ({ application, environment }: Place, what) =>
      allowedBy(
        grants.onEnvironment(
          what,
          environmentSubject(application, environment),
        ),
      ),
  };
}
