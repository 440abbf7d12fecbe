import { createHash } from 'node:crypto';
import { JsonObject } from '@tutti/engine';
import { automation } from '../toolEnvironment';
import { JobOptions } from './JobOptions';
import { INPUT, ROOT, SecretContents } from './podProgram';

/** By them all works of a namespace are found at once. */
export const WORK_LABEL = 'tutti.dev/work';
const WORK_VALUE = 'terraform';
export const WORK_SELECTOR = `${WORK_LABEL}=${WORK_VALUE}`;
export const CONTAINER = 'work';

/** Between the end of the tool and that of the pod: its results are posted. */
const POST_SECONDS = 30;

/** The same operation has the same name: a second Job of it is refused by the cluster. */
export function jobName(operationId: string): string {
  const hash = createHash('sha256').update(operationId).digest('hex');
  return `tutti-work-${hash.slice(0, 24)}`;
}

export function secretNames(name: string, contents: SecretContents): string[] {
  return contents.map((_, index) => `${name}-${index}`);
}

/** Suspended: its pod begins when its Secrets are there. Nothing secret is in it. */
export function jobManifest(
  name: string,
  operationId: string,
  secrets: string[],
  options: JobOptions,
): JsonObject {
  const { namespace, graceSeconds } = options;
  const labels = {
    'app.kubernetes.io/managed-by': 'tutti',
    [WORK_LABEL]: WORK_VALUE,
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace,
      labels,
      annotations: { 'tutti.dev/operation': operationId },
    },
    spec: {
      suspend: true,
      // Whether a second attempt may be made, the driver decides.
      backoffLimit: 0,
      activeDeadlineSeconds: options.deadlineSeconds,
      ttlSecondsAfterFinished: options.ttlSeconds,
      template: {
        metadata: {
          labels: { ...options.podLabels, ...labels },
          annotations: { ...options.podAnnotations },
        },
        spec: {
          restartPolicy: 'Never',
          terminationGracePeriodSeconds: graceSeconds + POST_SECONDS,
          automountServiceAccountToken: options.serviceAccount !== undefined,
          ...(options.serviceAccount !== undefined && {
            serviceAccountName: options.serviceAccount,
          }),
          ...(options.nodeSelector && { nodeSelector: options.nodeSelector }),
          ...(options.tolerations && { tolerations: options.tolerations }),
          securityContext: {
            runAsNonRoot: true,
            runAsUser: options.runAsUser,
            runAsGroup: options.runAsUser,
            fsGroup: options.runAsUser,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: CONTAINER,
              image: options.image,
              command: ['/bin/sh', `${INPUT}/run.sh`],
              workingDir: ROOT,
              env: Object.entries({
                HOME: `${ROOT}/home`,
                TMPDIR: `${ROOT}/tmp`,
                ...automation(`${INPUT}/cli.tfrc`),
              }).map(([key, value]) => ({ name: key, value })),
              envFrom: [{ secretRef: { name: environmentName(name) } }],
              ...(options.resources && { resources: options.resources }),
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
              },
              volumeMounts: [
                { name: 'work', mountPath: ROOT },
                { name: 'input', mountPath: INPUT, readOnly: true },
              ],
            },
          ],
          volumes: [
            { name: 'work', emptyDir: {} },
            {
              name: 'input',
              projected: {
                defaultMode: 0o440,
                sources: secrets.map(secret => ({ secret: { name: secret } })),
              },
            },
          ],
        },
      },
    },
  };
}

/** They go with the Job. */
export function secretManifests(
  job: { name: string; uid: string },
  env: Record<string, string>,
  contents: SecretContents,
  { namespace }: JobOptions,
): JsonObject[] {
  const secret = (name: string, data: Record<string, Buffer>) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      labels: { 'app.kubernetes.io/managed-by': 'tutti' },
      ownerReferences: [
        { apiVersion: 'batch/v1', kind: 'Job', name: job.name, uid: job.uid },
      ],
    },
    type: 'Opaque',
    data: Object.fromEntries(
      Object.entries(data).map(([key, content]) => [
        key,
        content.toString('base64'),
      ]),
    ),
  });
  const names = secretNames(job.name, contents);
  return [
    secret(
      environmentName(job.name),
      Object.fromEntries(
        Object.entries(env).map(([key, value]) => [key, Buffer.from(value)]),
      ),
    ),
    ...contents.map((content, index) => secret(names[index], content)),
  ];
}

function environmentName(job: string): string {
  return `${job}-env`;
}
