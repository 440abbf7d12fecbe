import { Action, ObjectRef, own, PlanRequest } from '../../model';
import { ObjectDraft } from '../objects';
import { OpenBinding } from './binding';
import { Decision } from './decide';
import { RemovalDraft } from './draft';
import {
  byOwner,
  ENVIRONMENT_OWNER,
  StepDrafter,
  TARGET_ADDRESS,
} from './StepDrafter';

/**
 * The environment's namespace, last of all; none where it is gone already. It stays where something
 * in it stays: with the namespace that would go too.
 */
export function draftTargetRemoval(
  drafter: StepDrafter,
  request: PlanRequest,
  binding: OpenBinding,
  removals: RemovalDraft[],
): RemovalDraft[] {
  const objects = drafter.deletions(ENVIRONMENT_OWNER);
  if (objects.length === 0) {
    return [];
  }
  const decision = decide(objects, request, binding, removals);
  return [
    {
      kind: 'target-removal',
      address: TARGET_ADDRESS,
      owner: ENVIRONMENT_OWNER,
      decision,
      objects: objects.map(object => settled(object, decision.action)),
      needs: [],
      exactness: 'exact',
    },
  ];
}

function decide(
  objects: ObjectDraft[],
  request: PlanRequest,
  { name, target }: OpenBinding,
  removals: RemovalDraft[],
): Decision {
  if (own(request.platform.targets, name)?.shared) {
    return retained(
      'shared',
      'other environments of its Target live in the namespace too',
    );
  }
  const inside = (refs: ObjectRef[]) =>
    refs
      .filter(ref => ref.namespace === target.namespace)
      .map(({ kind, name: called }) => `${kind} ${called}`);
  const [kept] = inside(keptObjects(request, removals));
  if (kept !== undefined) {
    return retained('not-empty', `${kept}, which stays, is in the namespace`);
  }
  const [left] = inside(releasedObjects(removals));
  if (left !== undefined) {
    return detached('not-empty', `${left}, which stays, is in the namespace`);
  }
  if (objects.some(({ action }) => action === 'release')) {
    return detached(
      'adopted',
      'the namespace was there before, or holds what was let go of',
    );
  }
  return {
    action: 'destroy',
    work: true,
    reasons: [
      { code: 'not-needed', message: 'nothing of the environment is left' },
    ],
  };
}

/** It goes on being the environment's: something of it is still there. */
function retained(code: string, message: string): Decision {
  return { action: 'retain', work: false, reasons: [{ code, message }] };
}

/** Nothing of the environment is left, so it is nobody's: another one may adopt it. */
function detached(code: string, message: string): Decision {
  return { action: 'detach', work: true, reasons: [{ code, message }] };
}

function keptObjects(
  { state }: PlanRequest,
  removals: RemovalDraft[],
): ObjectRef[] {
  const inventory = byOwner(state.objects);
  return removals.flatMap(({ decision, owner }) =>
    decision.action === 'retain'
      ? (inventory.get(owner) ?? []).map(({ ref }) => ref)
      : [],
  );
}

function releasedObjects(removals: RemovalDraft[]): ObjectRef[] {
  return removals.flatMap(({ objects }) =>
    objects.flatMap(({ action, ref }) => (action === 'release' ? [ref] : [])),
  );
}

/** What was there before may still be consented to; what is ours simply stays. */
function settled(object: ObjectDraft, action: Action): ObjectDraft {
  switch (action) {
    case 'destroy':
      return object;
    case 'detach':
      return { ...object, action: 'release' };
    default:
      return object.action === 'release'
        ? object
        : { ...object, action: 'keep' };
  }
}
