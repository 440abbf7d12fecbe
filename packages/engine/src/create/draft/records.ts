import { Address, Problem, ResourceRecord, compareText } from '../../model';

/** Where every known resource stands, once the moves asked for are made. */
export interface PlacedRecords {
  /** The one that answers for an address. */
  current: Map<Address, ResourceRecord>;
  /** At an address that a newer one has taken, or on the way out: to be removed. */
  leftOver: ResourceRecord[];
  /** Records whose address changed. */
  moved: ResourceRecord[];
  /** Records that change before the first step, as they will be saved. */
  decided: ResourceRecord[];
  problems: Problem[];
}

interface Move {
  from: Address;
  to: Address;
}

/**
 * A resource's identity is its id, the address only its place. Of several at one address, the one
 * that is on its way out is never the current one, and one in use goes before a retained one.
 */
export function placeRecords(
  records: ResourceRecord[],
  moves: Move[],
): PlacedRecords {
  const current = new Map<Address, ResourceRecord>();
  const leftOver: ResourceRecord[] = [];
  const sorted = [...records].sort((a, b) =>
    compareText(a.resourceId, b.resourceId),
  );
  for (const record of sorted) {
    const other = current.get(record.address);
    if (isLeaving(record)) {
      leftOver.push(record);
    } else if (!other) {
      current.set(record.address, record);
    } else if (other.lifecycle === 'retained') {
      leftOver.push(other);
      current.set(record.address, record);
    } else {
      leftOver.push(record);
    }
  }
  const { moved, problems } = moveAll(current, moves);
  return { current, leftOver, moved, decided: moved, problems };
}

/**
 * All moves at once: in a chain, or a swap, one leaves the place that another comes to, in whatever
 * order they are named.
 */
function moveAll(
  current: Map<Address, ResourceRecord>,
  moves: Move[],
): Pick<PlacedRecords, 'moved' | 'problems'> {
  const problems: Problem[] = [];
  const leaving = new Set(moves.map(({ from }) => from));
  const arriving = new Map<Address, ResourceRecord>();
  for (const move of moves) {
    const { from, to } = move;
    const record = current.get(from);
    const occupant = current.get(to);
    if (!record && occupant && !leaving.has(to)) {
      continue; // Made by an earlier run of the same order.
    }
    const why = whyRefused(move, {
      ...(record && { record }),
      isTaken: arriving.has(to) || (occupant !== undefined && !leaving.has(to)),
      isNamedTwice: moves.some(other => other !== move && other.from === from),
    });
    if (why !== undefined || !record) {
      problems.push(refusal(move, why));
    } else {
      arriving.set(to, { ...record, address: to });
    }
  }
  moves.forEach(({ from }) => current.delete(from));
  arriving.forEach((record, to) => current.set(to, record));
  return { moved: [...arriving.values()], problems };
}

function whyRefused(
  { from, to }: Move,
  facts: { record?: ResourceRecord; isTaken: boolean; isNamedTwice: boolean },
): string | undefined {
  if (!facts.record) {
    return `there is no resource at ${from}`;
  }
  if (facts.isNamedTwice) {
    return `${from} is named twice`;
  }
  if (facts.isTaken) {
    return `there is a resource at ${to} already`;
  }
  return facts.record.type === typeOf(to)
    ? undefined
    : `${to} is of another type`;
}

function refusal({ from, to }: Move, why = ''): Problem {
  return {
    severity: 'error',
    code: 'MoveRefused',
    message: `${from} cannot be moved to ${to}: ${why}.`,
    address: from,
  };
}

/** Begun, and to be finished. */
export function isLeaving({
  lifecycle,
}: Pick<ResourceRecord, 'lifecycle'>): boolean {
  return lifecycle === 'destroying' || lifecycle === 'detaching';
}

function typeOf(address: Address): string {
  return address.split(/[.#]/, 1)[0];
}
