import {
  compareText,
  Digest,
  DriftRule,
  isValueObject,
  JsonObject,
  LiveObject,
  Manifest,
  objectKey,
  ObjectRecord,
  Precondition,
  Target,
  TargetCall,
  Value,
} from '../model';
import { DriftReport, UnsureObject } from './finding';
import {
  findSuspects,
  judgeSuspect,
  manifestAsApplied,
  Suspect,
} from './judgeDrift';

/** What is asked of one environment. */
export interface DriftQuestion {
  environmentId: string;
  /** What of it is looked at. */
  objects: ObjectRecord[];
  /** Names of Jobs that finished well, by whose they are. */
  completedJobs: ReadonlyMap<string, readonly string[]>;
  /** Of the platform and of the environment, beside the shipped ones. */
  rules: readonly DriftRule[];
  digest: Digest;
  /** How many dry runs are asked for at once. */
  parallel?: number;
}

/** Whom it asks. Without dry runs what is there is compared with what we sent. */
export type DriftTarget = Pick<Target, 'observe' | 'runtime'> & {
  /** What the API server would make of an apply; changes nothing. */
  dryRun?(
    manifest: Manifest,
    precondition: Precondition,
    call: TargetCall,
    conflicts: 'force',
  ): Promise<DryRun>;
};

type DryRun =
  | { outcome: 'accepted'; object: JsonObject }
  | { outcome: 'refused'; message: string }
  /** `moved`: somebody changed it since it was read. */
  | { outcome: 'unanswered'; why: string };

const PARALLEL = 8;

/**
 * What other hands changed of what the last success put there. One LIST per kind finds those that are not
 * as we left them; only these are judged, by what the API server would make of them.
 *
 * @throws TargetError when the cluster cannot be asked
 */
export async function findDrift(
  question: DriftQuestion,
  target: DriftTarget,
  call: TargetCall,
): Promise<DriftReport> {
  const { objects, environmentId, digest, completedJobs, rules } = question;
  const seen = await target.observe(
    objects.map(({ ref }) => ref),
    call,
  );
  const suspects = findSuspects(
    objects,
    new Map(seen.map(object => [objectKey(object.ref), object])),
    {
      environmentId,
      digest,
      keyOf: ({ ref }) => objectKey(ref),
      isSettled: ({ ref, owner }) =>
        ref.kind === 'Job' &&
        (completedJobs.get(owner)?.includes(ref.name) ?? false),
    },
  );
  const unsure: UnsureObject[] = [];
  const found = await inTurns(
    suspects,
    question.parallel ?? PARALLEL,
    async suspect => {
      const asked = await wouldBeOf(suspect, target, call);
      if (asked.kind === 'refused') {
        // Compared with what we sent, it may say more than there is: that is told.
        unsure.push({ ref: suspect.record.ref, why: asked.why });
      }
      if (asked.kind === 'moving') {
        return [];
      }
      return judgeSuspect(suspect, {
        environmentId,
        digest,
        ...(asked.kind === 'answered' && { wouldBe: asked.object }),
        managers:
          (suspect.live && target.runtime?.managers(suspect.live)) ?? [],
        rules,
      });
    },
  );
  return {
    checked: objects.length,
    candidates: suspects.length,
    findings: found
      .flat()
      .map(finding => ({ finding, key: objectKey(finding.ref) }))
      .sort(
        (a, b) =>
          compareText(a.key, b.key) ||
          compareText(a.finding.path, b.finding.path),
      )
      .map(({ finding }) => finding),
    unsure,
  };
}

type Answer =
  | { kind: 'answered'; object: LiveObject }
  | { kind: 'notAsked' }
  | { kind: 'refused'; why: string }
  /** Somebody changes it this very moment: the next look finds it at rest. */
  | { kind: 'moving' };

async function wouldBeOf(
  suspect: Suspect,
  target: DriftTarget,
  call: TargetCall,
): Promise<Answer> {
  const { live } = suspect;
  const manifest = manifestAsApplied(suspect);
  if (!live || !target.dryRun || !isManifest(manifest)) {
    return { kind: 'notAsked' };
  }
  const { uid, resourceVersion } = live;
  const answer = await target.dryRun(
    manifest,
    { uid, resourceVersion },
    call,
    'force',
  );
  switch (answer.outcome) {
    case 'accepted':
      return { kind: 'answered', object: { ...live, content: answer.object } };
    case 'refused':
      return { kind: 'refused', why: answer.message };
    default:
      return answer.why === 'moved' ? { kind: 'moving' } : { kind: 'notAsked' };
  }
}

function isManifest(value: Value): value is Manifest {
  return (
    isValueObject(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isValueObject(value.metadata)
  );
}

/** At most so many at once; answers in the order of the questions. */
async function inTurns<Q, A>(
  questions: Q[],
  atOnce: number,
  ask: (question: Q) => Promise<A>,
): Promise<A[]> {
  const answers: A[] = new Array(questions.length);
  let next = 0;
  const lane = async () => {
    while (next < questions.length) {
      const index = next++;
      answers[index] = await ask(questions[index]);
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(atOnce, questions.length) }, lane),
  );
  return answers;
}
