import {
  isObject,
  JsonObject,
  JsonValue,
  listAt,
  objectAt,
  textAt,
} from '../../json';
import { each, fill, within } from './fill';

export function serviceDefaults(service: JsonObject): JsonObject {
  return within(service, 'spec', spec => {
    const type = textAt(spec, 'type') ?? 'ClusterIP';
    const filled = each(
      fill(spec, { type, sessionAffinity: 'None' }),
      'ports',
      port => fill(fill(port, { protocol: 'TCP' }), { targetPort: port.port }),
    );
    if (type === 'ExternalName') return filled;
    return fill(filled, {
      internalTrafficPolicy: 'Cluster',
      ...(type !== 'ClusterIP' && { externalTrafficPolicy: 'Cluster' }),
      ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true }),
      ...(spec.sessionAffinity === 'ClientIP' && {
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
      }),
    });
  });
}

export function networkPolicyDefaults(policy: JsonObject): JsonObject {
  return within(policy, 'spec', spec => {
    const ports = (rule: JsonObject) =>
      each(rule, 'ports', port => fill(port, { protocol: 'TCP' }));
    const types =
      listAt(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
    return each(
      each(fill(spec, { policyTypes: types }), 'ingress', ports),
      'egress',
      ports,
    );
  });
}

export function autoscalerDefaults(autoscaler: JsonObject): JsonObject {
  return within(autoscaler, 'spec', spec =>
    within(
      fill(spec, {
        minReplicas: 1,
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: 80 },
            },
          },
        ],
      }),
      'behavior',
      behaviorDefaults,
    ),
  );
}

/** Up at once, by four pods or double; down as fast as one likes. */
function behaviorDefaults(behavior: JsonObject): JsonObject {
  const all = { type: 'Percent', value: 100, periodSeconds: 15 };
  const four = { type: 'Pods', value: 4, periodSeconds: 15 };
  return {
    ...behavior,
    scaleUp: fill(objectAt(behavior, 'scaleUp'), {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [four, all],
    }),
    scaleDown: fill(objectAt(behavior, 'scaleDown'), {
      selectPolicy: 'Max',
      policies: [all],
    }),
  };
}

export function secretDefaults(secret: JsonObject): JsonObject {
  const { stringData, data, ...rest } = secret;
  // Bytes are kept, and said again without the line breaks they came with.
  const given = mapTexts(data, text => text.replace(/[\r\n]/g, ''));
  const encoded = mapTexts(stringData, text =>
    Buffer.from(text).toString('base64'),
  );
  const all = { ...given, ...encoded };
  return fill(
    {
      ...rest,
      ...(Object.keys(all).length > 0
        ? { data: all }
        : data !== undefined && { data }),
    },
    { type: 'Opaque' },
  );
}

function mapTexts(
  texts: JsonValue | undefined,
  change: (text: string) => string,
): JsonObject {
  return isObject(texts)
    ? Object.fromEntries(
        Object.entries(texts).map(([key, text]) => [key, change(String(text))]),
      )
    : {};
}

export function namespaceDefaults(namespace: JsonObject): JsonObject {
  const name = textAt(namespace, 'metadata', 'name') ?? '';
  const metadata = objectAt(namespace, 'metadata');
  return {
    ...namespace,
    metadata: {
      ...metadata,
      labels: {
        ...objectAt(metadata, 'labels'),
        'kubernetes.io/metadata.name': name,
      },
    },
  };
}
