import type { Problem } from '@tutti/engine';
import type { EnvironmentBlast } from './revisions';

/** `POST …/environments/{environment}/impact`: Score texts that nobody has saved. */
export interface ImpactInput {
  /** Workload -> its Score text; `null`: the workload goes. */
  scores: Record<string, string | null>;
  /** Workload -> container -> image, for containers that say `image: .`; else those that run. */
  images?: Record<string, Record<string, string>>;
}

export interface ImpactView {
  /** Warnings of the texts. */
  problems: Problem[];
  /** Absent where nothing runs. */
  impact?: EnvironmentBlast;
}
