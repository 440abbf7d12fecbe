import {
  Address,
  groupBy,
  ObjectDryRun,
  ObjectKey,
  objectKey,
  ObjectRef,
  PlanDryRun,
  Problem,
} from '../../model';
import { ObjectDraft } from '../objects';
import { DryRuns } from './askCluster';
import { WAY_OUT } from './words';

/** What the answers of a cluster mean for a plan. */
export interface Judged {
  answers: DryRuns;
  /** Absent where nothing was asked. */
  summary?: PlanDryRun;
  /** Refusals that may not be ones any more when it is their turn. */
  warnings: Problem[];
}

/**
 * A refusal keeps the plan from running; one by a quota does not where the plan itself takes something
 * of that kind away.
 */
export function judgeAnswers(
  steps: { address: Address; objects: ObjectDraft[] }[],
  asked: DryRuns,
): Judged {
  if (asked.size === 0) {
    return { answers: asked, warnings: [] };
  }
  const objects = steps.flatMap(step =>
    step.objects.map(object => ({ ...object, address: step.address })),
  );
  const making = new Set(
    objects
      .filter(({ action, live }) => live && frees(action))
      .map(({ ref }) => kindOf(ref)),
  );
  const answers = new Map<ObjectKey, ObjectDryRun>();
  const refusals: Problem[] = [];
  const warnings: Problem[] = [];
  for (const { ref, address } of objects) {
    const key = objectKey(ref);
    const answer = asked.get(key);
    if (answer?.status !== 'refused') {
      if (answer) answers.set(key, answer);
      continue;
    }
    const blocks = answer.reason !== 'quota' || !making.has(kindOf(ref));
    answers.set(key, { ...answer, blocks });
    (blocks ? refusals : warnings).push(
      problemOf({ ref, address }, answer, blocks),
    );
  }
  const by = groupBy([...answers.values()], ({ status }) => status);
  return {
    answers,
    summary: {
      accepted: by.get('accepted')?.length ?? 0,
      refused: by.get('refused')?.length ?? 0,
      notAsked: by.get('not-asked')?.length ?? 0,
      refusals,
    },
    warnings,
  };
}

function frees(action: ObjectDraft['action']): boolean {
  return action === 'delete' || action === 'replace';
}

function kindOf({ apiVersion, kind }: ObjectRef): string {
  return `${apiVersion.split('/').slice(0, -1).join('/')}/${kind}`;
}

function problemOf(
  { ref, address }: { ref: ObjectRef; address: Address },
  { reason, message }: Extract<ObjectDryRun, { status: 'refused' }>,
  blocks: boolean,
): Problem {
  const object = `${ref.kind} ${ref.name} of ${address}`;
  return blocks
    ? {
        severity: 'error',
        code: 'ClusterRefuses',
        message: `The cluster refuses ${object}: ${message}.`,
        hint: WAY_OUT[reason],
        address,
      }
    : {
        severity: 'warning',
        code: 'ClusterWouldRefuse',
        message: `The cluster would refuse ${object} now: ${message}. The plan deletes objects of this kind, which may make room for it.`,
        hint: WAY_OUT[reason],
        address,
      };
}
