import {
  coreServices,
  createServiceFactory,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import kubernetes from '@tutti/plugin-tutti-backend-module-kubernetes';
import knexFactory, { Knex } from 'knex';
import { tuttiPlugin } from '../../src/plugin';
import { failToStart, readInput, sayReady } from './Child';
import { moodyDriver } from './moodyDriver';

export interface BackendInput {
  config: JsonObject;
  database: Knex.Config;
  /** Folder in which it is written how the driver `moody` feels. */
  moods: string;
}

export interface BackendReady {
  /** `http://localhost:1234` */
  address: string;
  /** As whom the harness asks. */
  authorization: string;
}

/** Everybody belongs to the team that has all applications. */
const oneTeam = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: (): UserInfoService => ({
    async getUserInfo(credentials) {
      const { userEntityRef } = await mockServices
        .userInfo()
        .getUserInfo(credentials);
      return {
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, 'group:default/storefront'],
      };
    },
  }),
});

/** A backend that can be killed, frozen, or have its clock moved. */
async function main(): Promise<void> {
  const { config, database, moods } = readInput<BackendInput>();
  const { server } = await startTestBackend({
    features: [
      tuttiPlugin,
      kubernetes,
      moodyDriver(moods),
      oneTeam,
      mockServices.database.factory({ knex: knexFactory(database) }),
      mockServices.rootConfig.factory({ data: config }),
      mockServices.rootLogger.factory({ level: 'info' }),
      catalogServiceMock.factory(),
    ],
  });
  const ready: BackendReady = {
    address: `http://localhost:${server.port()}`,
    authorization: mockCredentials.user.header('user:default/maria'),
  };
  sayReady(ready);
}

main().catch(failToStart);
