import type { Comparison } from '@tutti/engine';
import type { AllowedActions } from './allowed';
import type { ReleaseSummary } from './releases';

export type {
  ComparedLeaf,
  ComparedSection,
  ComparedSubject,
  SectionComparison,
} from '@tutti/engine';

/** What stands on one side. */
export interface ComparedSide {
  kind: 'environment' | 'release' | 'deployment';
  application: string;
  /** Absent for a release. */
  environment?: string;
  /** Absent where nothing runs. */
  release?: ReleaseSummary;
  /** The deployment itself, or the one that made what the environment has. */
  deployment?: { id: string; number: number };
}

/** Two of anything, leaf by leaf. */
export interface ComparisonView {
  left: ComparedSide;
  right: ComparedSide;
  /** Those that both sides know of. */
  sections: Comparison;
  /** `promote`: deploying the left side's release to the environment on the right. */
  allowed: AllowedActions;
}
