/**
 * How Kubernetes merges lists: the `x-kubernetes-list-map-keys` of its own kinds (1.36), as far as
 * a workload is made of them. A list that is not here is replaced.
 */
export interface MergeSchema {
  /** Kubernetes' name of it: `core.v1.EnvVar`. */
  name?: string;
  fields?: Record<string, MergeSchema>;
  /** A list of maps whose items are the same if these are. */
  keys?: string[];
  /** What a key is when nobody wrote it. */
  keyDefaults?: Record<string, string>;
  /** An item named `*` is one for every item. */
  every?: true;
  /** Of the list's items. */
  item?: MergeSchema;
  /** A list of plain values to which a patch adds. */
  set?: true;
}

function list(key: string, item: MergeSchema = {}): MergeSchema {
  return { keys: [key], item };
}

/** Two protocols may have one number. */
function portList(key: string): MergeSchema {
  return {
    keys: [key, 'protocol'],
    keyDefaults: { protocol: 'TCP' },
    item: {},
  };
}

const metadata: MergeSchema = {
  fields: { finalizers: { set: true }, ownerReferences: list('uid') },
};

const onlyMetadata: MergeSchema = { fields: { metadata } };

const probe: MergeSchema = { name: 'core.v1.Probe' };
const handler: MergeSchema = { name: 'core.v1.LifecycleHandler' };
const profiles: Record<string, MergeSchema> = {
  appArmorProfile: { name: 'core.v1.AppArmorProfile' },
  seccompProfile: { name: 'core.v1.SeccompProfile' },
};

const container: MergeSchema = {
  name: 'core.v1.Container',
  fields: {
    env: list('name', {
      name: 'core.v1.EnvVar',
      fields: { valueFrom: { name: 'core.v1.EnvVarSource' } },
    }),
    lifecycle: { fields: { postStart: handler, preStop: handler } },
    livenessProbe: probe,
    ports: portList('containerPort'),
    readinessProbe: probe,
    resources: { fields: { claims: list('name') } },
    securityContext: { name: 'core.v1.SecurityContext', fields: profiles },
    startupProbe: probe,
    volumeDevices: list('devicePath'),
    volumeMounts: list('mountPath', { name: 'core.v1.VolumeMount' }),
  },
};

const podTemplate: MergeSchema = {
  fields: {
    metadata,
    spec: {
      fields: {
        containers: { ...list('name', container), every: true },
        initContainers: { ...list('name', container), every: true },
        ephemeralContainers: list('name', container),
        volumes: list('name', {
          name: 'core.v1.Volume',
          fields: {
            ephemeral: { fields: { volumeClaimTemplate: onlyMetadata } },
          },
        }),
        imagePullSecrets: list('name'),
        hostAliases: list('ip'),
        resourceClaims: list('name', { name: 'core.v1.PodResourceClaim' }),
        resources: { fields: { claims: list('name') } },
        schedulingGates: list('name'),
        securityContext: { fields: profiles },
        topologySpreadConstraints: {
          keys: ['topologyKey', 'whenUnsatisfiable'],
        },
      },
    },
  },
};

const withTemplate: MergeSchema = {
  fields: {
    metadata,
    spec: {
      fields: {
        strategy: { name: 'apps.v1.DeploymentStrategy' },
        template: podTemplate,
        updateStrategy: { name: 'apps.v1.StatefulSetUpdateStrategy' },
      },
    },
  },
};

const BY_KIND: Record<string, MergeSchema> = {
  Deployment: withTemplate,
  StatefulSet: withTemplate,
  Job: withTemplate,
  CronJob: {
    fields: {
      metadata,
      spec: { fields: { jobTemplate: withTemplate } },
    },
  },
  Service: {
    fields: { metadata, spec: { fields: { ports: portList('port') } } },
  },
  ConfigMap: { name: 'core.v1.ConfigMap', fields: { metadata } },
};

export function mergeSchema(kind: string): MergeSchema {
  return Object.hasOwn(BY_KIND, kind) ? BY_KIND[kind] : onlyMetadata;
}
