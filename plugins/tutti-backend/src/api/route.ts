import { InputError } from '@backstage/errors';
import { Answers } from '@tutti/plugin-tutti-common';
import { z } from 'zod';
import { SharedWork } from '../callers';
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
export class Later<Answer = unknown> {
  constructor(readonly answer: Answer) {}
}

/** An answer that comes in parts, as server-sent events. */
export class Streamed<Part = unknown> {
  constructor(readonly parts: AsyncIterable<Part>) {}
}

/** An answer that comes as lines of JSON, any number of them. */
export class Lines<Line = unknown> {
  constructor(readonly lines: AsyncIterable<Line>) {}
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
  /** What a good answer is. */
  answers?: keyof Answers;
  /** What is answered where the end of it comes later, with 202. */
  answersLater?: keyof Answers;
  /** What each part of a stream is. */
  streams?: keyof Answers;
  /** What each line of JSON is. */
  lines?: keyof Answers;
  /** Bytes of JSON. */
  largestBody: number;
  /** What it answers is good for one request alone: it is not kept for one that is sent again. */
  once?: true;
  /** Of what each caller may have only so much under way, beside requests. */
  share?: SharedWork;
  handle(raw: RawInput, context: CallContext): Promise<unknown>;
}

type Named<Name extends keyof Answers | undefined> = Name extends keyof Answers
  ? Answers[Name]
  : never;

/** Keeps together what a route's schema says and what its handler takes, and what both say of the answer. */
export function route<
  Shape extends z.ZodRawShape,
  Answer extends keyof Answers | undefined = undefined,
  LaterAnswer extends keyof Answers | undefined = undefined,
  Part extends keyof Answers | undefined = undefined,
  Line extends keyof Answers | undefined = undefined,
>(definition: {
  method: Route['method'];
  path: string;
  summary: string;
  input: z.ZodObject<Shape>;
  /** Of an answer: 200 unless another is given. */
  status?: number;
  answers?: Answer;
  answersLater?: LaterAnswer;
  streams?: Part;
  lines?: Line;
  largestBody?: number;
  once?: true;
  share?: SharedWork;
  handle(
    input: z.output<z.ZodObject<Shape>>,
    context: CallContext,
  ): Promise<
    | (Answer extends keyof Answers
        ? Answers[Answer]
        : Part extends keyof Answers
        ? never
        : Line extends keyof Answers
        ? never
        : void)
    | Later<Named<LaterAnswer>>
    | Streamed<Named<Part>>
    | Lines<Named<Line>>
  >;
}): Route {
  const { input, handle, largestBody = LARGEST_BODY, ...served } = definition;
  const isSilent = !served.answers && !served.streams && !served.lines;
  return {
    ...served,
    status: served.status ?? (isSilent ? 204 : 200),
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
