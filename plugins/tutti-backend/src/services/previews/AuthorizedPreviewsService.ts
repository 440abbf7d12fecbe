import { NotFoundError } from '@backstage/errors';
import { Preview, PreviewInput } from '@tutti/plugin-tutti-common';
import { Store } from '../../store';
import {
  demand,
  EnvironmentSubject,
  Grants,
  Guard,
  GuardedApplication,
  seesPlace,
} from '../access';
import { environmentSubject } from '../access/Access';
import { granted as grantedDeployment } from '../deployments/AuthorizedDeploymentsService';
import { grantedEnvironment } from '../environments/visible';
import { Caller, Visibility } from '../types';
import { PreviewPath, PreviewsService, PreviewTypes } from './types';

/** What is judged before it is there has no id that a rule could know. */
const NOT_MADE_YET = '';

/** Whoever may make, deploy to and destroy environments of its type may have previews: no other right. */
export class AuthorizedPreviewsService implements PreviewsService {
  constructor(
    private readonly inner: PreviewsService & PreviewTypes,
    private readonly guard: Guard,
    private readonly store: Store,
  ) {}

  async list(query: { application: string } & Visibility, caller: Caller) {
    const { grants, subject } = await this.guard.application(
      query.application,
      caller,
    );
    const { items } = await this.inner.list(
      { ...query, visible: place => seesPlace(grants, place) },
      caller,
    );
    return { items: items.map(item => granted(grants, subject, item)) };
  }

  async get(path: PreviewPath, caller: Caller) {
    const guarded = await this.#seen(path, caller);
    const { grants, subject } = guarded;
    return granted(grants, subject, await this.inner.get(path, caller));
  }

  async put(path: PreviewPath, input: PreviewInput, caller: Caller) {
    const guarded = await this.guard.application(path.application, caller);
    const { grants, subject, application } = guarded;
    const found = await this.#environment(guarded, path.key);
    if (found === 'hidden') {
      throw none(path);
    }
    const type = found?.type ?? (await this.inner.typeOf(path, input.type));
    if (!found) {
      demand(grants.creatingEnvironment(subject, type));
    }
    demand(
      grants.onEnvironment(
        'deploy',
        found ?? {
          id: NOT_MADE_YET,
          name: path.key,
          type,
          application: subject,
        },
      ),
    );
    const base = await this.#environment(guarded, input.base);
    const asked = await this.inner.put(
      path,
      {
        ...input,
        seesBase: base !== undefined && base !== 'hidden',
        visible: place =>
          place.application.id === application.id && seesPlace(grants, place),
      },
      caller,
    );
    return granted(grants, subject, asked);
  }

  async close(path: PreviewPath, caller: Caller) {
    const guarded = await this.guard.application(path.application, caller);
    const found = await this.#environment(guarded, path.key);
    if (found === undefined || found === 'hidden') {
      return undefined;
    }
    const { grants, subject } = guarded;
    demand(grants.onEnvironment('destroy', found));
    const closed = await this.inner.close(path, caller);
    return closed && granted(grants, subject, closed);
  }

  async comment(path: PreviewPath, caller: Caller) {
    await this.#seen(path, caller);
    return this.inner.comment(path, caller);
  }

  /** @throws NotFoundError, the same for one that may not be seen */
  async #seen(path: PreviewPath, caller: Caller): Promise<GuardedApplication> {
    const guarded = await this.guard.application(path.application, caller);
    const found = await this.#environment(guarded, path.key);
    if (found === undefined || found === 'hidden') {
      throw none(path);
    }
    return guarded;
  }

  async #environment(
    { application, grants }: GuardedApplication,
    name: string,
  ): Promise<EnvironmentSubject | 'hidden' | undefined> {
    const environment = await this.store.environments.find(
      application.id,
      name,
    );
    if (!environment) {
      return undefined;
    }
    const place = { application, environment };
    return seesPlace(grants, place)
      ? environmentSubject(application, environment)
      : 'hidden';
  }
}

function none({ application, key }: PreviewPath): NotFoundError {
  return new NotFoundError(`There is no preview '${key}' in ${application}`);
}

function granted(
  grants: Grants,
  application: GuardedApplication['subject'],
  preview: Preview,
): Preview {
  const { id, name, type } = preview.environment;
  const subject = { id, name, type, application };
  return {
    ...preview,
    environment: grantedEnvironment(grants, subject, preview.environment),
    ...(preview.deployment && {
      deployment: grantedDeployment(grants, subject, preview.deployment),
    }),
  };
}
