/**
 * How Kubernetes merges lists: the `patchMergeKey` and `patchStrategy` of its Go types
 * (k8s.io/api, 1.36) for the kinds a workload is made of. A list that is not here is replaced.
 */
export interface MergeSchema {
  fields?: Record<string, MergeSchema>;
  /** A list of maps whose items are the same if this key is. */
  listKey?: string;
  /** Of the list's items. */
  item?: MergeSchema;
  /** A list of plain values to which a patch adds. */
  set?: true;
}

function list(listKey: string, item: MergeSchema = {}): MergeSchema {
  return { listKey, item };
}

const metadata: MergeSchema = {
  fields: { finalizers: { set: true }, ownerReferences: list('uid') },
};

const onlyMetadata: MergeSchema = { fields: { metadata } };

const container: MergeSchema = {
  fields: {
    env: list('name'),
    ports: list('containerPort'),
    volumeMounts: list('mountPath'),
    volumeDevices: list('devicePath'),
  },
};

const podTemplate: MergeSchema = {
  fields: {
    metadata,
    spec: {
      fields: {
        containers: list('name', container),
        initContainers: list('name', container),
        ephemeralContainers: list('name', container),
        volumes: list('name', {
          fields: {
            ephemeral: { fields: { volumeClaimTemplate: onlyMetadata } },
          },
        }),
        imagePullSecrets: list('name'),
        hostAliases: list('ip'),
        topologySpreadConstraints: list('topologyKey'),
        schedulingGates: list('name'),
        resourceClaims: list('name'),
      },
    },
  },
};

const withTemplate: MergeSchema = {
  fields: { metadata, spec: { fields: { template: podTemplate } } },
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
    fields: { metadata, spec: { fields: { ports: list('port') } } },
  },
};

export function mergeSchema(kind: string): MergeSchema {
  return Object.hasOwn(BY_KIND, kind) ? BY_KIND[kind] : onlyMetadata;
}
