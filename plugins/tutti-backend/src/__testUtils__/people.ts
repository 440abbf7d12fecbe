import {
  BackstageCredentials,
  coreServices,
  createServiceFactory,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { ServerPermissionClient } from '@backstage/plugin-permission-node';

export const MARIA = 'user:default/maria';
export const JON = 'user:default/jon';
export const EVE = 'user:default/eve';

/** People of the tests, and what each belongs to. */
const OWNERSHIP = new Map([
  [MARIA, [MARIA, 'group:default/storefront']],
  [JON, [JON, 'group:default/release-managers']],
  [EVE, [EVE, 'group:default/guests']],
]);

export const people = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: (): UserInfoService => ({
    async getUserInfo(credentials) {
      const { userEntityRef } = await mockServices
        .userInfo()
        .getUserInfo(credentials);
      return {
        userEntityRef,
        ownershipEntityRefs: OWNERSHIP.get(userEntityRef) ?? [userEntityRef],
      };
    },
  }),
});

/** Decides about a permission by its name, and who asks; undefined allows. */
export type Policy = (
  permission: string,
  user: string,
) => PolicyDecision | undefined;

/**
 * The permission framework with a policy that tests write; without one, as Backstage has it when
 * permissions are switched off. As there, policies are about people: services are allowed.
 */
export function permissionsBy(policy: () => Policy | undefined) {
  return createServiceFactory({
    service: coreServices.permissions,
    deps: {
      auth: coreServices.auth,
      config: coreServices.rootConfig,
      discovery: coreServices.discovery,
    },
    factory: ({ auth, config, discovery }) => {
      const switchedOff = ServerPermissionClient.fromConfig(config, {
        auth,
        discovery,
      });
      const decide = (
        permission: string,
        credentials: BackstageCredentials,
      ): PolicyDecision =>
        (auth.isPrincipal(credentials, 'user')
          ? policy()?.(permission, credentials.principal.userEntityRef)
          : undefined) ?? { result: AuthorizeResult.ALLOW };
      const client: PermissionsService = {
        async authorize(requests, options) {
          if (!policy()) {
            return switchedOff.authorize(requests, options);
          }
          return requests.map(({ permission }) => {
            const { result } = decide(permission.name, options.credentials);
            return {
              result:
                result === AuthorizeResult.CONDITIONAL
                  ? AuthorizeResult.ALLOW
                  : result,
            };
          });
        },
        async authorizeConditional(requests, options) {
          return policy()
            ? requests.map(({ permission }) =>
                decide(permission.name, options.credentials),
              )
            : switchedOff.authorizeConditional(requests, options);
        },
      };
      return client;
    },
  });
}
