import {
  Address,
  EnvironmentState,
  LiveObject,
  ObjectKey,
  objectKey,
  ObjectRef,
  own,
  Problem,
  ResourceDefinition,
  Result,
} from '../../model';
import { JudgedObject, judgeObjects, powersFromScore } from '../judge';
import { CompleteObject } from '../objects';
import { OpenBinding } from './binding';
import { Completer, writtenObjects } from './Completer';
import { ResolvedResource } from './draftResource';
import { Setting } from './Resolver';
import { byOwner, TARGET_ADDRESS, WantedWorkload } from './StepDrafter';

/** The cluster did not answer: nothing can be planned without it. */
export class TargetSilent extends Error {
  constructor(readonly cause: unknown) {
    super('the target cannot be asked');
  }
}

export interface Gathering {
  setting: Setting;
  binding: OpenBinding;
  state: EnvironmentState;
  /** What is found to be wrong is added here. */
  problems: Problem[];
}

/** Longer than any healthy API server needs, shorter than a person waits. */
const OBSERVE_TIMEOUT_MS = 15_000;

/** Asks once per kind whether it lives in a namespace. @throws TargetSilent */
export async function learnKinds(
  { binding, setting }: Gathering,
  resources: Map<Address, ResolvedResource>,
  workloads: WantedWorkload[],
): Promise<Completer> {
  const completer = new Completer(binding, setting.request);
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
  for (const [address, { plan, request, definition }] of resources) {
    if (plan) {
      add(
        address,
        completer.resource(
          address,
          request.resourceId,
          plan.objects,
          definition,
        ),
      );
    }
  }
  for (const { node, templates } of workloads) {
    add(node.address, completer.workload(node.address, templates));
  }
  return wanted;
}

/** All objects of an environment, and who makes them. */
export interface Made {
  completer: Completer;
  resources: Map<Address, ResolvedResource>;
  workloads: WantedWorkload[];
  wanted: Map<Address, CompleteObject[]>;
}

/**
 * What an API server would say of all objects together, before it is asked.
 *
 * @param only - the steps whose objects are judged; without it, all
 */
export function judgeAll(
  { problems, binding, setting, state }: Gathering,
  { completer, resources, workloads, wanted }: Made,
  only?: ReadonlyMap<Address, unknown>,
): void {
  const { request } = setting;
  const objects: JudgedObject[] = request.destroy
    ? []
    : [
        {
          ...completer.namespace(),
          address: TARGET_ADDRESS,
          origin: {
            kind: 'target',
            target: own(request.platform.targets, binding.name),
          },
        },
      ];
  const drawn = new Map(
    workloads.map(({ node, workload, profile }) => [
      node.address,
      { workload, profile },
    ]),
  );
  for (const [address, complete] of wanted) {
    const workload = drawn.get(address);
    const definition = resources.get(address)?.definition;
    const written = definition ? writtenObjects(definition).length : 0;
    complete.forEach(({ ref, template }, index) => {
      if (workload) {
        const origin = { kind: 'workload' as const, ...workload };
        objects.push({ ref, template, address, origin });
      } else if (definition) {
        objects.push({
          ref,
          template,
          address,
          origin: {
            kind: 'definition',
            definition,
            ...(index < written && { index }),
          },
        });
      }
    });
  }
  const { platform } = setting.request;
  if (!platform.beforeAllowLists) {
    problems.push(
      ...powersFromScore(
        only ? objects.filter(({ address }) => only.has(address)) : objects,
        {
          platform,
          graph: setting.graph,
          workloads: setting.context.workloads,
          resource: address => resources.get(address),
        },
      ),
    );
  }
  problems.push(
    ...judgeObjects(objects, {
      known: state.objects.map(({ ref }) => ref),
      shapes: (apiVersion, kind) => completer.shapeOf(apiVersion, kind),
      ...(only && { only }),
    }),
  );
}

/**
 * Which step makes which object; those that were not planned keep what they have. An object that is
 * made twice is a problem, whoever makes it: two owners would take turns.
 */
export function claimsOf(
  { state, problems, setting }: Gathering,
  completer: Completer,
  resources: Map<Address, ResolvedResource>,
  wanted: Map<Address, CompleteObject[]>,
): Map<ObjectKey, Address> {
  const claims = new Map<ObjectKey, Address>();
  const makers = new Map<ObjectKey, Address>();
  const inventory = byOwner(state.objects);
  const maker = (address: Address): Maker => ({
    address,
    definition: resources.get(address)?.definition,
  });
  const claim = (ref: ObjectRef, address: Address) => {
    const one = everyGroup(ref);
    const other = makers.get(one);
    if (other !== undefined) {
      problems.push(objectConflict(ref, maker(other), maker(address)));
    }
    makers.set(one, address);
    claims.set(objectKey(ref), address);
  };
  if (!setting.request.destroy) {
    claim(completer.namespace().ref, TARGET_ADDRESS);
  }
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
  { binding, state }: Gathering,
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
    const live = await binding.target.observe([...refs.values()], {
      signal,
      timeoutMs: OBSERVE_TIMEOUT_MS,
    });
    return new Map(live.map(object => [objectKey(object.ref), object]));
  } catch (error) {
    throw new TargetSilent(error);
  }
}

/** Kinds that the group `extensions` had before they got a group of their own. */
const MOVED_KINDS: Record<string, string> = {
  DaemonSet: 'apps',
  Deployment: 'apps',
  Ingress: 'networking.k8s.io',
  NetworkPolicy: 'networking.k8s.io',
  ReplicaSet: 'apps',
};

/** One key for an object, by whichever of its groups it is called. */
function everyGroup(ref: ObjectRef): ObjectKey {
  const [group] = ref.apiVersion.split('/');
  const moved = group === 'extensions' ? own(MOVED_KINDS, ref.kind) : undefined;
  return objectKey(moved ? { ...ref, apiVersion: `${moved}/v1` } : ref);
}

interface Maker {
  address: Address;
  definition?: ResourceDefinition;
}

function objectConflict(
  { kind, name, namespace }: ObjectRef,
  first: Maker,
  second: Maker,
): Problem {
  const object = `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
  const place = {
    severity: 'error' as const,
    code: 'ObjectConflict',
    address: second.address,
    ...second.definition?.source,
  };
  if (first.address === TARGET_ADDRESS) {
    return {
      ...place,
      message: `${title(
        second,
      )} makes ${object}, which is the environment's own namespace.`,
      hint: "Take the Namespace out of the definition, and give its labels and annotations as spec.labels and spec.annotations of the environment's Target.",
    };
  }
  return {
    ...place,
    message:
      first.address === second.address
        ? `${title(second)} makes ${object} twice.`
        : `${title(first)} and ${title(second)} both make ${object}.`,
    hint: 'Name objects of a definition after ${resource.name}, which is unique.',
  };
}

/** `postgres.default#main (definition postgres-in-cluster)` */
function title({ address, definition }: Maker): string {
  return definition ? `${address} (definition ${definition.name})` : address;
}
