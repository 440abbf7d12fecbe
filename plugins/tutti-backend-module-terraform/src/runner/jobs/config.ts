import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { JsonObject } from '@tutti/engine';
import { readCount, readGraceMs, readMirror, readTool } from '../config';
import { JobOptions } from './JobOptions';

const ROOT = 'tutti.terraform.runner';
const CONCURRENCY = 50;
const DEADLINE_SECONDS = 7_200;
const START_SECONDS = 300;
const TTL_SECONDS = 3_600;
/** `nobody` in most images. */
const USER = 65_534;
const LOOK_MS = 1_000;

/**
 * Reads `tutti.terraform.runner` for the kind `kubernetes-job`.
 *
 * @param pluginUrl - where the plugin answers, unless the configuration says that pods reach it elsewhere
 * @throws InputError naming the config path of what is missing or wrong.
 */
export function readJobs(config: Config, pluginUrl: string): JobOptions {
  const mirror = readMirror(config);
  const text = (key: string) => config.getOptionalString(`${ROOT}.job.${key}`);
  const count = (key: string, otherwise: number) =>
    readCount(config, `job.${key}`, otherwise);
  const serviceAccount = text('serviceAccount');
  return {
    cluster: required(text('cluster'), 'cluster'),
    namespace: required(text('namespace'), 'namespace'),
    image: required(text('image'), 'image'),
    tool: readTool(config),
    concurrency: readCount(config, 'concurrency', CONCURRENCY),
    graceSeconds: readGraceMs(config) / 1000,
    deadlineSeconds: count('deadlineSeconds', DEADLINE_SECONDS),
    startSeconds: count('startSeconds', START_SECONDS),
    ttlSeconds: count('ttlSeconds', TTL_SECONDS),
    backendUrl: (text('backendUrl') ?? pluginUrl).replace(/\/+$/, ''),
    ...(mirror !== undefined && { mirror }),
    ...(serviceAccount !== undefined && { serviceAccount }),
    ...object(config, 'nodeSelector'),
    ...object(config, 'resources'),
    ...object(config, 'podAnnotations'),
    ...object(config, 'podLabels'),
    tolerations: (
      config.getOptionalConfigArray(`${ROOT}.job.tolerations`) ?? []
    ).map(entry => entry.get<JsonObject>()),
    runAsUser: count('runAsUser', USER),
    lookMs: LOOK_MS,
  };
}

function required(value: string | undefined, key: string): string {
  if (value !== undefined) return value;
  throw new InputError(
    `${ROOT}.job.${key}: is missing; Jobs need a cluster of tutti.clusters, a namespace and an image`,
  );
}

function object<K extends string>(
  config: Config,
  key: K,
): { [key in K]?: JsonObject } {
  const value = config.getOptionalConfig(`${ROOT}.job.${key}`);
  const result: { [key in K]?: JsonObject } = {};
  if (value) result[key] = value.get<JsonObject>();
  return result;
}
