export type DeploymentStatus =
  | 'queued'
  | 'waiting-approval'
  | 'running'
  | 'cancelling'
  /** It runs and is healthy, and has to stay so, or to pass its gates. */
  | 'verifying'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'rejected'
  | 'interrupted'
  | 'superseded'
  | 'stale';
