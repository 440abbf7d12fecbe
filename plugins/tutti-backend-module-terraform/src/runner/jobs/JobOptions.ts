import { JsonObject } from '@tutti/engine';

/** How works run as Jobs. */
export interface JobOptions {
  /** One of `tutti.clusters`. */
  cluster: string;
  /** Of that cluster; Jobs and their Secrets are made there. */
  namespace: string;
  /** Has `sh`, `curl` and the tool. */
  image: string;
  tool: string;
  /** So many works of this backend run at once. */
  concurrency: number;
  graceSeconds: number;
  /** A work that takes longer is ended. */
  deadlineSeconds: number;
  /** A pod that has not begun by then never will: no such image, no room. */
  startSeconds: number;
  /** A Job that ended is removed after so long, where nobody did before. */
  ttlSeconds: number;
  /** Below it pods post results: the plugin's own address as pods reach it. */
  backendUrl: string;
  mirror?: string;
  serviceAccount?: string;
  nodeSelector?: JsonObject;
  tolerations?: JsonObject[];
  resources?: JsonObject;
  podAnnotations?: JsonObject;
  podLabels?: JsonObject;
  /** User of the pod's program. */
  runAsUser: number;
  /** Between two looks at what runs, milliseconds; one look serves all works. */
  lookMs: number;
}
