import {
  isObject,
  JsonObject,
  KubeObject,
  listAt,
  objectAt,
  objectsAt,
  textAt,
} from '../../json';
import { FieldProblem } from '../../status';
import { subdomainProblems } from './names';
import { between, oneOf, required, wrong } from './problems';

export function serviceProblems(service: KubeObject): FieldProblem[] {
  const spec = objectAt(service, 'spec');
  const ports = objectsAt(spec, 'ports');
  const mayLackPorts =
    spec.clusterIP === 'None' || spec.type === 'ExternalName';
  return [
    ...(ports.length === 0 && !mayLackPorts ? [required('spec.ports')] : []),
    ...ports.flatMap((port, index) => [
      ...(ports.length > 1 && !textAt(port, 'name')
        ? [required(`spec.ports[${index}].name`)]
        : []),
      ...between(`spec.ports[${index}].port`, port.port ?? 0, 1, 65535),
    ]),
    ...oneOf('spec.type', spec.type, [
      'ClusterIP',
      'ExternalName',
      'LoadBalancer',
      'NodePort',
    ]),
    ...(spec.type === 'ExternalName' && !textAt(spec, 'externalName')
      ? [required('spec.externalName')]
      : []),
  ];
}

export function ingressProblems(ingress: KubeObject): FieldProblem[] {
  const spec = objectAt(ingress, 'spec');
  const rules = objectsAt(spec, 'rules');
  if (rules.length === 0 && !isObject(spec.defaultBackend))
    return [
      wrong('spec', [], 'either `defaultBackend` or `rules` must be specified'),
    ];
  return rules.flatMap((rule, index) => {
    const host = textAt(rule, 'host');
    const place = `spec.rules[${index}]`;
    return [
      ...(host
        ? subdomainProblems(`${place}.host`, host.replace(/^\*\./, ''))
        : []),
      ...objectsAt(rule, 'http', 'paths').flatMap((path, pathIndex) =>
        pathProblems(path, `${place}.http.paths[${pathIndex}]`),
      ),
    ];
  });
}

function pathProblems(path: JsonObject, place: string): FieldProblem[] {
  const text = textAt(path, 'path') ?? '';
  const isFree = path.pathType === 'ImplementationSpecific';
  return [
    ...(path.pathType === undefined
      ? [required(`${place}.pathType`, 'pathType must be specified')]
      : oneOf(`${place}.pathType`, path.pathType, [
          'Exact',
          'ImplementationSpecific',
          'Prefix',
        ])),
    ...(isFree || text.startsWith('/')
      ? []
      : [wrong(`${place}.path`, text, 'must be an absolute path')]),
  ];
}

export function claimProblems(claim: KubeObject): FieldProblem[] {
  const spec = objectAt(claim, 'spec');
  return [
    ...(listAt(spec, 'accessModes').length === 0
      ? [required('spec.accessModes', 'at least 1 access mode is required')]
      : []),
    ...(textAt(spec, 'resources', 'requests', 'storage')
      ? []
      : [required('spec.resources[storage]')]),
  ];
}

const keyPattern = /^[-._a-zA-Z0-9]{1,253}$/;

/** The keys that secrets of a type must have. */
const demanded: Record<string, string[]> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

/** ConfigMaps and Secrets. */
export function dataProblems(object: KubeObject): FieldProblem[] {
  const fields = ['data', 'binaryData'];
  const missing = (demanded[textAt(object, 'type') ?? ''] ?? []).filter(
    key => !(key in objectAt(object, 'data')),
  );
  return [
    ...fields.flatMap(field =>
      Object.keys(objectAt(object, field)).flatMap(key =>
        keyPattern.test(key) && key !== '.' && key !== '..'
          ? []
          : [
              wrong(
                `${field}[${key}]`,
                key,
                "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
              ),
            ],
      ),
    ),
    ...missing.map(key => required(`data[${key}]`)),
  ];
}
