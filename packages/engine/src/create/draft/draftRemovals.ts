import {
  Action,
  Address,
  PlanRequest,
  ResourceRecord,
  WorkloadRecord,
  compareText,
} from '../../model';
import { workloadAddress } from '../graph';
import { ObjectDraft } from '../objects';
import { decideRemoval } from './decide';
import { RemovalDraft, StepDraft } from './draft';
import { PlacedRecords } from './records';
import { StepDrafter } from './StepDrafter';

/**
 * What nobody needs any more, in the order in which it goes: workloads first, then resources,
 * each before what it needed itself.
 */
export function draftRemovals(given: {
  drafter: StepDrafter;
  request: PlanRequest;
  records: PlacedRecords;
  /** Steps of what stays. */
  steps: StepDraft[];
}): RemovalDraft[] {
  const { drafter, request, records, steps } = given;
  const { state } = request;
  const taken = new Set(steps.map(({ address }) => address));
  const workloads = state.workloads
    .filter(({ workload }) => !taken.has(workloadAddress(workload)))
    .sort((a, b) => compareText(a.workload, b.workload))
    .map(record => workloadRemoval(record, drafter));
  const leaving: { record: ResourceRecord; replaced: boolean }[] = [
    ...[...records.current.values()]
      .filter(({ address }) => !taken.has(address))
      .map(record => ({ record, replaced: false })),
    ...records.leftOver.map(record => ({
      record,
      replaced: record.lifecycle !== 'retained' && taken.has(record.address),
    })),
    ...steps.flatMap(step =>
      step.kind === 'resource' &&
      step.continuity.kind === 'replace' &&
      step.record
        ? [{ record: step.record, replaced: true }]
        : [],
    ),
  ];
  const used = new Set(taken);
  const resources = inReverse(leaving).map(({ record, replaced }) => {
    const address = used.has(record.address)
      ? `${record.address} (${record.resourceId})`
      : record.address;
    used.add(address);
    const decision = decideRemoval({
      lifecycle: record.lifecycle,
      onRemoval: record.definition.onRemoval,
      replaced,
      ...howAsked(request, record.address),
      consented:
        request.destroy === true &&
        request.consent.some(
          ({ subject, action }) =>
            subject === record.resourceId && action === 'destroy',
        ),
    });
    return {
      kind: 'resource-removal' as const,
      address,
      owner: record.resourceId,
      record,
      replaced,
      decision,
      objects: leavingObjects(drafter, decision.action, record.resourceId),
      needs: [],
      exactness: 'exact' as const,
    };
  });
  return [...workloads, ...withNeeds(resources)];
}

function howAsked(
  { destroyed, detached }: PlanRequest,
  address: Address,
): { asked?: 'destroy' | 'detach' } {
  if (detached?.includes(address)) {
    return { asked: 'detach' };
  }
  return destroyed?.includes(address) ? { asked: 'destroy' } : {};
}

function leavingObjects(
  drafter: StepDrafter,
  action: Action,
  owner: string,
): ObjectDraft[] {
  switch (action) {
    case 'destroy':
      return drafter.deletions(owner);
    case 'detach':
      return drafter.releases(owner);
    default:
      return [];
  }
}

function workloadRemoval(
  record: WorkloadRecord,
  drafter: StepDrafter,
): RemovalDraft {
  const address = workloadAddress(record.workload);
  return {
    kind: 'workload-removal',
    address,
    owner: address,
    record,
    decision: {
      action: 'destroy',
      work: true,
      reasons: [
        {
          code: 'not-needed',
          message: 'it is no workload of this release any more',
        },
      ],
    },
    objects: drafter.deletions(address),
    needs: [],
    exactness: 'exact',
  };
}

type Leaving = { record: ResourceRecord; replaced: boolean };

/** Whoever needed another goes before it; ties by address, so that a plan is always the same. */
function inReverse(leaving: Leaving[]): Leaving[] {
  const byAddress = new Map<Address, Leaving[]>();
  for (const entry of leaving) {
    const { address } = entry.record;
    byAddress.set(address, [...(byAddress.get(address) ?? []), entry]);
  }
  const order: Leaving[] = [];
  const visited = new Set<Leaving>();
  const visit = (entry: Leaving) => {
    if (visited.has(entry)) {
      return;
    }
    visited.add(entry);
    for (const address of [...entry.record.needs].sort()) {
      byAddress.get(address)?.forEach(visit);
    }
    order.push(entry);
  };
  [...leaving]
    .sort((a, b) => compareText(sortKey(b), sortKey(a)))
    .forEach(visit);
  return order.reverse();
}

function sortKey({ record }: Leaving): string {
  return `${record.address} ${record.resourceId}`;
}

/** In the given order: a removal waits for those before it that needed it. */
function withNeeds<
  T extends { address: Address; record: ResourceRecord; needs: Address[] },
>(removals: T[]): T[] {
  const waiting = new Map<Address, Address[]>();
  return removals.map(removal => {
    const step = {
      ...removal,
      needs: [...(waiting.get(removal.record.address) ?? [])],
    };
    for (const needed of removal.record.needs) {
      const others = waiting.get(needed);
      if (others) {
        others.push(removal.address);
      } else {
        waiting.set(needed, [removal.address]);
      }
    }
    return step;
  });
}
