import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { TuttiApi } from '@tutti/plugin-tutti-common';
import { tuttiClient } from '@tutti/plugin-tutti-node';

/** What the actions are made with. */
export interface Services {
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
}

/** Whoever runs the template: the part of an action's context that says so. */
export interface Initiated {
  getInitiatorCredentials(): Promise<BackstageCredentials>;
  signal?: AbortSignal;
}

/**
 * Tutti's API as the person who runs the template: they may do in a template what they may do in
 * the portal, and Tutti records them. When the task is cancelled, what is being asked is given up.
 */
export function tuttiAs(
  initiated: Initiated,
  services: Pick<Services, 'auth' | 'discovery'>,
): TuttiApi {
  return tuttiClient(
    services,
    () => initiated.getInitiatorCredentials(),
    initiated.signal,
  );
}
