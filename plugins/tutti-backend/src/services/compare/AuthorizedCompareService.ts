import { NotFoundError } from '@backstage/errors';
import { Allowed } from '@tutti/plugin-tutti-common';
import { Store } from '../../store';
import { Guard } from '../access';
import { applicationSubject } from '../access/Access';
import { Caller, CompareService } from '../types';
import { ComparedRef } from './refs';

/** Both sides must be readable; then what the right one may become of the left is told too. */
export class AuthorizedCompareService implements CompareService {
  constructor(
    private readonly inner: CompareService,
    private readonly guard: Guard,
    private readonly store: Store,
  ) {}

  async compare(left: ComparedRef, right: ComparedRef, caller: Caller) {
    await this.#demandRead(left, caller);
    await this.#demandRead(right, caller);
    const view = await this.inner.compare(left, right, caller);
    const promote = await this.#promoting(right, caller);
    return {
      ...view,
      allowed: { ...view.allowed, ...(promote && { promote }) },
    };
  }

  async #demandRead(ref: ComparedRef, caller: Caller): Promise<void> {
    switch (ref.kind) {
      case 'environment':
        await this.guard.place(ref, caller);
        return;
      case 'deployment': {
        const what = `deployment '${ref.id}'`;
        const deployment = await this.store.deployments.get(ref.id);
        if (!deployment) {
          throw new NotFoundError(`There is no ${what}`);
        }
        await this.guard.placeById(deployment.environmentId, what, caller);
        return;
      }
      default:
        await this.#demandRelease(ref.id, caller);
    }
  }

  /** A release is its application's. */
  async #demandRelease(id: string, caller: Caller): Promise<void> {
    const release = (await this.store.releases.heads([id])).get(id);
    const [application] = release
      ? await this.store.applications.get([release.applicationId])
      : [];
    const grants = await this.guard.grants(caller);
    if (!application || !grants.sees(applicationSubject(application))) {
      throw new NotFoundError(`There is no release '${id}'`);
    }
  }

  async #promoting(
    right: ComparedRef,
    caller: Caller,
  ): Promise<Allowed | undefined> {
    if (right.kind !== 'environment') {
      return undefined;
    }
    const { grants, subject } = await this.guard.place(right, caller);
    return grants.environment('deploy', subject);
  }
}
