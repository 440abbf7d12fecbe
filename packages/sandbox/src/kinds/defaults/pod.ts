import { isObject, JsonObject, objectsAt, textAt } from '../../json';
import { each, fill, within } from './fill';

/** What Kubernetes adds to a pod's spec, wherever the spec stands. */
export function podSpecDefaults(spec: JsonObject): JsonObject {
  const serviceAccount =
    textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount');
  let result = fill(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...(serviceAccount && {
      serviceAccountName: serviceAccount,
      serviceAccount,
    }),
  });
  for (const list of ['initContainers', 'containers'])
    result = each(result, list, containerDefaults);
  return each(result, 'volumes', volumeDefaults);
}

function containerDefaults(container: JsonObject): JsonObject {
  const image = textAt(container, 'image') ?? '';
  let result = fill(container, {
    imagePullPolicy: pullPolicy(image),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
  });
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
    result = within(result, probe, probeDefaults);
  result = within(result, 'lifecycle', lifecycle =>
    ['postStart', 'preStop'].reduce(
      (all, hook) => within(all, hook, handlerDefaults),
      lifecycle,
    ),
  );
  result = each(result, 'ports', port => fill(port, { protocol: 'TCP' }));
  return each(result, 'env', variable =>
    within(variable, 'valueFrom', referenceDefaults),
  );
}

/** Whatever shows a pod to itself. */
function referenceDefaults(source: JsonObject): JsonObject {
  const withField = within(source, 'fieldRef', reference =>
    fill(reference, { apiVersion: 'v1' }),
  );
  return within(withField, 'resourceFieldRef', reference =>
    fill(reference, { divisor: '0' }),
  );
}

/** A limit without a request is the request too; in pods only, not in templates. */
export function requestsFromLimits(resources: JsonObject): JsonObject {
  if (!isObject(resources.limits)) return resources;
  const requests = isObject(resources.requests) ? resources.requests : {};
  return { ...resources, requests: fill(requests, resources.limits) };
}

function pullPolicy(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1);
  if (name.includes('@')) return 'IfNotPresent';
  const tag = name.split(':')[1] ?? 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function probeDefaults(probe: JsonObject): JsonObject {
  return handlerDefaults(
    fill(probe, {
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    }),
  );
}

function handlerDefaults(handler: JsonObject): JsonObject {
  const withHttp = within(handler, 'httpGet', request =>
    fill(request, { path: '/', scheme: 'HTTP' }),
  );
  return within(withHttp, 'grpc', request => fill(request, { service: '' }));
}

function volumeDefaults(volume: JsonObject): JsonObject {
  const hasSource = Object.keys(volume).some(key => key !== 'name');
  let result = hasSource ? volume : { ...volume, emptyDir: {} };
  for (const source of ['configMap', 'secret', 'downwardAPI'])
    result = within(result, source, mode => fill(mode, { defaultMode: 420 }));
  result = within(result, 'hostPath', path => fill(path, { type: '' }));
  result = within(result, 'downwardAPI', downwardDefaults);
  result = within(result, 'ephemeral', ephemeral =>
    within(ephemeral, 'volumeClaimTemplate', claimDefaults),
  );
  return within(result, 'projected', projected =>
    each(fill(projected, { defaultMode: 420 }), 'sources', source =>
      within(
        within(source, 'downwardAPI', downwardDefaults),
        'serviceAccountToken',
        token => fill(token, { expirationSeconds: 3600 }),
      ),
    ),
  );
}

function downwardDefaults(downward: JsonObject): JsonObject {
  return each(downward, 'items', referenceDefaults);
}

export function claimDefaults(claim: JsonObject): JsonObject {
  return within(claim, 'spec', spec =>
    fill(spec, { volumeMode: 'Filesystem' }),
  );
}

/** The same for a template, as workloads carry it. */
export function podTemplateDefaults(template: JsonObject): JsonObject {
  return within(template, 'spec', podSpecDefaults);
}

/** All containers a pod runs before and beside its own. */
export function allContainers(podSpec: JsonObject): JsonObject[] {
  return [
    ...objectsAt(podSpec, 'initContainers'),
    ...objectsAt(podSpec, 'containers'),
  ];
}
