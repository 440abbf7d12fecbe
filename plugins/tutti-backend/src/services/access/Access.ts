import {
  AuthService,
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { PermissionRuleset } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_APPLICATION,
  RESOURCE_TYPE_ENVIRONMENT,
  tuttiPermissions,
} from '@tutti/plugin-tutti-common';
import { ActivePlatform, whyNone } from '../../platform';
import { EnvironmentRecord, ApplicationRecord, Store } from '../../store';
import { AbsentOwners } from './AbsentOwners';
import { Caller } from '../types';
import { Automation } from './automation';
import { Grants, Identity } from './Grants';
import { ApplicationLines } from './lines';
import { definite, rulingOn } from './ruling';
import {
  APPLICATION_RULES,
  applicationResourceRef,
  ApplicationSubject,
  ENVIRONMENT_RULES,
  environmentResourceRef,
  EnvironmentSubject,
} from './rules';

/**
 * Asks Backstage's permission framework once per request for everything; conditions are applied
 * here, so that a list of a thousand environments costs no further question.
 */
export class Access {
  constructor(
    private readonly options: {
      auth: AuthService;
      userInfo: UserInfoService;
      permissions: PermissionsService;
      permissionsRegistry: PermissionsRegistryService;
      platform: ActivePlatform;
      lines: ApplicationLines;
      automation: Automation;
      absentOwners: AbsentOwners;
    },
  ) {}

  async grantsOf({
    credentials,
    claims,
  }: Pick<Caller, 'credentials' | 'claims'>): Promise<Grants> {
    const { permissionsRegistry, platform, lines, automation } = this.options;
    const [identity, decisions, active, absentOwners] = await Promise.all([
      this.#identify(credentials),
      this.#decide(credentials),
      platform.revision(),
      this.options.absentOwners.refs(),
    ]);
    const decisionOn = (permission: string): PolicyDecision =>
      decisions.get(permission) ?? { result: AuthorizeResult.DENY };
    const on =
      <Subject>(rules: PermissionRuleset<Subject>) =>
      (permission: string, subject: Subject) =>
        rulingOn(permission, decisionOn(permission), rules, subject);
    return new Grants({
      identity: { ...identity, ...(claims && { claims }) },
      rulings: {
        application: on(
          permissionsRegistry.getPermissionRuleset(applicationResourceRef),
        ),
        environment: on(
          permissionsRegistry.getPermissionRuleset(environmentResourceRef),
        ),
        basic: permission => definite(permission, decisionOn(permission)),
      },
      lines,
      automation,
      absentOwners,
      platform: active?.platform,
      ...(!active?.platform && { noPlatform: whyNone(active) }),
    });
  }

  async #identify(credentials: BackstageCredentials): Promise<Identity> {
    const { auth, userInfo } = this.options;
    if (auth.isPrincipal(credentials, 'user')) {
      const info = await userInfo.getUserInfo(credentials);
      return {
        name: info.userEntityRef,
        ownership: info.ownershipEntityRefs,
        isUser: true,
      };
    }
    const name = auth.isPrincipal(credentials, 'service')
      ? credentials.principal.subject
      : 'unknown';
    return { name, ownership: [], isUser: false };
  }

  async #decide(
    credentials: BackstageCredentials,
  ): Promise<Map<string, PolicyDecision>> {
    const { permissions } = this.options;
    const onResources = tuttiPermissions.flatMap(permission =>
      permission.type === 'resource' ? [permission] : [],
    );
    const basic = tuttiPermissions.flatMap(permission =>
      permission.type === 'basic' ? [permission] : [],
    );
    const [conditional, definitive] = await Promise.all([
      permissions.authorizeConditional(
        onResources.map(permission => ({ permission })),
        { credentials },
      ),
      permissions.authorize(
        basic.map(permission => ({ permission })),
        { credentials },
      ),
    ]);
    return new Map<string, PolicyDecision>([
      ...onResources.map(
        ({ name }, index) => [name, conditional[index]] as const,
      ),
      ...basic.map(({ name }, index) => [name, definitive[index]] as const),
    ]);
  }
}

export function applicationSubject(
  application: ApplicationRecord,
): ApplicationSubject {
  const { id, name, owner } = application;
  return { id, name, ...(owner && { owner }) };
}

export function environmentSubject(
  application: ApplicationRecord,
  environment: EnvironmentRecord,
): EnvironmentSubject {
  return {
    id: environment.id,
    name: environment.name,
    type: environment.type,
    application: applicationSubject(application),
  };
}

/** Makes permissions and rules known to the permission framework; only before the start. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  store: Store,
): void {
  registry.addResourceType({
    resourceRef: applicationResourceRef,
    permissions: tuttiPermissions.filter(permission =>
      isResourcePermission(permission, RESOURCE_TYPE_APPLICATION),
    ),
    rules: APPLICATION_RULES,
    async getResources(ids) {
      const found = await store.applications.get(ids);
      return ids.map(id => {
        const application = found.find(candidate => candidate.id === id);
        return application && applicationSubject(application);
      });
    },
  });
  registry.addResourceType({
    resourceRef: environmentResourceRef,
    permissions: tuttiPermissions.filter(permission =>
      isResourcePermission(permission, RESOURCE_TYPE_ENVIRONMENT),
    ),
    rules: ENVIRONMENT_RULES,
    async getResources(ids) {
      const environments = await store.environments.get(ids);
      const applications = await store.applications.get(
        environments.map(({ applicationId }) => applicationId),
      );
      return ids.map(id => {
        const environment = environments.find(candidate => candidate.id === id);
        const application = applications.find(
          candidate => candidate.id === environment?.applicationId,
        );
        return (
          environment &&
          application &&
          environmentSubject(application, environment)
        );
      });
    },
  });
  registry.addPermissions(
    tuttiPermissions.filter(permission => !isResourcePermission(permission)),
  );
}
