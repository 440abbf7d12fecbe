import {
  Address,
  Graph,
  isRotating,
  own,
  Problem,
  ResourceRecord,
} from '../../model';
import { generatedPasswords, keepsItsPods, mayRotate } from '../graph';
import { Making } from './board';
import { Continuity } from './decide';
import { PlacedRecords } from './records';

/**
 * Raises the generation of those whose passwords shall be made anew. One whose rotation has not come
 * through goes on with it: there is never a third password.
 */
export function rotateRecords(
  { current, moved, ...placed }: PlacedRecords,
  addresses: Address[],
): PlacedRecords {
  const rotated = new Map(
    [...current].flatMap(([address, record]) =>
      addresses.includes(address) && !isRotating(record)
        ? [[record.resourceId, raised(record)] as const]
        : [],
    ),
  );
  const latest = (record: ResourceRecord) =>
    rotated.get(record.resourceId) ?? record;
  return {
    ...placed,
    current: new Map(
      [...current].map(([address, record]) => [address, latest(record)]),
    ),
    moved,
    decided: [
      ...new Map(
        [...moved, ...rotated.values()].map(record => [
          record.resourceId,
          latest(record),
        ]),
      ).values(),
    ],
  };
}

function raised(record: ResourceRecord): ResourceRecord {
  const { generation, applied } = record.rotation ?? {
    generation: 1,
    applied: 1,
  };
  return { ...record, rotation: { generation: generation + 1, applied } };
}

/** A resource of the plan, as far as it decides whether it can be rotated. */
export interface Rotatable extends Pick<Making, 'node' | 'definition'> {
  continuity: Continuity;
  record?: ResourceRecord;
}

/**
 * Why passwords that somebody wants to have made anew cannot be, and of which resources they can; a
 * warning where something would not notice.
 */
export function askedRotations(
  addresses: Address[],
  found: {
    graph: Graph;
    records: PlacedRecords['current'];
    resources: ReadonlyMap<Address, Rotatable>;
  },
): Problem[] {
  // Most plans ask for none, and what could be rotated is worked out from every definition.
  if (addresses.length === 0) {
    return [];
  }
  const { graph, records, resources } = found;
  const possible = [...resources]
    .filter(([, resource]) => whyNot(resource) === undefined)
    .map(([address]) => address)
    .sort();
  const others = `What can be rotated here: ${
    possible.join(', ') || 'nothing'
  }.`;
  return addresses.flatMap((address): Problem[] => {
    const resource = resources.get(address);
    if (resource) {
      const why = whyNot(resource);
      return why
        ? [refused(address, why.message, why.hint ?? others)]
        : doubts(address, resource);
    }
    if (own(graph.nodes, address)?.kind === 'resource') {
      return []; // It has a problem of its own.
    }
    return [
      refused(
        address,
        records.has(address) ? 'nothing needs it' : 'no resource is there',
        others,
      ),
    ];
  });
}

function whyNot({
  continuity,
  record,
  definition,
}: Rotatable): { message: string; hint?: string } | undefined {
  if (!record) {
    return {
      message: 'it is not there yet, and gets its passwords when it is made',
    };
  }
  if (generatedPasswords(definition).length === 0) {
    return { message: `definition ${definition.name} makes up no password` };
  }
  if (continuity.kind === 'hold') {
    return {
      message: 'it is held, and stays as it was made',
      hint: 'Plan without `rotate` and look at why it is held.',
    };
  }
  if (continuity.kind !== 'replace' && !mayRotate(definition)) {
    return {
      message: `definition ${definition.name} does not allow it${
        definition.rotation === undefined
          ? ': what holds data may keep its first password in that data'
          : ''
      }`,
      hint: 'Ask the platform team: where the definition changes the password of what runs, it says `rotation: allow`.',
    };
  }
  return undefined;
}

/** What would go on with the password of before, as far as the definition shows. */
function doubts(
  address: Address,
  { continuity, definition }: Rotatable,
): Problem[] {
  return continuity.kind !== 'replace' && keepsItsPods(definition)
    ? [
        {
          severity: 'warning',
          code: 'RotationUnseen',
          message: `The pods that definition ${definition.name} makes for ${address} do not start anew with its new passwords.`,
          hint: 'Unless they read the Secret while they run, ask the platform team to put `${resource.generation}` into an annotation of their template.',
          address,
        },
      ]
    : [];
}

function refused(address: Address, why: string, hint: string): Problem {
  return {
    severity: 'error',
    code: 'RotateRefused',
    message: `The passwords of ${address} cannot be made anew: ${why}.`,
    hint,
    address,
  };
}
