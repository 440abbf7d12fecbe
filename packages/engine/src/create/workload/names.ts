import { WorkloadKind } from '../../model';
import { shortName } from './shortName';

/** Names of a workload's objects. The Service's is what other workloads call it by. */
export interface ObjectNames {
  /** The controller's; a Job's gets a hash at its end once the template is known. */
  main: string;
  service: string;
  headless: string;
  config: string;
  secret: string;
}

/**
 * StatefulSets and CronJobs append to their name: `controller-revision-hash` is a label, the
 * time a CronJob appends makes a Job's name.
 */
const MAX_MAIN: Record<WorkloadKind, number> = {
  Deployment: 63,
  StatefulSet: 52,
  Job: 63,
  CronJob: 52,
};

export function objectNames(workload: string, kind: WorkloadKind): ObjectNames {
  return {
    main: shortName(workload, MAX_MAIN[kind]),
    service: shortName(workload),
    headless: shortName(`${workload}-headless`),
    config: shortName(`${workload}-config`),
    secret: shortName(`${workload}-secrets`),
  };
}
