/** What to do about what controllers say in a condition, by its reason. */
const HINTS: Record<string, string> = {
  ProgressDeadlineExceeded:
    'Look at the pods: what keeps them from being ready kept the rollout from going on.',
  BackoffLimitExceeded:
    'Look at the log of the last pod, correct what it complains about, and deploy again.',
  DeadlineExceeded:
    'Give the job more time (activeDeadlineSeconds in the workload profile), or let it do less.',
  NotAccepted:
    'Give the definition other names: another one in the cluster has them.',
  PodFailurePolicy:
    'Look at the log of the last pod: the job does not try again after such an end.',
};

export function hintOn(reason: string): string | undefined {
  return HINTS[reason];
}
