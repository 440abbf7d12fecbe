import {
  DriverChange,
  DriverPlan,
  Infrastructure,
  ResourceDefinition,
  ResourceRecord,
  Value,
} from '../../model';
import { Decision } from './decide';

/** What its driver's own tool would do in a step; nothing where nothing is done. */
export function infrastructureOf(
  { work }: Pick<Decision, 'work'>,
  plan: DriverPlan | undefined,
): { infrastructure?: Infrastructure } {
  const { changes, files } = plan ?? {};
  return work && (changes || files)
    ? {
        infrastructure: {
          ...(changes && { changes }),
          ...(files && { files }),
        },
      }
    : {};
}

/** A thing behind a resource that holds data, and what would become of it. */
export interface Loss {
  address: string;
  action: 'replace' | 'destroy';
}

/** What a step would lose behind a resource that goes on and holds data. */
export function lossesIn(
  {
    record,
    definition,
  }: {
    record?: Pick<ResourceRecord, 'definition'>;
    definition: Pick<ResourceDefinition, 'protection'>;
  },
  changes: DriverChange[] = [],
): Loss[] {
  const isStateful =
    definition.protection === 'stateful' ||
    record?.definition.protection === 'stateful';
  return isStateful
    ? changes.flatMap(({ address, action }) =>
        action === 'replace' || action === 'destroy'
          ? [{ address, action }]
          : [],
      )
    : [];
}

/** What a consent to one thing behind a resource is given to. */
export function lossSubject(
  resourceId: string,
  { address }: Pick<Loss, 'address'>,
): string {
  return `${resourceId}/${address}`;
}

/** For a hash: everything that people see of them. */
export function changesAsValue(changes: DriverChange[]): Value {
  return changes.map(({ address, action, summary, because, fields }) => ({
    address,
    action,
    summary: summary ?? null,
    because: because ?? [],
    fields: (fields ?? []).map(({ path, before, after }) => ({
      path,
      before: before ?? null,
      after: after ?? null,
    })),
  }));
}
