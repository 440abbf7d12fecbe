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
import { renderWorkload } from '../render';
import { valueAt } from '../tree';

/** A Score file of one workload, from YAML without its first line. */
export function score(yaml: string): Workload {
  const read = readWorkload(`apiVersion: score.dev/v1b1\n${yaml}`, {
    file: 'score.yaml',
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 2));
  return read.value;
}

/** It lets Score files say whatever a profile can allow. */
export function profile(parts: Partial<WorkloadProfile> = {}): WorkloadProfile {
  return {
    name: 'standard',
    source: { file: 'profiles.yaml', line: 1 },
    kind: 'Deployment',
    defaults: {},
    annotations: { allow: ['example.com/*', 'with.dots/*'] },
    probes: { host: 'allow' },
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
  'later-disk': {
    source: new Unknown('object', false, 'resources.later-disk.source'),
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
    labels: {},
    namespace: 'shop-development',
    applicationId: 'app-1',
    environmentId: 'env-1',
    autoscaled: false,
    overlay: { paused: false },
    restarted: false,
    digest: text => createHmac('sha256', 'key').update(text).digest('hex'),
    extraLabels: {},
    resourceIds: {},
    ...rest,
  };
}

type Parts = Parameters<typeof renderInput>[1];

/** Renders a Score file, and its objects by `Kind/name`; throws with the problems otherwise. */
export function rendered(
  yaml: string,
  parts?: Parts,
): Record<string, ValueObject> {
  const result = renderWorkload(renderInput(score(yaml), parts));
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return Object.fromEntries(
    result.value.objects.map(object => [
      `${object.kind}/${valueAt(object, 'metadata', 'name')}`,
      object,
    ]),
  );
}

/** `code: message` of everything that is wrong with a Score file or its profile. */
export function problems(from: string | Workload, parts?: Parts): string[] {
  const workload = typeof from === 'string' ? score(from) : from;
  return renderWorkload(renderInput(workload, parts)).problems.map(
    ({ code, message }) => `${code}: ${message}`,
  );
}

/** The pod template of the one controller among the objects. */
export function podTemplate(objects: Record<string, ValueObject>): Value {
  const main = Object.values(objects).find(({ kind }) =>
    ['Deployment', 'StatefulSet', 'Job', 'CronJob'].includes(String(kind)),
  );
  return (
    valueAt(main, 'spec', 'template') ??
    valueAt(main, 'spec', 'jobTemplate', 'spec', 'template') ??
    null
  );
}

export function podSpecOf(objects: Record<string, ValueObject>): Value {
  return valueAt(podTemplate(objects), 'spec') ?? null;
}

/** The first container, which most tests have only one of. */
export function firstContainer(objects: Record<string, ValueObject>): Value {
  const containers = valueAt(podSpecOf(objects), 'containers');
  return Array.isArray(containers) ? containers[0] : null;
}
