import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { Caller } from '../services/types';

/** Nothing that is asked needs more, except where a route says so. */
const LARGEST_BODY = 64 * 1024;
/** Of what is said about a wrong input: who sends it decides how much there would be. */
const MOST_ISSUES = 20;
const LONGEST_ISSUE = 500;

/** Beside the validated input: who asks, and how long they listen. */
export interface CallContext {
  caller: Caller;
  idempotencyKey?: string;
  /** Seconds that the caller would rather wait than be told to come again (`Prefer: wait=`, RFC 7240). */
  prefersWaitS?: number;
  /** Aborted when the asking side hangs up. */
  signal: AbortSignal;
}

/** An answer that says that the end of it comes later. */
export class Later {
  constructor(readonly answer: unknown) {}
}

/** An answer that comes in parts, as server-sent events. */
export class Streamed {
  constructor(readonly parts: AsyncIterable<unknown>) {}
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
  /** Of an answer that says `later`. */
  laterStatus?: number;
  /** Bytes of JSON. */
  largestBody: number;
  /** Of what each caller may have only so much under way, beside requests. */
  share?: 'longPolls' | 'plans';
  handle(raw: RawInput, context: CallContext): Promise<unknown>;
}

/** Keeps together what a route's schema says and what its handler takes. */
export function route<Shape extends z.ZodRawShape>(definition: {
  method: Route['method'];
  path: string;
  summary: string;
  input: z.ZodObject<Shape>;
  status?: number;
  laterStatus?: number;
  largestBody?: number;
  share?: Route['share'];
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
