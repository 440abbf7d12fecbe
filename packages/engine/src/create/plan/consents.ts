import { ConsentNeeded, objectKey, ObjectRef, PlanRequest } from '../../model';
import { isPrecious, makesClaims, ObjectDraft } from '../objects';
import {
  isRemoval,
  RemovalDraft,
  ResourceDraft,
  StepDraft,
} from '../draft/draft';
import { lossesIn, lossSubject } from '../draft/infrastructure';
import { isLeaving } from '../draft/records';

type Needed = Omit<ConsentNeeded, 'given'>;

/** What a person must accept before the plan may run (docs/reference/semantics.md, Plan), in the order of the steps. */
export function consentsOf(
  steps: StepDraft[],
  {
    consent: given,
    destroy = false,
    restores,
  }: Pick<PlanRequest, 'consent' | 'destroy' | 'restores'>,
): ConsentNeeded[] {
  const appearing = new Set(
    steps.flatMap(step =>
      step.kind === 'resource' && step.decision.action === 'create'
        ? [step.node.type]
        : [],
    ),
  );
  const needed = steps.flatMap(step => {
    const own =
      destroy && isKeptOnPurpose(step)
        ? [retention(step)]
        : [
            ...ownConsents(step, appearing),
            ...(restores ? beginningAnew(step) : []),
          ];
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
    return [...replacement(step), ...losses(step), ...takeovers(step)];
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
      return continuity.from !== 'replacement'
        ? []
        : [
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

/** It goes on, and something behind it does not. Of one that is replaced, the whole is consented to. */
function losses(step: ResourceDraft): Needed[] {
  return step.continuity.kind === 'replace'
    ? []
    : lossesIn(step, step.infrastructure?.changes).map(loss => ({
        subject: lossSubject(step.owner, loss),
        covers: 'data',
        action: loss.action,
        message: `${step.address} holds data, and ${
          loss.address
        } of it would be ${
          loss.action === 'replace' ? 'replaced' : 'destroyed'
        }; what is in that is lost.`,
        required: true,
      }));
}

function takeovers({
  infrastructure,
  owner,
  address: step,
}: ResourceDraft): Needed[] {
  return (infrastructure?.changes ?? [])
    .filter(({ action }) => action === 'adopt')
    .map(({ address }) => ({
      subject: lossSubject(owner, { address }),
      covers: 'foreign',
      action: 'adopt',
      message: `${address} of ${step} exists already and nobody says that it is ours; it becomes what ${step} says.`,
      required: true,
    }));
}

/** What is to be as it was cannot have the data that it had. */
function beginningAnew(step: StepDraft): Needed[] {
  return step.kind === 'resource' &&
    step.decision.action === 'create' &&
    step.definition.protection === 'stateful'
    ? [
        {
          subject: step.owner,
          covers: 'data',
          action: 'create',
          message: `${step.address} is not there any more; it is made again and starts without the data that it had.`,
          required: true,
        },
      ]
    : [];
}

function removal(step: RemovalDraft, appearing: Set<string>): Needed[] {
  if (step.kind !== 'resource-removal') {
    return [];
  }
  const { record, replaced, decision } = step;
  if (
    record.definition.protection !== 'stateful' ||
    // Consent was asked for when it was begun, or is asked for on the one that replaces it.
    isLeaving(record) ||
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
  return decision.action === 'retain' &&
    decision.work &&
    appearing.has(record.type)
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

type ResourceRemoval = Extract<RemovalDraft, { kind: 'resource-removal' }>;

function isKeptOnPurpose(step: StepDraft): step is ResourceRemoval {
  return (
    step.kind === 'resource-removal' &&
    step.decision.action !== 'detach' &&
    !isLeaving(step.record) &&
    (step.record.lifecycle === 'retained' ||
      step.record.definition.onRemoval === 'retain')
  );
}

/** Without it the resource outlives its environment. */
function retention({ record }: ResourceRemoval): Needed {
  return {
    subject: record.resourceId,
    covers: 'data',
    action: 'destroy',
    message: `${
      record.address
    } is kept on purpose and stays; accept its destruction to destroy it${
      record.definition.protection === 'stateful'
        ? ', which loses its data'
        : ''
    }.`,
    required: false,
  };
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
    if (action === 'replace') {
      return objectReplacement(step, object, covered);
    }
    if (object.isOutside && action === 'create') {
      return [
        {
          subject: objectKey(ref),
          covers: 'foreign',
          action: 'create',
          message: `${name} would be made ${
            ref.namespace === undefined
              ? 'for the whole cluster'
              : `in namespace ${ref.namespace}`
          }, outside this environment.`,
          required: true,
        },
      ];
    }
    if (object.record?.adopted && object.live) {
      if (
        isRemoval(step) &&
        step.kind === 'resource-removal' &&
        step.decision.action === 'detach'
      ) {
        return [];
      }
      return action === 'delete' || action === 'release'
        ? [
            {
              subject: objectKey(ref),
              covers: 'foreign',
              action: 'destroy',
              message: `${name} ${whyItStays(
                ref,
              )} and stays; accept its removal to delete it.`,
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

/** Made anew it is another one: what it held, or what somebody else had made, does not come back. */
function objectReplacement(
  step: StepDraft,
  { ref, record, unchangeable = [] }: ObjectDraft,
  covered: boolean,
): Needed[] {
  const name = `${ref.kind} ${ref.name}`;
  const claims = record && makesClaims(record.applied);
  const holds = isPrecious(ref) || claims;
  if (!record?.adopted && (!holds || covered)) {
    return [];
  }
  const cost = claims
    ? 'its pods stop meanwhile, and its claims stay as they are'
    : 'what is in it is lost';
  return [
    {
      subject: objectKey(ref),
      action: 'replace',
      message: `${name} of ${
        step.address
      } has to be deleted and made anew, because ${unchangeable.join(
        ', ',
      )} of it cannot be changed; ${
        record?.adopted && !holds ? 'it was there before' : cost
      }.`,
      covers: record?.adopted ? 'foreign' : 'data',
      required: true,
    },
  ];
}

function whyItStays({ kind }: ObjectRef): string {
  return kind === 'Namespace'
    ? 'was there before, or holds what was let go of,'
    : 'was there before';
}
