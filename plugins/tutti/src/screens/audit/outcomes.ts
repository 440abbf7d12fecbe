import type { AuditOutcome } from '@tutti/plugin-tutti-common';
import type { MarkKind } from '../../ui/Mark';

export const OUTCOMES = ['succeeded', 'refused', 'failed', 'open'] as const;

export const outcomeMarks: Record<AuditOutcome, MarkKind> = {
  succeeded: 'good',
  refused: 'stopped',
  failed: 'bad',
  open: 'unknown',
};
