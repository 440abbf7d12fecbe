import {
  Address,
  own,
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
 * saying so. What runs by them goes on; nobody gets them anew.
 */

/** @param previous what goes on at the address; absent: a new one is made */
export function newlyReadSecret(
  definition: ResourceDefinition,
  previous: ResourceRecord | undefined,
  address: Address,
): Problem[] {
  return previous?.definition.name === definition.name
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

/**
 * A workload that runs by the profile already goes on. Of one that was deployed before its profile was
 * recorded, that it had none of its own is known: then it ran by the default of its environment's type.
 */
export function newlyNamedProfile(
  {
    platform,
    environment,
    state,
  }: Pick<PlanRequest, 'platform' | 'environment' | 'state'>,
  profile: WorkloadProfile,
  { workload, address }: Pick<WorkloadNode, 'workload' | 'address'>,
): Problem[] {
  const { name, source } = profile;
  const record = state.workloads.find(known => known.workload === workload);
  const ranBy =
    record &&
    (record.profile ??
      own(platform.environmentTypes, environment.type)?.profile);
  return ranBy === name
    ? []
    : problemsOf(
        { kind: 'WorkloadProfile', spec: profile },
        {
          subject: `Profile ${name}`,
          gets: 'a workload that does not run by it',
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
