import type {
  EnvironmentType,
  Explanation,
  JsonObject,
  Platform,
  Problem,
  ResourceOffer,
} from '@tutti/engine';
import type { Allowed } from './allowed';
import type { ValueUse } from './applications';
import type { AcceptMode, PlatformSource } from './revisions';

export interface ResourceView {
  resourceId: string;
  application: string;
  environment: string;
  address: string;
  type: string;
  class: string;
  id?: string;
  name: string;
  definition: string;
  driver: string;
  lifecycle: string;
  protection: 'stateful' | 'none';
  neededBy: string[];
  /** Names of its generated passwords that `rotate` makes anew; absent where there are none, or it may not. */
  rotates?: string[];
  /** While passwords of before a rotation may be in use: by which workloads, and by which resources. */
  olderUsedBy?: Pick<ValueUse, 'workloads' | 'resources'>;
  /** Secret outputs are a mask, see `shownAt`. */
  outputs: JsonObject;
  updatedAt: string;
  /** The deployment that made or changed it last; only where one address was asked for. */
  changedBy?: { id: string; number: number };
}

export interface PlatformView {
  /** Absent until a good revision was read. */
  revision?: string;
  acceptedAt?: string;
  /** Entity ref; absent where it was taken by itself. */
  acceptedBy?: string;
  accept: AcceptMode;
  /** Read and found good, but not in use until somebody takes it. */
  waiting?: { revision: string; since: string };
  sources: PlatformSource[];
  /** Taking revisions into use, and reading the sources now; why not. */
  allowed: { accept: Allowed };
  /** Problems of the files as they are now; with errors the revision above keeps serving. */
  problems: Problem[];
  /** When the sources were last read. */
  readAt?: string;
  platform?: Platform;
}

/** `GET /platform/usage`: what a definition makes, as far as the reader may see it. */
export interface DefinitionUsage {
  definition: string;
  resources: number;
  environments: number;
}

export interface ExplainInput {
  type: string;
  class?: string;
  id?: string;
  workload?: string;
  application: string;
  environment: string;
}

export type { EnvironmentType, Explanation, ResourceOffer };
