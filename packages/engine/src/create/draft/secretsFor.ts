import {
  Address,
  PlanRequest,
  Problem,
  ResourceDefinition,
  ResourceRecord,
  WorkloadNode,
  WorkloadProfile,
} from '../../model';
import { showPlaceholder } from '../../placeholders';
import {
  formatPath,
  secretForAnyone,
  secretsForHint,
  SecretsReader,
} from '../../read';

/*
 * Files that an earlier version took into use may give the platform's secrets to everybody without
 * saying so. What runs by them goes on, and so do applications that the platform files declare;
 * nobody gets them anew by making an application or an environment.
 */

type Asking = Pick<PlanRequest, 'application'>;

/** @param previous what goes on at the address; absent: a new one is made */
export function newlyReadSecret(
  { application }: Asking,
  definition: ResourceDefinition,
  previous: ResourceRecord | undefined,
  address: Address,
): Problem[] {
  return application.declared || previous?.definition.name === definition.name
    ? []
    : problemsOf(
        { kind: 'ResourceDefinition', spec: definition },
        {
          subject: `Definition ${definition.name}`,
          gets: 'a new resource',
          source: definition.source,
          address,
        },
      );
}

/** A workload that is in the environment already goes on. */
export function newlyNamedProfile(
  { application, state }: Asking & Pick<PlanRequest, 'state'>,
  profile: WorkloadProfile,
  { workload, address }: Pick<WorkloadNode, 'workload' | 'address'>,
): Problem[] {
  const { name, source } = profile;
  const runs = state.workloads.some(known => known.workload === workload);
  return application.declared || runs
    ? []
    : problemsOf(
        { kind: 'WorkloadProfile', spec: profile },
        {
          subject: `Profile ${name}`,
          gets: 'a new workload',
          source,
          address,
        },
      );
}

function problemsOf(
  reader: SecretsReader,
  at: {
    subject: string;
    gets: string;
    source: { file: string; line: number };
    address: Address;
  },
): Problem[] {
  const reading = secretForAnyone(reader);
  return reading
    ? [
        {
          severity: 'error',
          code: 'SecretsForAnyone',
          message: `${at.subject} would give ${showPlaceholder(
            reading.source,
          )} to ${at.gets}, and does not say for whom it is meant.`,
          hint: secretsForHint(reader.kind),
          address: at.address,
          file: at.source.file,
          line: at.source.line,
          path: formatPath(reading.path),
        },
      ]
    : [];
}
