import {
  Address,
  CurrentRelease,
  Driver,
  DriverRequest,
  Impact,
  Reason,
  ResourceDefinition,
  ResourceNode,
  ResourceRecord,
} from '../../model';
import { Wiring } from '../graph';
import { lastApplied } from '../objects';
import { definitionChange } from '../draft/compare';
import { decideContinuity, decideRemoval, Continuity } from '../draft/decide';
import { mintResourceId, resourceName } from '../draft/mintIdentity';
import { resourceHash } from '../draft/fingerprint';
import { Holds } from '../draft/Holds';
import { ResourceIdentity } from '../draft/Resolver';
import { changes } from './changes';
import { Foreseen, ForesightPorts, Past, Standing } from './Foreseen';

/** Every resource goes on being what it is: how an environment stands under the old platform. */
export function standing(
  release: CurrentRelease,
  records: Map<Address, ResourceRecord>,
): Past {
  const holds = new Holds(records, { consent: [] });
  const isHeld = (address: Address, definition: ResourceDefinition) =>
    holds.identityOf(address, definition).kind === 'hold';
  return {
    identify: node => records.get(node.address) ?? mint(release, node, 0),
    wiring: (address, matched) => holds.wiring(address, matched),
    holds: ({ address }, definition) => isHeld(address, definition),
    judge: ({ address }, definition) => {
      const record = records.get(address);
      const { kind } = holds.identityOf(address, definition);
      return {
        changes: false,
        // One that is to be replaced gives what the next will give.
        ...(record?.lifecycle === 'ready' &&
          kind !== 'replace' && { outputs: record.outputs }),
        ...(isHeld(address, definition) && {
          objects: release.state.objects
            .filter(({ owner }) => owner === record?.resourceId)
            .map(lastApplied),
        }),
      };
    },
  };
}

/**
 * From what stands to what a new platform makes of it: judged by the table of actions (semantics 4),
 * as a plan judges.
 */
export class Transition implements Past {
  readonly impacts = new Map<Address, Impact>();
  readonly wiring: Wiring = (address, matched) =>
    this.#identity(address, matched).kind === 'hold'
      ? this.#made(address) ?? matched
      : matched;

  constructor(
    private readonly release: CurrentRelease,
    private readonly records: Map<Address, ResourceRecord>,
    private readonly was: Foreseen,
    readonly ports: ForesightPorts,
  ) {}

  /** Where it runs: an environment keeps the target it got. */
  get place(): Foreseen['place'] {
    return this.was.place;
  }

  identify(
    node: ResourceNode,
    definition: ResourceDefinition,
  ): ResourceIdentity {
    const record = this.records.get(node.address);
    return this.#identity(node.address, definition).kind === 'replace'
      ? mint(this.release, node, record ? 0 : 1)
      : record ?? mint(this.release, node, 0);
  }

  holds({ address }: ResourceNode, definition: ResourceDefinition): boolean {
    return this.#identity(address, definition).kind === 'hold';
  }

