import { RuntimeService } from '../services/runtime';
import {
  ApplicationsService,
  CompareService,
  DeploymentsService,
  EnvironmentsService,
  EventsService,
  OffersService,
  PlansService,
  PlatformService,
  RevisionsService,
  ValuesService,
  VersionsService,
  WorkloadsService,
} from '../services/types';
import { WhyService } from '../services/why/WhyService';

/**
 * All that actions can reach: the authorized services, and of them what a program may ask for. To
 * approve, override, unlock, resume or accept is not among it, so no action can.
 */
export interface ActionServices {
  applications: Pick<ApplicationsService, 'list' | 'get'>;
  workloads: Pick<WorkloadsService, 'get' | 'put'>;
  environments: Pick<EnvironmentsService, 'get' | 'runtime'>;
  runtime: Pick<RuntimeService, 'objects' | 'log'>;
  values: Pick<ValuesService, 'list' | 'put'>;
  plans: PlansService;
  deployments: Pick<DeploymentsService, 'create' | 'list' | 'get'>;
  events: EventsService;
  compare: CompareService;
  versions: VersionsService;
  platform: Pick<PlatformService, 'get' | 'explain'>;
  revisions: Pick<RevisionsService, 'get' | 'blastRadius'>;
  offers: Pick<OffersService, 'ofApplication'>;
  why: Pick<WhyService, 'access' | 'accessToApplication'>;
}
