import { Address, Problem, ResourceRecord, compareText } from '../../model';

/** Where every known resource stands, once the moves asked for are made. */
export interface PlacedRecords {
  /** The one that answers for an address. */
  current: Map<Address, ResourceRecord>;
  /** At an address that a newer one has taken, or on the way out: to be removed. */
  leftOver: ResourceRecord[];
  /** Records whose address changed, as they will be saved. */
  moved: ResourceRecord[];
  problems: Problem[];
}

/**
 * A resource's identity is its id, the address only its place. Of several at one address, the one
 * that is being destroyed is never the current one, and one in use goes before a retained one.
 */
export function placeRecords(
  records: ResourceRecord[],
  moves: { from: Address; to: Address }[],
): PlacedRecords {
  const current = new Map<Address, ResourceRecord>();
  const leftOver: ResourceRecord[] = [];
  const sorted = [...records].sort((a, b) =>
    compareText(a.resourceId, b.resourceId),
  );
  for (const record of sorted) {
    const other = current.get(record.address);
    if (record.lifecycle === 'destroying') {
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
  const problems: Problem[] = [];
  const moved: ResourceRecord[] = [];
  for (const { from, to } of moves) {
    const record = current.get(from);
    const occupant = current.get(to);
    if (!record && occupant) {
      continue; // Made by an earlier run of the same order.
    }
    if (!record || occupant || record.type !== typeOf(to)) {
      problems.push(refusal(from, to, record, occupant));
      continue;
    }
    const placed = { ...record, address: to };
    current.delete(from);
    current.set(to, placed);
    moved.push(placed);
  }
  return { current, leftOver, moved, problems };
}

function refusal(
  from: Address,
  to: Address,
  record: ResourceRecord | undefined,
  occupant: ResourceRecord | undefined,
): Problem {
  let why = `${to} is of another type`;
  if (!record) {
    why = `there is no resource at ${from}`;
  } else if (occupant) {
    why = `there is a resource at ${to} already`;
  }
  return {
    severity: 'error',
    code: 'MoveRefused',
    message: `${from} cannot be moved to ${to}: ${why}.`,
    address: from,
  };
}

function typeOf(address: Address): string {
  return address.split(/[.#]/, 1)[0];
}
