import { at, KubeObject } from '../json';
import { Kind, kindKey } from '../kinds/kind';
import { badRequest } from '../status';

/** What Kubernetes lets one select by, besides name and namespace. */
const selectable: Record<string, string[]> = {
  '/Pod': [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  '/Event': [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  '/Secret': ['type'],
  '/Service': ['spec.clusterIP', 'spec.type'],
  '/Namespace': ['status.phase'],
  '/Node': ['spec.unschedulable'],
  'apps/ReplicaSet': ['status.replicas'],
  'batch/Job': ['status.successful'],
};

/** `metadata.name=web,status.phase!=Running`; throws `ApiError` 400 for unknown fields. */
export function parseFieldSelector(
  kind: Kind,
  text: string,
): (object: KubeObject) => boolean {
  const known = [
    'metadata.name',
    'metadata.namespace',
    ...(selectable[kindKey(kind)] ?? []),
  ];
  const tests = text
    .split(',')
    .filter(part => part.trim() !== '')
    .map(part => {
      const match = /^\s*([^=!\s]+)\s*(==?|!=)\s*(.*?)\s*$/.exec(part);
      if (!match)
        throw badRequest(
          `invalid selector: '${part}'; can't understand '${part}'`,
        );
      const [, field, operator, value] = match;
      if (!known.includes(field))
        throw badRequest(
          `"${field}" is not a known field selector: only ${known
            .map(name => `"${name}"`)
            .join(', ')}`,
        );
      return (object: KubeObject) =>
        (print(object, field) === value) === (operator !== '!=');
    });
  return object => tests.every(test => test(object));
}

function print(object: KubeObject, field: string): string {
  const value =
    field === 'status.successful'
      ? at(object, 'status', 'succeeded')
      : at(object, ...field.split('.'));
  return value === undefined || value === null ? '' : String(value);
}
