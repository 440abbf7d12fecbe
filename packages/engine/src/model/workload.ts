import { JsonObject, JsonValue, NumeralPlace } from './json';

/** One Score file (`score.dev/v1b1`), validated, old spellings upgraded, file sources read. */
export interface Workload {
  name: string;
  /** The whole `metadata` object, extra keys included: `${metadata.…}` reads it. */
  metadata: JsonObject;
  annotations: Record<string, string>;
  containers: Record<string, Container>;
  service: { ports: Record<string, ServicePort> };
  resources: Record<string, ResourceDeclaration>;
  /** Name of the file it was read from, for messages. */
  file: string;
}

export interface Container {
  /** `.` means: supplied by the deployment. */
  image: string;
  command?: string[];
  args?: string[];
  variables: Record<string, string>;
  /** By absolute target path in the container. */
  files: Record<string, ContainerFile>;
  /** By absolute target path in the container. */
  volumes: Record<string, ContainerVolume>;
  /** `before.B` on A: A starts first, and B waits until A is this. */
  before: Record<string, { ready: 'started' | 'healthy' | 'complete' }>;
  resources: {
    limits?: { cpu?: string; memory?: string };
    requests?: { cpu?: string; memory?: string };
  };
  livenessProbe?: Probe;
  readinessProbe?: Probe;
}

export interface ContainerFile {
  /** Octal, e.g. `0644`. */
  mode?: string;
  /** Text (placeholders are filled unless `noExpand`) or bytes (never expanded). */
  content: { text: string } | { base64: string };
  noExpand: boolean;
}

export interface ContainerVolume {
  /** Normally `${resources.name}`. */
  source: string;
  /** Sub path inside the volume. */
  path?: string;
  readOnly: boolean;
}

export interface Probe {
  httpGet?: {
    host?: string;
    scheme?: 'HTTP' | 'HTTPS';
    path: string;
    port: number;
    httpHeaders?: { name: string; value: string }[];
  };
  exec?: { command: string[] };
}

export interface ServicePort {
  port: number;
  targetPort: number;
  protocol: 'TCP' | 'UDP';
}

export interface ResourceDeclaration {
  type: string;
  /** `default` when the file gives none. */
  class: string;
  id?: string;
  params?: JsonObject;
  /** Numbers in `params` whose digits would be lost in a text; absent where there are none. */
  numerals?: NumeralPlace[];
  metadata?: { [key: string]: JsonValue };
}

/** The annotation by which kubectl knows which container of a pod is meant. */
export const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/**
 * The container that a workload is about: the one that its annotation names, else the only one that
 * does not start before others. Of several that run side by side there is none.
 */
export function defaultContainer({
  annotations,
  containers,
}: Workload): string | undefined {
  const named = annotations[DEFAULT_CONTAINER];
  if (named !== undefined && Object.hasOwn(containers, named)) return named;
  const [first, ...more] = Object.keys(containers).filter(
    name => Object.keys(containers[name].before).length === 0,
  );
  return more.length === 0 ? first : undefined;
}
