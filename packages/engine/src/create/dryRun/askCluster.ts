import {
  DryRunAnswer,
  DryRunLimits,
  Manifest,
  ObjectDryRun,
  ObjectKey,
  objectKey,
  PlanPorts,
  Precondition,
  Target,
  TargetCall,
  TargetError,
  Unknown,
} from '../../model';
import { Draft } from '../draft/draft';
import { manifestOf, ObjectDraft } from '../objects';
import { eachOpaque } from '../values';
import { notAsked } from './words';

export const DEFAULT_DRY_RUN: DryRunLimits = {
  objects: 500,
  withinMs: 5_000,
  parallel: 12,
};

export type DryRuns = ReadonlyMap<ObjectKey, ObjectDryRun>;

/**
 * What the cluster itself says of every object that a draft would make or change, before anything is
 * done (docs/reference/semantics.md, Plan). Of a draft that changes nothing it is asked nothing.
 *
 * @throws what `ports.signal` was aborted with
 */
export async function askCluster(
  { steps, binding: { target, conflicts } }: Pick<Draft, 'steps' | 'binding'>,
  {
    dryRun: limits = DEFAULT_DRY_RUN,
    signal,
  }: Pick<PlanPorts, 'dryRun' | 'signal'>,
): Promise<DryRuns> {
  const answers = new Map<ObjectKey, ObjectDryRun>();
  if (!target.dryRun || limits.objects === 0) {
    return answers;
  }
  const changing = steps
    .filter(({ decision }) => decision.work)
    .flatMap(({ objects }) => objects.filter(isWritten));
  const missing = new Set(
    changing.flatMap(({ ref, live }) =>
      ref.kind === 'Namespace' && !live ? [ref.name] : [],
    ),
  );
  const toAsk: Question[] = [];
  for (const object of changing) {
    const key = objectKey(object.ref);
    const why = whyNot(object, missing);
    if (why) {
      answers.set(key, notAsked(why));
    } else if (toAsk.length >= limits.objects) {
      answers.set(key, notAsked('too-many'));
    } else {
      toAsk.push(...questionOf(object));
    }
  }
  const adopted = new Set(
    toAsk.filter(({ adopts }) => adopts).map(({ key }) => key),
  );
  for (const [key, answer] of await askAll(toAsk, target, limits, signal)) {
    answers.set(
      key,
      conflicts === 'refuse' && !adopted.has(key)
        ? withoutTaking(answer)
        : answer,
    );
  }
  return answers;
}

/** Where fields of others are not taken over, an apply that would is refused. */
function withoutTaking(answer: ObjectDryRun): ObjectDryRun {
  if (answer.status !== 'accepted' || !answer.takes) {
    return answer;
  }
  const { takes } = answer;
  const owners = takes.map(
    ({ path, manager }) => `${path} belongs to ${manager}`,
  );
  return {
    status: 'refused',
    reason: 'conflict',
    message: owners.join(', '),
    blocks: true,
    takes,
  };
}

type WrittenObject = ObjectDraft & Required<Pick<ObjectDraft, 'template'>>;

function isWritten(object: ObjectDraft): object is WrittenObject {
  return (
    object.template !== undefined &&
    (object.action === 'create' ||
      object.action === 'update' ||
      object.action === 'replace' ||
      object.action === 'adopt')
  );
}

function whyNot(
  { ref, action, template }: WrittenObject,
  missing: Set<string>,
) {
  if (action === 'replace') {
    return 'replaced';
  }
  if (ref.namespace !== undefined && missing.has(ref.namespace)) {
    return 'namespace-missing';
  }
  let hasHole = false;
  eachOpaque(template, leaf => {
    hasHole ||= leaf instanceof Unknown;
  });
  return hasHole ? 'unknown-values' : undefined;
}

interface Question {
  key: ObjectKey;
  manifest: Manifest;
  precondition: Precondition;
  /** Somebody consents that its fields become ours. */
  adopts: boolean;
}

function questionOf({
  ref,
  action,
  template,
  live,
}: WrittenObject): Question[] {
  const manifest = manifestOf(template);
  const precondition: Precondition = live
    ? { uid: live.uid, resourceVersion: live.resourceVersion }
    : 'absent';
  const adopts = action === 'adopt';
  return manifest
    ? [{ key: objectKey(ref), manifest, precondition, adopts }]
    : [];
}

/** A few at the same time, and never longer than there is time. */
async function askAll(
  questions: Question[],
  target: Target,
  { withinMs, parallel }: DryRunLimits,
  signal: AbortSignal,
): Promise<[ObjectKey, ObjectDryRun][]> {
  if (questions.length === 0) {
    return [];
  }
  const over = AbortSignal.timeout(withinMs);
  const ends = AbortSignal.any([signal, over]);
  const deadline = performance.now() + withinMs;
  const answers: [ObjectKey, ObjectDryRun][] = [];
  const waiting = [...questions];
  const asker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const leftMs = Math.ceil(deadline - performance.now());
      answers.push([
        next.key,
        ends.aborted || leftMs <= 0
          ? notAsked('no-time')
          : await askOne(next, target, { signal: ends, timeoutMs: leftMs }),
      ]);
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(parallel, questions.length) }, asker),
  );
  signal.throwIfAborted();
  return answers;
}

async function askOne(
  { manifest, precondition }: Question,
  target: Target,
  call: TargetCall,
): Promise<ObjectDryRun> {
  try {
    const answer = await unlessOver(
      call.signal,
      target.dryRun?.(manifest, precondition, call),
    );
    return answer ? shown(answer) : notAsked('no-time');
  } catch (error) {
    if (!(error instanceof TargetError)) {
      throw error;
    }
    return call.signal.aborted
      ? notAsked('no-time')
      : notAsked('no-answer', `The cluster did not answer: ${error.message}.`);
  }
}

/** Whoever is asked may not listen to the signal. Undefined when it was over first. */
function unlessOver(
  signal: AbortSignal,
  asked: Promise<DryRunAnswer> | undefined,
): Promise<DryRunAnswer | undefined> {
  return new Promise((resolve, reject) => {
    const end = () => resolve(undefined);
    signal.addEventListener('abort', end, { once: true });
    Promise.resolve(asked)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', end));
  });
}

function shown(answer: DryRunAnswer): ObjectDryRun {
  if (answer.outcome === 'unanswered') {
    return notAsked(answer.why);
  }
  const takes = answer.takes.length > 0 && { takes: answer.takes };
  return answer.outcome === 'accepted'
    ? { status: 'accepted', ...takes }
    : {
        status: 'refused',
        reason: answer.reason,
        message: answer.message,
        blocks: true,
        ...takes,
      };
}
