import { createHash } from 'node:crypto';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { Store } from '../../store';
import { applicationSubject, demand, Guard, seesPlace } from '../access';
import { environmentSubject } from '../access/Access';
import { BuildInput, BuildListQuery, BuildsService, Caller } from '../types';
import { whyNotClaimed } from './whyNotClaimed';

export class AuthorizedBuildsService implements BuildsService {
  constructor(
    private readonly inner: BuildsService,
    private readonly guard: Guard,
    private readonly store: Store,
  ) {}

  async list(query: BuildListQuery, caller: Caller) {
    const grants = query.application
      ? (await this.guard.application(query.application, caller)).grants
      : await this.guard.grants(caller);
    return this.inner.list(
      {
        ...query,
        sees: application => grants.sees(applicationSubject(application)),
        visible: place => seesPlace(grants, place),
      },
      caller,
    );
  }

  async get(id: string, _query: object, caller: Caller) {
    const grants = await this.guard.grants(caller);
    const record = await this.store.builds.get(id);
    const [application] = await this.store.applications.get(
      record ? [record.applicationId] : [],
    );
    if (!application || !grants.sees(applicationSubject(application))) {
      throw new NotFoundError(`There is no build '${id}'`);
    }
    return this.inner.get(
      id,
      { visible: place => seesPlace(grants, place) },
      caller,
    );
  }

  async create(build: BuildInput, caller: Caller) {
    const { workload, image, commit, ref, repository } = build;
    // Of refused ones too: whoever looks into it wants to know what was told.
    caller.audit?.changed({
      after: { workload, image, commit, ref, repository },
    });
    const { grants, subject } = await this.guard.application(
      build.application,
      caller,
    );
    demand(grants.onApplication('build', subject));
    const { claims } = caller;
    const disagrees = claims && whyNotClaimed(claims, build);
    if (disagrees) {
      throw new NotAllowedError(disagrees);
    }
    return this.inner.create(
      {
        ...build,
        ...(claims?.jti && { token: digestOf(claims.jti) }),
        into: place =>
          seesPlace(grants, place)
            ? grants.buildsInto(
                environmentSubject(place.application, place.environment),
              )
            : undefined,
      },
      caller,
    );
  }
}

function digestOf(tokenId: string): string {
  return createHash('sha256').update(tokenId).digest('hex');
}
