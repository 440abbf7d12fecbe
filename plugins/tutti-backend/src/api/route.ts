import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { Caller } from '../services/types';

/** Beside the validated input: who asks, and how long they listen. */
export interface CallContext {
  caller: Caller;
  idempotencyKey?: string;
  /** Aborted when the asking side hangs up. */
  signal: AbortSignal;
}

/** A request as it came in. */
export interface RawInput {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** One route: served, validated and documented from one description. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'delete';
  /** `/applications/{application}` */
  path: string;
  summary: string;
  /** Parts: `params`, `query`, `body`. */
  input: z.ZodObject;
  /** Of a good answer; 204 where there is nothing to say. */
  status: number;
  handle(raw: RawInput, context: CallContext): Promise<unknown>;
}

/** Keeps together what a route's schema says and what its handler takes. */
export function route<Shape extends z.ZodRawShape>(definition: {
  method: Route['method'];
  path: string;
  summary: string;
  input: z.ZodObject<Shape>;
  status?: number;
  handle(
    input: z.output<z.ZodObject<Shape>>,
    context: CallContext,
  ): Promise<unknown>;
}): Route {
  const { input, handle, status = 200, method, path, summary } = definition;
  return {
    method,
    path,
    summary,
    status,
    input,
    handle: (raw, context) => handle(validate(input, raw), context),
  };
}

/** @throws InputError that names every field that is wrong. */
function validate<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  raw: RawInput,
): z.output<z.ZodObject<Shape>> {
  const result = schema.safeParse(raw);
  if (result.success) {
    return result.data;
  }
  throw new InputError(
    result.error.issues
      .map(({ path, message }) => {
        const [part, ...field] = path;
        return `${field.join('.') || String(part ?? 'request')}: ${message}`;
      })
      .join('; '),
  );
}
