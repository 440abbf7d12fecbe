import { JsonValue } from '@tutti/engine';
import { z } from 'zod';

export const name = z.string().min(1).max(128);

/** As a browser shows it. */
export const repositoryUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine(url => {
    // What is no URL was said already.
    if (!URL.canParse(url)) return true;
    const { username, password, search, hash } = new URL(url);
    return `${username}${password}${search}${hash}` === '';
  }, 'give the URL of a repository alone: who signs in, a query and a # do not belong to it');

/** Off unless it says `true`. */
export const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform(word => word === 'true');

/** Paths below one application. */
export const inApplication = z.object({ application: name });

/** Paths below one environment. */
export const inEnvironment = z.object({ application: name, environment: name });

export const byId = z.object({ id: z.string().min(1).max(128) });

/** What express read from JSON is JSON: to look at each value of it once more takes long. */
export const json = z.custom<JsonValue>(value => value !== undefined);

const STEP_KINDS = ['target', 'resource', 'workload'] as const;
const STEP_ACTIONS = [
  'create',
  'update',
  'replace',
  'keep',
  'hold',
  'adopt',
  'retain',
  'detach',
  'destroy',
] as const;

/** Several of them, by commas. */
export function listOf<Item extends string>(items: readonly Item[]) {
  return z
    .string()
    .max(200)
    .transform(text => text.split(','))
    .pipe(z.array(z.enum(items)))
    .optional();
}

/** Which steps of a plan or a deployment, and from where on. */
export const stepsQuery = z.object({
  address: z.string().max(1024).optional(),
  search: z.string().max(200).optional(),
  kind: listOf(STEP_KINDS),
  action: listOf(STEP_ACTIONS),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.coerce.number().int().min(0).max(1_000_000).optional(),
});

export const scope = z.enum(['application', 'environment']);

/** Workload -> container -> image. */
export const images = z.record(
  name,
  z.record(name, z.string().min(1).max(1024)),
);
