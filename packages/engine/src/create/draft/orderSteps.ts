import { Address, groupBy, Problem, Workload } from '../../model';
import { StepDraft } from './draft';
import { Setting } from './Resolver';
import { TARGET_ADDRESS } from './StepDrafter';

const WAVE_ANNOTATION = 'tutti.dev/wave';

/**
 * What each step waits for, and an order in which all of it can be done: the graph's edges, then
 * waves (`tutti.dev/wave`: each wave healthy before the next), and the target before everything.
 */
export function orderSteps<T extends StepDraft>(
  steps: T[],
  { graph }: Setting,
): { steps: T[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const needs = new Map<Address, Set<Address>>();
  for (const { address } of steps) {
    needs.set(address, new Set());
  }
  for (const { from, to } of graph.edges) {
    if (needs.has(to)) {
      needs.get(from)?.add(to);
    }
  }
  for (const { from, to } of waveEdges(steps, problems)) {
    needs.get(from)?.add(to);
  }
  for (const [address, needed] of needs) {
    if (address !== TARGET_ADDRESS && needed.size === 0) {
      needed.add(TARGET_ADDRESS);
    }
  }
  const order = sorted([TARGET_ADDRESS, ...graph.order], needs);
  const place = new Map(order.map((address, index) => [address, index]));
  if (order.length < steps.length) {
    const stuck = steps
      .map(({ address }) => address)
      .filter(address => !place.has(address));
    problems.push({
      severity: 'error',
      code: 'WaveCycle',
      message: `The waves of workloads contradict what they need: ${stuck.join(
        ', ',
      )}.`,
      hint: `What a workload needs must not wait for a later ${WAVE_ANNOTATION}.`,
    });
  }
  return {
    problems,
    steps: [...steps]
      .sort((a, b) => (place.get(a.address) ?? 0) - (place.get(b.address) ?? 0))
      .map(step => ({
        ...step,
        needs: [...(needs.get(step.address) ?? [])].sort(),
      })),
  };
}

/** Every workload of a wave waits for all of the wave before. */
function waveEdges(
  steps: StepDraft[],
  problems: Problem[],
): { from: Address; to: Address }[] {
  const waves = groupBy(
    steps.filter(step => step.kind === 'workload'),
    ({ workload }) => waveOf(workload, problems),
  );
  const ascending = [...waves].sort(([a], [b]) => a - b);
  return ascending.slice(1).flatMap(([, later], index) =>
    later.flatMap(from =>
      ascending[index][1].map(to => ({
        from: from.address,
        to: to.address,
      })),
    ),
  );
}

function waveOf(workload: Workload, problems: Problem[]): number {
  const text = workload.annotations[WAVE_ANNOTATION];
  if (text === undefined) {
    return 0;
  }
  if (/^-?\d{1,6}$/.test(text)) {
    return Number(text);
  }
  problems.push({
    severity: 'error',
    code: 'InvalidWave',
    message: `Workload ${workload.name}: ${WAVE_ANNOTATION} must be a whole number, not "${text}".`,
    file: workload.file,
    path: `metadata.annotations["${WAVE_ANNOTATION}"]`,
  });
  return 0;
}

/** Kahn's algorithm over the given order: it decides between those that are ready. */
function sorted(
  addresses: Address[],
  needs: Map<Address, Set<Address>>,
): Address[] {
  const place = new Map(addresses.map((address, index) => [address, index]));
  const dependents = new Map<Address, Address[]>();
  const open = new Map<Address, number>();
  for (const address of addresses) {
    const needed = needs.get(address);
    if (!needed) {
      continue;
    }
    open.set(address, needed.size);
    for (const to of needed) {
      const others = dependents.get(to);
      if (others) {
        others.push(address);
      } else {
        dependents.set(to, [address]);
      }
    }
  }
  const order: Address[] = [];
  let ready = [...open].filter(([, count]) => count === 0).map(([a]) => a);
  while (ready.length > 0) {
    const next: Address[] = [];
    for (const address of ready) {
      order.push(address);
      for (const dependent of dependents.get(address) ?? []) {
        const left = (open.get(dependent) ?? 0) - 1;
        open.set(dependent, left);
        if (left === 0) {
          next.push(dependent);
        }
      }
    }
    ready = next.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  }
  return order;
}
