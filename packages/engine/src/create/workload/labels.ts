import { Workload } from '../../model';
import { RenderInput } from './input';
import { shortHash, shortName } from './shortName';

export const KUBERNETES_ID = 'backstage.io/kubernetes-id';

const LABEL_VALUE = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;
/** Any text as a legal label value: other characters become `-`, too long ones are hash-shortened. */
export function labelValue(text: string): string {
  return shortName(text)
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}

/**
 * An environment's id as a label value: by it an object says whose it is, so that ids that are no
 * legal values stay apart.
 */
export function environmentLabelValue(environmentId: string): string {
  const legal = labelValue(environmentId);
  return legal === environmentId
    ? legal
    : labelValue(`${legal.slice(0, 50)}-${shortHash(environmentId)}`);
}

/**
 * What Backstage's Kubernetes tab selects pods by. A workload's name alone is not unique in a
 * company, so the application stands before it; who has an id already says so in an annotation
 * of the Score file.
 */
export function kubernetesId(
  application: string,
  workload: Pick<Workload, 'name' | 'annotations'>,
): string {
  return labelValue(
    workload.annotations[KUBERNETES_ID] ?? `${application}.${workload.name}`,
  );
}

/**
 * Selectors of controllers are immutable, so only what never changes while the objects live:
 * neither version nor anything a platform team may add.
 */
export function selectorLabels(input: RenderInput): Record<string, string> {
  const { application, environment } = input.context;
  return {
    'app.kubernetes.io/instance': labelValue(`${application}-${environment}`),
    'app.kubernetes.io/name': labelValue(input.workload.name),
  };
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ and ours. */
export function standardLabels(input: RenderInput): Record<string, string> {
  const { workload, context } = input;
  const version = workload.metadata.version;
  return sorted({
    ...input.extraLabels,
    ...selectorLabels(input),
    'app.kubernetes.io/part-of': labelValue(context.application),
    'app.kubernetes.io/managed-by': 'tutti',
    ...(typeof version === 'string' &&
      version.length <= 63 &&
      LABEL_VALUE.test(version) && { 'app.kubernetes.io/version': version }),
    [KUBERNETES_ID]: kubernetesId(context.application, workload),
    'tutti.dev/application-id': labelValue(input.applicationId),
    'tutti.dev/environment-id': environmentLabelValue(input.environmentId),
    'tutti.dev/workload': labelValue(workload.name),
  });
}

function sorted(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(labels)
      .sort()
      .map(key => [key, labels[key]]),
  );
}
