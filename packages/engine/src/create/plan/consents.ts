import { ConsentNeeded, objectKey, PlanRequest } from '../../model';
import { isPrecious } from '../objects';
import {
  isRemoval,
  RemovalDraft,
  ResourceDraft,
  StepDraft,
} from '../draft/draft';

type Needed = Omit<ConsentNeeded, 'given'>;

/** What a person must accept before the plan may run (docs/reference/semantics.md, Plan), in the order of the steps. */
export function consentsOf(
  steps: StepDraft[],
  given: PlanRequest['consent'],
): ConsentNeeded[] {
  const appearing = new Set(
    steps.flatMap(step =>
      step.kind === 'resource' && step.decision.action === 'create'
        ? [step.node.type]
        : [],
    ),
  );
  const needed = steps.flatMap(step => {
    const own = ownConsents(step, appearing);
    const isCovered = own.some(({ required }) => required);
    return [...own, ...objects(step, isCovered)];
  });
  return needed.map(consent => ({
    ...consent,
    given: given.some(
      ({ subject, action }) =>
        subject === consent.subject && action === consent.action,
    ),
  }));
}

function ownConsents(step: StepDraft, appearing: Set<string>): Needed[] {
  if (step.kind === 'resource') {
    return replacement(step);
  }
  return isRemoval(step) ? removal(step, appearing) : [];
}

function replacement({ continuity, record, address }: ResourceDraft): Needed[] {
  if (record?.definition.protection !== 'stateful') {
    return [];
  }
  switch (continuity.kind) {
    case 'replace':
      return [
        {
          subject: record.resourceId,
          covers: 'data',
          action: 'replace',
          message: `${address} holds data; replacing it loses that data.`,
          required: true,
        },
      ];
    case 'hold':
      return [
        {
          subject: record.resourceId,
          covers: 'data',
          action: 'replace',
          message: `${address} holds data and stays as it is; accept its replacement to move it to definition ${continuity.reason.after}, which loses that data.`,
          required: false,
        },
      ];
    default:
      return [];
  }
}

function removal(step: RemovalDraft, appearing: Set<string>): Needed[] {
  if (step.kind !== 'resource-removal') {
    return [];
  }
  const { record, replaced, decision } = step;
  if (
    record.definition.protection !== 'stateful' ||
    // Consent was asked for when it was begun, or is asked for on the one that replaces it.
    record.lifecycle === 'destroying' ||
    replaced
  ) {
    return [];
  }
  if (decision.action === 'destroy') {
    return [
      {
        subject: record.resourceId,
        covers: 'data',
        action: 'destroy',
        message: `${record.address} holds data, and nobody needs it any more; destroying it loses that data.`,
        required: true,
      },
    ];
  }
  // Kept, but is it meant? The new one would start empty beside it.
  return decision.work && appearing.has(record.type)
    ? [
        {
          subject: record.resourceId,
          covers: 'data',
          action: 'replace',
          message: `${record.address} holds data and is not asked for any more, while another ${record.type} appears, which starts empty. If it is the same one, say so with moves.`,
          required: true,
        },
      ]
    : [];
}

function objects(step: StepDraft, covered: boolean): Needed[] {
  return step.objects.flatMap((object): Needed[] => {
    const { ref, action } = object;
    const name = `${ref.kind} ${ref.name}`;
    if (action === 'adopt') {
      return [
        {
          subject: objectKey(ref),
          covers: 'foreign',
          action: 'adopt',
          message: `${name} exists already and nobody says that it is ours; its fields become what ${step.address} says.`,
          required: true,
        },
      ];
    }
    if (object.record?.adopted && object.live) {
      return action === 'delete' || action === 'release'
        ? [
            {
              subject: objectKey(ref),
              covers: 'foreign',
              action: 'destroy',
              message: `${name} was there before and stays; accept its removal to delete it.`,
              required: false,
            },
          ]
        : [];
    }
    return action === 'delete' && object.live && isPrecious(ref) && !covered
      ? [
          {
            subject: objectKey(ref),
            covers: 'data',
            action: 'destroy',
            message: `${name} goes away with what is in it.`,
            required: true,
          },
        ]
      : [];
  });
}
