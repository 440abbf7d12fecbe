import {
  JsonObject,
  KubeObject,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
} from '../json';
import { controllerOf, isBeingDeleted } from '../controllers/world';
import { conditionOf } from '../controllers/conditions';
import { isFinished, isReady } from '../controllers/pods/state';
import { readLabelMap } from '../selectors/labels';
import { Store } from '../store/store';
import { RouteRule } from './rules';

export interface Answerer {
  /** `Deployment web`; absent where no pod is there to tell. */
  workload?: string;
  pods: AnsweringPod[];
  /** Why nobody answers; absent when somebody would. */
  cause?: string;
}

export interface AnsweringPod {
  name: string;
  images: string[];
  ready: boolean;
  /** `Ready`, or why it is not. */
  state: string;
}

/** Follows a rule to its service and the pods behind it. */
export function whoAnswers(store: Store, rule: RouteRule): Answerer {
  const { namespace, service: name } = rule;
  const service = store.get('/Service', namespace, name);
  if (!service)
    return {
      pods: [],
      cause: `There is no service ${name} in namespace ${namespace}.`,
    };
  const outside = textAt(service, 'spec', 'externalName');
  if (outside !== undefined)
    return {
      pods: [],
      cause: `Service ${name} leads to ${outside}, outside of the cluster.`,
    };
  const found = podsOf(store, service);
  const workload = found[0] && workloadOf(store, found[0]);
  const pods = found.map(podState);
  const cause = portCause(service, rule) ?? podCause(name, pods);
  return {
    ...(workload !== undefined && { workload }),
    pods,
    ...(cause !== undefined && { cause }),
  };
}

function podsOf(store: Store, service: KubeObject): KubeObject[] {
  const selects = readLabelMap(objectAt(service, 'spec', 'selector'));
  return store
    .list('/Pod', textAt(service.metadata, 'namespace') ?? '')
    .filter(
      pod => !isFinished(pod) && selects(textsAt(pod.metadata, 'labels')),
    );
}

function portCause(
  service: KubeObject,
  { port, service: name }: RouteRule,
): string | undefined {
  if (port === undefined) return undefined;
  const ports = objectsAt(service, 'spec', 'ports');
  return ports.some(each => each.port === port || each.name === port)
    ? undefined
    : `Service ${name} has no port ${port}; it has ${
        ports.map(each => String(each.port)).join(', ') || 'none'
      }.`;
}

function podCause(name: string, pods: AnsweringPod[]): string | undefined {
  if (pods.some(({ ready }) => ready)) return undefined;
  if (pods.length === 0) return `Service ${name} finds no pod.`;
  const [{ name: pod, state }] = pods;
  return `No pod behind service ${name} is ready. ${pod}: ${state}`;
}

function podState(pod: KubeObject): AnsweringPod {
  const ready = isReady(pod) && !isBeingDeleted(pod);
  return {
    name: pod.metadata.name,
    images: objectsAt(pod, 'spec', 'containers').map(
      container => textAt(container, 'image') ?? '',
    ),
    ready,
    state: ready ? 'Ready' : notReady(pod),
  };
}

function notReady(pod: KubeObject): string {
  if (isBeingDeleted(pod)) return 'It is being removed.';
  const placed = conditionOf(objectAt(pod, 'status'), 'PodScheduled');
  if (placed?.status === 'False')
    return sentence(placed, 'It waits for a node.');
  const statuses = [
    ...objectsAt(pod, 'status', 'initContainerStatuses'),
    ...objectsAt(pod, 'status', 'containerStatuses'),
  ];
  for (const { state } of statuses) {
    const waiting = objectAt({ state: state ?? {} }, 'state', 'waiting');
    if (textAt(waiting, 'message') !== undefined) return sentence(waiting);
    const code = numberAt(state, 'terminated', 'exitCode');
    if (code) return `A container ended with exit code ${code}.`;
  }
  return 'Its containers are not ready yet.';
}

function sentence(said: JsonObject, otherwise = ''): string {
  const { reason, message } = said;
  return (
    [reason, message].filter(part => typeof part === 'string').join(': ') ||
    otherwise
  );
}

/** What a person deployed: of a pod of a ReplicaSet its Deployment. */
function workloadOf(store: Store, pod: KubeObject): string {
  let current = pod;
  for (;;) {
    const uid = textAt(controllerOf(current), 'uid');
    const owner = uid === undefined ? undefined : store.withUid(uid);
    if (!owner) return `${current.kind} ${current.metadata.name}`;
    current = owner;
  }
}