  judge(
    node: ResourceNode,
    definition: ResourceDefinition,
    request: DriverRequest | undefined,
  ): Standing {
    const { address } = node;
    const identity = this.#identity(address, definition);
    const decided = this.#decide(address, definition, identity, request);
    if (decided) {
      this.impacts.set(address, {
        kind: 'resource',
        address,
        ...decided,
        definition: definition.name,
        stateful: (this.#made(address) ?? definition).protection === 'stateful',
      });
    }
    const was = this.was.resources.get(address);
    if (identity.kind === 'hold') {
      return {
        changes: false,
        outputs: was?.outputs ?? this.records.get(address)?.outputs,
        objects: was?.objects,
      };
    }
    if (identity.kind === 'create' || identity.kind === 'replace') {
      return { changes: decided !== undefined };
    }
    return decided || !was
      ? { changes: true }
      : { changes: false, outputs: was.outputs };
  }

  /** What the new platform does not make any more, in the order in which it was made. */
  removals(kept: Set<Address>): Impact[] {
    return [...this.was.resources.values()]
      .filter(({ node }) => !kept.has(node.address))
      .flatMap(({ node: { address } }) => {
        const made = this.#made(address);
        if (!made) {
          return [];
        }
        const lifecycle = this.records.get(address)?.lifecycle ?? 'ready';
        const { action, work, reasons } = decideRemoval({
          lifecycle,
          onRemoval: made.onRemoval,
          replaced: false,
        });
        return work && action !== 'keep'
          ? [
              {
                kind: 'resource' as const,
                address,
                action,
                reasons,
                stateful: made.protection === 'stateful',
              },
            ]
          : [];
      });
  }

  #decide(
    address: Address,
    definition: ResourceDefinition,
    identity: Continuity,
    request: DriverRequest | undefined,
  ): Pick<Impact, 'action' | 'reasons'> | undefined {
    const was = this.was.resources.get(address);
    const before = was && this.#identity(address, was.definition);
    switch (identity.kind) {
      case 'create':
        // What the old platform would make too is not the new one's doing.
        return was
          ? undefined
          : {
              action: 'create',
              reasons: [
                { code: 'new', message: 'nothing asked for it before' },
              ],
            };
      case 'hold':
      case 'replace':
        // The same here.
        return before?.kind === identity.kind &&
          before.reason.after === identity.reason.after
          ? undefined
          : { action: identity.kind, reasons: [identity.reason] };
      case 'adopt':
        if (!was) {
          return {
            action: 'adopt',
            reasons: [
              {
                code: 'asked-for-again',
                message:
                  'it was retained when nobody needed it, and is needed again',
              },
            ],
          };
        }
        return this.#changed(address, definition, request);
      case 'same':
        return this.#changed(address, definition, request);
      default:
        throw new Error(`no impact for ${identity satisfies never}`);
    }
  }

  #changed(
    address: Address,
    definition: ResourceDefinition,
    request: DriverRequest | undefined,
  ): Pick<Impact, 'action' | 'reasons'> | undefined {
    const was = this.was.resources.get(address);
    const record = this.records.get(address);
    if (record && request && isAsRecorded(record, definition, request, this)) {
      return undefined;
    }
    const old = was?.definition ?? record?.definition;
    const inputs = was?.request?.inputs ?? record?.inputs;
    const reasons: Reason[] = [
      ...(inputs && request
        ? changes('input-changed', 'input', inputs, request.inputs)
        : []),
      ...(was?.request && request
        ? changes('param-changed', 'param', was.request.params, request.params)
        : []),
      ...(old ? definitionChange(old, definition) : []),
    ];
    return reasons.length > 0 ? { action: 'update', reasons } : undefined;
  }

  #identity(address: Address, wanted: ResourceDefinition): Continuity {
    const definition = this.#made(address);
    const lifecycle = this.records.get(address)?.lifecycle ?? 'ready';
    return decideContinuity({
      ...(definition && { record: { definition, lifecycle } }),
      wanted,
      consented: false,
    });
  }

  /**
   * What it was made with, if it was made: as recorded. Of a release without any record (CLI, what
   * if) as the old platform says, as if that had made everything.
   */
  #made(address: Address): ResourceDefinition | undefined {
    const { state } = this.release;
    const isOnPaper = state.resources.length + state.workloads.length === 0;
    return isOnPaper
      ? this.was.resources.get(address)?.definition
      : this.records.get(address)?.definition;
  }
}

/**
 * What the new platform wants is what is there: it takes back what the old one wanted and nobody
 * has deployed.
 */
function isAsRecorded(
  { lifecycle, appliedHash }: ResourceRecord,
  definition: ResourceDefinition,
  request: DriverRequest,
  { place, ports }: Pick<Transition, 'place' | 'ports'>,
): boolean {
  const driver: Driver | undefined = ports.drivers[definition.driver];
  if (lifecycle !== 'ready' || !appliedHash || !place || !driver) {
    return false;
  }
  const surroundings = driver.surroundings?.(request) ?? null;
  return (
    appliedHash ===
    resourceHash(
      definition,
      driver.version,
      request,
      surroundings,
      place,
      ports.digest,
    )
  );
}

/** @param further how many were made at the address beside those that the release knows of */
function mint(
  { environment, state }: CurrentRelease,
  { address, type }: ResourceNode,
  further: number,
): ResourceIdentity {
  const resourceId = mintResourceId(
    environment.id,
    address,
    (state.minted[address] ?? 0) + further,
  );
  return { resourceId, name: resourceName(address, type, resourceId) };
}
