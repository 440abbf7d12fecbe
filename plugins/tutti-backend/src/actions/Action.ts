import { AnyZodObject, z } from 'zod/v3';
import { ApplicationChanges } from '../ApplicationChanges';
import { SharedWork } from '../callers';
import { ActionServices } from './ActionServices';
import { PortalLinks } from './PortalLinks';
import { Caller } from '../services/types';

/** What a client may tell its person before it calls: MCP shows them as hints of the tool. */
export interface ActionAttributes {
  /** Nothing of the portal's state is another one afterwards. */
  readOnly: boolean;
  /** It may change what runs: a client asks its person first. */
  destructive: boolean;
  /** Called twice with the same input it does no more than once. */
  idempotent: boolean;
}

/** Who asks, and what they ask with: the services of the routes, in the caller's name. */
export interface ActionContext {
  caller: Caller;
  services: ActionServices;
  /** Whoever keeps a picture of applications hears that one has changed. */
  changes: Pick<ApplicationChanges, 'announce'>;
  links: PortalLinks;
  /** Of this call: aborted when the backend stops. */
  signal: AbortSignal;
}

/** One thing that a program may ask of Tutti through the actions registry. */
export interface Action {
  name: string;
  title: string;
  /** For a model: when to use it, what it gives, what comes next. */
  description: string;
  attributes: ActionAttributes;
  /** Of what each caller may have only so much under way, beside requests. */
  share?: SharedWork;
  input: AnyZodObject;
  /** What it does not name is left out of the answer. */
  output: AnyZodObject;
  handle(input: unknown, context: ActionContext): Promise<object>;
}

/** Keeps together what an action's schemas say and what its handler takes and gives. */
export function defineAction<
  Input extends z.ZodRawShape,
  Output extends z.ZodRawShape,
>(
  definition: Pick<
    Action,
    'name' | 'title' | 'description' | 'attributes' | 'share'
  > & {
    input: z.ZodObject<Input, 'strict'>;
    output: z.ZodObject<Output>;
    handle(
      input: z.output<z.ZodObject<Input, 'strict'>>,
      context: ActionContext,
    ): Promise<z.input<z.ZodObject<Output>>>;
  },
): Action {
  const { input, handle } = definition;
  return {
    ...definition,
    handle: (given, context) => handle(input.parse(given), context),
  };
}

/** It looks, and asks nobody to do anything. */
export const READS: ActionAttributes = {
  readOnly: true,
  destructive: false,
  idempotent: true,
};
