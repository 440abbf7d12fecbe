import type {
  Allowed,
  Application,
  WorkloadSummary,
} from '@tutti/plugin-tutti-common';
import type { Right } from '../../../data/questions';
import type { Translate } from '../../../translation';

/** Whether the reader may change something of a workload here, and what is to be asked when not. */
export interface Editable {
  allowed: Allowed | undefined;
  /** Absent where no right of the reader's decides. */
  right?: Right;
}

/** What platform files declare is changed there, also by those who may change everything else. */
export function editableHere(
  t: Translate,
  application: Application,
  { source }: WorkloadSummary,
): Editable {
  return application.declared && source.kind === 'declared'
    ? {
        allowed: {
          allowed: false,
          reason: t('workloads.declaredIn', { file: source.url }),
        },
      }
    : {
        allowed: application.allowed.update,
        right: { application: application.name, verb: 'update' },
      };
}
