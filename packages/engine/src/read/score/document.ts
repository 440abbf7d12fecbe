import { JsonObject, JsonValue, Probe } from '../../model';

/** A Score file as its schema lets it through. */
export interface ScoreDocument {
  apiVersion: 'score.dev/v1b1';
  metadata: JsonObject & {
    name: string;
    annotations?: Record<string, string>;
  };
  containers: Record<string, ScoreContainer>;
  service?: { ports?: Record<string, ScorePort> };
  resources?: Record<string, ScoreResource>;
}

export interface ScoreContainer {
  image: string;
  command?: string[];
  args?: string[];
  variables?: Record<string, string>;
  files?: Record<string, ScoreFile>;
  volumes?: Record<string, ScoreVolume>;
  before?: Record<string, { ready: 'started' | 'healthy' | 'complete' }>;
  resources?: {
    limits?: { cpu?: string; memory?: string };
    requests?: { cpu?: string; memory?: string };
  };
  livenessProbe?: Probe;
  readinessProbe?: Probe;
}

export interface ScoreFile {
  mode?: string;
  content?: string;
  binaryContent?: string;
  source?: string;
  noExpand?: boolean;
}

export interface ScoreVolume {
  source: string;
  path?: string;
  readOnly?: boolean;
}

export interface ScorePort {
  port: number;
  targetPort?: number;
  protocol?: 'TCP' | 'UDP';
}

export interface ScoreResource {
  type: string;
  class?: string;
  id?: string;
  params?: JsonObject;
  metadata?: { [key: string]: JsonValue };
}
