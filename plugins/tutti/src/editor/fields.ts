import type { Translate } from '../translation';

/** Fields of Score files that have a text, by their path; `*` is any name. */
const FIELDS = {
  apiVersion: 'editor.fieldApiVersion',
  metadata: 'editor.fieldMetadata',
  'metadata.name': 'editor.fieldName',
  'metadata.annotations': 'editor.fieldAnnotations',
  containers: 'editor.fieldContainers',
  'containers.*.image': 'editor.fieldImage',
  'containers.*.command': 'editor.fieldCommand',
  'containers.*.args': 'editor.fieldArgs',
  'containers.*.variables': 'editor.fieldVariables',
  'containers.*.files': 'editor.fieldFiles',
  'containers.*.volumes': 'editor.fieldVolumes',
  'containers.*.before': 'editor.fieldBefore',
  'containers.*.resources': 'editor.fieldQuantities',
  'containers.*.livenessProbe': 'editor.fieldLiveness',
  'containers.*.readinessProbe': 'editor.fieldReadiness',
  service: 'editor.fieldService',
  'service.ports': 'editor.fieldPorts',
  'service.ports.*.port': 'editor.fieldPort',
  'service.ports.*.targetPort': 'editor.fieldTargetPort',
  resources: 'editor.fieldResources',
  'resources.*.type': 'editor.fieldType',
  'resources.*.class': 'editor.fieldClass',
  'resources.*.id': 'editor.fieldId',
  'resources.*.params': 'editor.fieldParams',
} as const;

function isField(path: string): path is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, path);
}

/** What a field of a Score file means, in the reader's language. */
export function fieldText(path: string[], t: Translate): string | undefined {
  const [root, , ...rest] = path;
  const named = root === 'containers' || root === 'resources';
  const plain =
    named && path.length > 1
      ? [root, '*', ...rest].join('.')
      : path
          .map((key, at) => (at === 2 && root === 'service' ? '*' : key))
          .join('.');
  return isField(plain) ? t(FIELDS[plain]) : undefined;
}
