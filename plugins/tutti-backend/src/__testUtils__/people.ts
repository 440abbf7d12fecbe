import {
  coreServices,
  createServiceFactory,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';

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
        ownershipEntityRefs: OWNERSHIP.get(userEntityRef) ?? [],
      };
    },
  }),
});

/** Decides about a permission by its name; undefined allows. */
export type Policy = (permission: string) => PolicyDecision | undefined;

/** The permission framework with a policy that tests write. */
export function permissionsBy(policy: Policy) {
  return createServiceFactory({
    service: coreServices.permissions,
    deps: {},
    factory: () => ({
      async authorize(requests) {
        return requests.map(({ permission }) => {
          const decision = policy(permission.name);
          return {
            result:
              decision && decision.result !== AuthorizeResult.CONDITIONAL
                ? decision.result
                : AuthorizeResult.ALLOW,
          };
        });
      },
      async authorizeConditional(requests) {
        return requests.map(
          ({ permission }) =>
            policy(permission.name) ?? { result: AuthorizeResult.ALLOW },
        );
      },
    }),
  });
}
