/** One thing that keeps a pod from being ready. */
export interface Trouble {
  /** Waiting longer will not help. */
  final: boolean;
  reason: string;
  /** A sentence that a person understands without knowing Kubernetes' words. */
  message: string;
  /** What somebody can do about it. */
  hint: string;
  pod: string;
  podUid: string;
  container?: string;
  /** It did not end by itself: a probe may have ended it. */
  killed?: boolean;
  /** Set when an image cannot be pulled: events may know more about why than these texts. */
  pull?: { image: string; texts: string[] };
  /** Whose output tells more: the container's last instance, this one, or nobody's since it never ran. */
  log: 'previous' | 'current' | 'none';
}
