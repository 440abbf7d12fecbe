import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { Caller } from '../services/types';

const LARGEST_BODY = 2 ** 20;
/** Of what is said about a wrong input: who sends it decides how much there would be. */
const MOST_ISSUES = 20;
const LONGEST_ISSUE = 500;

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
  /** Bytes of JSON. */
  largestBody: number;
  handle(raw: RawInput, context: CallContext): Promise<unknown>;
}

/** Keeps together what a route's schema says and what its handler takes. */
export function route<Shape extends z.ZodRawShape>(definition: {
  method: Route['method'];
  path: string;
  summary: string;
  input: z.ZodObject<Shape>;
  status?: number;
  largestBody?: number;
  handle(
    input: z.output<z.ZodObject<Shape>>,
    context: CallContext,
  ): Promise<unknown>;
}): Route {
  const {
    input,
    handle,
    status = 200,
    largestBody = LARGEST_BODY,
    ...served
  } = definition;
  return {
    ...served,
    status,
    largestBody,
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
  const { issues } = result.error;
  const told = issues.slice(0, MOST_ISSUES).map(({ path, message }) => {
    const [part, ...field] = path;
    const issue = `${field.join('.') || String(part ?? 'request')}: ${message}`;
    return issue.length > LONGEST_ISSUE
      ? `${issue.slice(0, LONGEST_ISSUE)}…`
      : issue;
  });
  const more = issues.length - told.length;
  throw new InputError(
    [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
  );
}
