export type DeploymentStatus =
  | 'queued'
  | 'waiting-approval'
  | 'running'
  | 'cancelling'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'rejected'
  | 'interrupted'
  | 'superseded'
  | 'stale';
