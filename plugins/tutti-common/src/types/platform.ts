import type {
  EnvironmentType,
  Explanation,
  JsonObject,
  Platform,
  Problem,
} from '@tutti/engine';

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
  /** Secret outputs are a mask, see `shownAt`. */
  outputs: JsonObject;
  updatedAt: string;
}

export interface PlatformView {
  /** Absent until a good revision was read. */
  revision?: string;
  acceptedAt?: string;
  /** Problems of the files as they are now; with errors the revision above keeps serving. */
  problems: Problem[];
  /** When the sources were last read. */
  readAt?: string;
  platform?: Platform;
}

export interface ExplainInput {
  type: string;
  class?: string;
  id?: string;
  workload?: string;
  application: string;
  environment: string;
}

export type { EnvironmentType, Explanation };
