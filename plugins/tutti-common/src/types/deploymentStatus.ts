export const DEPLOYMENT_STATUSES = [
  'queued',
  'waiting-approval',
  'running',
  'cancelling',
  /** It runs and is healthy, and has to stay so, or to pass its gates. */
  'verifying',
  'succeeded',
  'failed',
  'cancelled',
  'rejected',
  'interrupted',
  'superseded',
  'stale',
] as const;

export type DeploymentStatus = (typeof DEPLOYMENT_STATUSES)[number];
