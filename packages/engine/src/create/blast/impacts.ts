import { Impact } from '../../model';
import { Draft, StepDraft } from '../draft/draft';
import { canonical } from '../values';

/** What the next deployment would do by one platform and not by the other, in the order of a run. */
export function impactsOf(was: Draft | undefined, is: Draft): Impact[] {
  const before = new Map(
    was?.steps.filter(isOwnStep).map(step => [step.address, step]),
  );
  return is.steps.filter(isOwnStep).flatMap((step): Impact[] => {
    const old = before.get(step.address);
    const { action, reasons } = step.decision;
    if (action === 'keep' || (old && isSame(old, step))) {
      return [];
    }
    return [
      {
        kind: kindOf(step),
        address: step.address,
        action,
        reasons: old ? newReasons(old, step) : reasons,
        ...(step.kind === 'resource' && { definition: step.definition.name }),
        stateful: isStateful(step),
      },
    ];
  });
}

/** The old one of a replace is part of that replace. */
function isOwnStep(step: StepDraft): boolean {
  return !(step.kind === 'resource-removal' && step.replaced);
}

/** What the old platform would do all the same is not the new one's doing. */
function isSame(old: StepDraft, step: StepDraft): boolean {
  if (old.decision.action !== step.decision.action) {
    return false;
  }
  switch (step.decision.action) {
    case 'hold':
    case 'replace':
      return successor(old) === successor(step);
    case 'update':
    case 'adopt':
      return contentOf(old) === contentOf(step);
    default:
      return true;
  }
}

/** The definition that would make the next one. */
function successor(step: StepDraft): string | undefined {
  return step.kind === 'resource' ? step.node.definition : undefined;
}

function contentOf(step: StepDraft): string | undefined {
  return step.kind === 'resource' || step.kind === 'workload'
    ? step.hash
    : canonical(step.objects.map(({ template }) => template ?? null));
}

function newReasons(old: StepDraft, step: StepDraft): Impact['reasons'] {
  const known = new Set(
    old.decision.reasons.map(reason => JSON.stringify(reason)),
  );
  const { reasons } = step.decision;
  const more = reasons.filter(reason => !known.has(JSON.stringify(reason)));
  return more.length > 0 ? more : reasons;
}

function kindOf({ kind }: StepDraft): Impact['kind'] {
  switch (kind) {
    case 'target-removal':
      return 'target';
    case 'workload-removal':
      return 'workload';
    case 'resource-removal':
      return 'resource';
    default:
      return kind;
  }
}

function isStateful(step: StepDraft): boolean {
  switch (step.kind) {
    case 'resource':
      return (
        (step.record?.definition ?? step.definition).protection === 'stateful'
      );
    case 'resource-removal':
      return step.record.definition.protection === 'stateful';
    default:
      return false;
  }
}
