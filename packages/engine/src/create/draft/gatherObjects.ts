import {
  Address,
  EnvironmentState,
  LiveObject,
  ObjectKey,
  objectKey,
  ObjectRef,
  Problem,
  Result,
  Target,
} from '../../model';
import { CompleteObject } from '../objects';
import { Completer } from './Completer';
import { ResolvedResource } from './draftResource';
import { Setting } from './Resolver';
import { byOwner, WantedWorkload } from './StepDrafter';

/** The cluster did not answer: nothing can be planned without it. */
export class TargetSilent extends Error {
  constructor(readonly cause: unknown) {
    super('the target cannot be asked');
  }
}

export interface Gathering {
  setting: Setting;
  target: Target;
  state: EnvironmentState;
  /** What is found to be wrong is added here. */
  problems: Problem[];
}

/** Longer than any healthy API server needs, shorter than a person waits. */
const OBSERVE_TIMEOUT_MS = 15_000;

/** Asks once per kind whether it lives in a namespace. @throws TargetSilent */
export async function learnKinds(
  { target, setting }: Gathering,
  resources: Map<Address, ResolvedResource>,
  workloads: WantedWorkload[],
): Promise<Completer> {
  const completer = new Completer(target, setting.request);
  try {
    await completer.learn([
      ...[...resources.values()].flatMap(({ plan }) => plan?.objects ?? []),
      ...workloads.flatMap(({ templates }) => templates),
    ]);
  } catch (error) {
    throw new TargetSilent(error);
  }
  return completer;
}

/** The complete objects of every step that was planned, by its address. */
export function completeAll(
  { problems }: Gathering,
  completer: Completer,
  resources: Map<Address, ResolvedResource>,
  workloads: WantedWorkload[],
): Map<Address, CompleteObject[]> {
  const wanted = new Map<Address, CompleteObject[]>();
  const add = (address: Address, result: Result<CompleteObject[]>) => {
    problems.push(...result.problems);
    if (result.ok) {
      wanted.set(address, result.value);
    }
  };
  for (const [address, { plan, request }] of resources) {
    if (plan) {
      add(
        address,
        completer.resource(address, request.resourceId, plan.objects),
      );
    }
  }
  for (const { node, templates } of workloads) {
    add(node.address, completer.workload(node.address, templates));
  }
  return wanted;
}

/**
 * Which step makes which object; those that were not planned keep what they have. Two that make
 * the same one are a problem.
 */
export function claimsOf(
  { state, problems }: Gathering,
  resources: Map<Address, ResolvedResource>,
  wanted: Map<Address, CompleteObject[]>,
): Map<ObjectKey, Address> {
  const claims = new Map<ObjectKey, Address>();
  const inventory = byOwner(state.objects);
  const claim = (ref: ObjectRef, address: Address) => {
    const key = objectKey(ref);
    const other = claims.get(key);
    if (other !== undefined) {
      problems.push(objectConflict(ref, other, address));
    }
    claims.set(key, address);
  };
  for (const [address, objects] of wanted) {
    objects.forEach(({ ref }) => claim(ref, address));
  }
  for (const [address, { request }] of resources) {
    if (!wanted.has(address)) {
      inventory
        .get(request.resourceId)
        ?.forEach(({ ref }) => claim(ref, address));
    }
  }
  return claims;
}

/** One question for everything that was applied and everything that would be. @throws TargetSilent */
export async function observeAll(
  { target, state }: Gathering,
  completer: Completer,
  wanted: Map<Address, CompleteObject[]>,
  signal: AbortSignal,
): Promise<Map<ObjectKey, LiveObject>> {
  const refs = new Map<ObjectKey, ObjectRef>();
  const all = [
    completer.namespace().ref,
    ...state.objects.map(({ ref }) => ref),
    ...[...wanted.values()].flat().map(({ ref }) => ref),
  ];
  for (const ref of all) {
    refs.set(objectKey(ref), ref);
  }
  try {
    const live = await target.observe([...refs.values()], {
      signal,
      timeoutMs: OBSERVE_TIMEOUT_MS,
    });
    return new Map(live.map(object => [objectKey(object.ref), object]));
  } catch (error) {
    throw new TargetSilent(error);
  }
}

function objectConflict(
  ref: ObjectRef,
  first: Address,
  second: Address,
): Problem {
  return {
    severity: 'error',
    code: 'ObjectConflict',
    message: `${first} and ${second} both make ${ref.kind} ${ref.name}.`,
    hint: 'Name objects of a definition after ${resource.name}, which is unique.',
    address: second,
  };
}
