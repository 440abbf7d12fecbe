import {
  Address,
  definitionContent,
  JsonValue,
  PlanRequest,
  ResourceDefinition,
  ResourceRecord,
} from '../../model';
import { differences } from '../objects';
import { Continuity, decideContinuity, decideRollback, Hold } from './decide';
import { definitionText } from './fingerprint';

/** A person accepted that a resource is replaced. */
export function replacementAccepted(
  { consent }: Pick<PlanRequest, 'consent'>,
  resourceId: string,
): boolean {
  return consent.some(
    ({ subject, action }) => subject === resourceId && action === 'replace',
  );
}

/**
 * Which resources go on being what they are, and which of them are held (docs/reference/semantics.md, Plan). What is held
 * stays on the definition it was made with, and so does all that hangs on that: whatever it needs
 * and whatever was provisioned beside it is needed as long as it is held.
 */
export class Holds {
  readonly #raised = new Map<Address, Hold>();
  readonly #withdrawn = new Map<Address, Hold>();

  constructor(
    private readonly records: ReadonlyMap<Address, ResourceRecord>,
    private readonly request: Pick<PlanRequest, 'consent' | 'restores'>,
  ) {}

  continuityOf(address: Address, wanted: ResourceDefinition): Continuity {
    const record = this.records.get(address);
    return (
      this.#raised.get(address) ??
      this.#withdrawn.get(address) ??
      this.#heldFromRollback(record, wanted) ??
      decideContinuity({
        record,
        wanted,
        consented:
          record !== undefined &&
          replacementAccepted(this.request, record.resourceId),
      })
    );
  }

  /**
   * Something held needs what stands here, and nothing makes such a thing any more: it is held too.
   *
   * @returns the definition that it was made with; undefined where nothing stands
   */
  standing(address: Address): ResourceDefinition | undefined {
    const definition = this.records.get(address)?.definition;
    if (definition) {
      this.#withdrawn.set(address, {
        kind: 'hold',
        from: 'withdrawal',
        reason: {
          code: 'definition-gone',
          message: `nothing in the platform makes it any more; it was made by definition ${definition.name}`,
        },
      });
    }
    return definition;
  }

  #heldFromRollback(
    record: ResourceRecord | undefined,
    wanted: ResourceDefinition,
  ): Hold | undefined {
    if (!record || !this.request.restores) {
      return undefined;
    }
    const { definition } = record;
    return decideRollback({
      protection: definition.protection,
      ...(definitionText(definition) !== definitionText(wanted) && {
        moved: 'definition',
      }),
    });
  }

  /** The definition that says what stands at an address depends on. */
  wiring(address: Address, matched: ResourceDefinition): ResourceDefinition {
    const record = this.records.get(address);
    return record && this.continuityOf(address, matched).kind === 'hold'
      ? record.definition
      : matched;
  }

  /**
   * A driver's plan made it a hold, which no graph can know before.
   *
   * @returns whether that makes another graph
   */
  raise(address: Address, hold: Hold, matched: ResourceDefinition): boolean {
    const before = this.wiring(address, matched);
    this.#raised.set(address, hold);
    const after = this.wiring(address, matched);
    return differences(wiresOf(before), wiresOf(after)).length > 0;
  }
}

function wiresOf(definition: ResourceDefinition): JsonValue {
  const { dependsOn, provisions, collect } = definitionContent(definition);
  return [dependsOn, provisions, collect];
}
