import {
  Address,
  CurrentRelease,
  DriverRequest,
  Impact,
  Reason,
  ResourceDefinition,
  ResourceNode,
  ResourceRecord,
} from '../../model';
import { Wiring } from '../graph';
import { definitionChange } from '../plan/compare';
import { decideIdentity, decideRemoval, Identity } from '../plan/decide';
import { mintResourceId, resourceName } from '../plan/identity';
import { Holds } from '../plan/Holds';
import { NodeIdentity } from '../plan/Resolver';
import { changes } from './changes';
import { Foreseen, Past, Standing } from './Foreseen';

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
      return {
        changes: false,
        ...(record?.lifecycle === 'ready' && { outputs: record.outputs }),
        ...(isHeld(address, definition) && {
          objects: release.state.objects
            .filter(({ owner }) => owner === record?.resourceId)
            .map(({ applied }) => applied),
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
  ) {}

  identify(node: ResourceNode, definition: ResourceDefinition): NodeIdentity {
    const record = this.records.get(node.address);
    const made = this.was.resources.has(node.address);
    return this.#identity(node.address, definition).kind === 'replace'
      ? mint(this.release, node, record || !made ? 0 : 1)
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
    return decided || !was
      ? { changes: true }
      : { changes: false, outputs: was.outputs };
  }

  /** What the new platform does not make any more, in the order in which it was made. */
  removals(kept: Set<Address>): Impact[] {
    return [...this.was.resources.values()]
      .filter(({ node }) => !kept.has(node.address))
      .flatMap(({ node: { address }, definition }) => {
        const made = this.#made(address) ?? definition;
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
    identity: Identity,
    request: DriverRequest | undefined,
  ): Pick<Impact, 'action' | 'reasons'> | undefined {
    const was = this.was.resources.get(address);
    const before = was && this.#identity(address, was.definition);
    switch (identity.kind) {
      case 'create':
        return {
          action: 'create',
          reasons: [{ code: 'new', message: 'nothing asked for it before' }],
        };
      case 'hold':
      case 'replace':
        // What the old platform would do all the same is not the new one's doing.
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

  #identity(address: Address, wanted: ResourceDefinition): Identity {
    const definition = this.#made(address);
    const lifecycle = this.records.get(address)?.lifecycle ?? 'ready';
    return decideIdentity({
      ...(definition && { record: { definition, lifecycle } }),
      wanted,
      consented: false,
    });
  }

  /** What it was made with: as recorded, else as the old platform says. */
  #made(address: Address): ResourceDefinition | undefined {
    return (
      this.records.get(address)?.definition ??
      this.was.resources.get(address)?.definition
    );
  }
}

/** @param further how many were made at the address beside those that the release knows of */
function mint(
  { environment, state }: CurrentRelease,
  { address, type }: ResourceNode,
  further: number,
): NodeIdentity {
  const resourceId = mintResourceId(
    environment.id,
    address,
    (state.minted[address] ?? 0) + further,
  );
  return { resourceId, name: resourceName(address, type, resourceId) };
}
