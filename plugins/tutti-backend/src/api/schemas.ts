import { JsonValue } from '@tutti/engine';
import { z } from 'zod';

export const name = z.string().min(1).max(128);

/** Paths below one application. */
export const inApplication = z.object({ application: name });

/** Paths below one environment. */
export const inEnvironment = z.object({ application: name, environment: name });

export const byId = z.object({ id: z.string().min(1).max(128) });

/** What express read from JSON is JSON: to look at each value of it once more takes long. */
export const json = z.custom<JsonValue>(value => value !== undefined);

export const scope = z.enum(['application', 'environment']);

/** Workload -> container -> image. */
export const images = z.record(
  name,
  z.record(name, z.string().min(1).max(1024)),
);
