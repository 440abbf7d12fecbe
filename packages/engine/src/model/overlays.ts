/**
 * What people decided about running pods, beside the release: it stays until they decide otherwise
 * (docs/reference/semantics.md, Overlays).
 */
export interface Overlays {
  /** No pod of any workload runs, and no schedule starts one. */
  paused: boolean;
  /** Workload -> how many pods. */
  replicas: Record<string, number>;
  /** Workload -> when its pods were last made anew on request, ISO 8601. */
  restarts: Record<string, string>;
}

export const NO_OVERLAYS: Overlays = {
  paused: false,
  replicas: {},
  restarts: {},
};

/** Of one workload. */
export interface WorkloadOverlay {
  paused: boolean;
  replicas?: number;
  restartedAt?: string;
}
