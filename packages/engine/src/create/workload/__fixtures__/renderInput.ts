import { createHmac } from 'node:crypto';
import {
  Secret,
  Unknown,
  Value,
  ValueObject,
  Workload,
  WorkloadProfile,
} from '../../../model';
import { readWorkload } from '../../../read';
import { fillPlatformValue, fillScoreText } from '../../values';
import { RenderInput } from '../input';

/** A Score file of one workload, from YAML without its first line. */
export function score(yaml: string): Workload {
  const read = readWorkload(`apiVersion: score.dev/v1b1\n${yaml}`, {
    file: 'score.yaml',
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 2));
  return read.value;
}

export function profile(parts: Partial<WorkloadProfile> = {}): WorkloadProfile {
  return {
    name: 'standard',
    source: { file: 'profiles.yaml', line: 1 },
    kind: 'Deployment',
    defaults: {},
    patches: [],
    ...parts,
  };
}

/** Outputs of a database made before, of one about to be made, and of two volumes. */
export const OUTPUTS: Record<string, ValueObject> = {
  db: {
    host: 'pg.shop',
    port: 5432,
    username: 'app',
    password: new Secret('s3cret-canary'),
  },
  later: {
    host: new Unknown('string', false, 'resources.later.host'),
    password: new Unknown('string', true, 'resources.later.password'),
  },
  data: { source: { emptyDir: {} } },
  disk: { source: { persistentVolumeClaim: { claimName: 'disk-1' } } },
  laterDisk: {
    source: new Unknown('object', false, 'resources.laterDisk.source'),
  },
};

/** As the plan would call it, with the real placeholder fillers. */
export function renderInput(
  workload: Workload,
  parts: Partial<RenderInput> & { outputs?: Record<string, Value> } = {},
): RenderInput {
  const { outputs = OUTPUTS, ...rest } = parts;
  const context = {
    application: 'shop',
    environment: 'development',
    environmentType: 'development',
    owner: 'group:default/team-a',
    release: 'r-1',
    workloads: { [workload.name]: workload },
    values: {},
    secrets: {},
    neighbours: {},
  };
  return {
    workload,
    images: {},
    fill: text =>
      fillScoreText(text, {
        metadata: workload.metadata,
        resources: outputs,
        whole: name => {
          const resource = outputs[name];
          return resource instanceof Object && 'source' in resource
            ? resource.source
            : 'not a volume';
        },
      }),
    fillPatch: value => fillPlatformValue(value, { context, workload }),
    profile: profile(),
    context,
    namespace: 'shop-development',
    applicationId: 'app-1',
    environmentId: 'env-1',
    autoscaled: false,
    digest: text => createHmac('sha256', 'key').update(text).digest('hex'),
    extraLabels: {},
    resourceIds: {},
    ...rest,
  };
}
