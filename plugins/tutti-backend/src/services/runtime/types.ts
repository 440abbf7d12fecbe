import { LogLine } from '@tutti/engine';
import {
  Lineage,
  RuntimeEventView,
  RuntimeLog,
  RuntimeLogQuery,
  RuntimeLook,
  RuntimeObjectView,
  RuntimePage,
  RuntimeQuery,
} from '@tutti/plugin-tutti-common';
import { Caller, EnvironmentPath } from '../types';

/** One object of the tree. */
export interface RuntimePath extends EnvironmentPath {
  uid: string;
}

/**
 * What runs in an environment. An object is there only when Tutti made it, or something that Tutti made
 * did: what others run in the same namespace is nobody's to see here.
 */
export interface RuntimeService {
  objects(
    path: EnvironmentPath,
    query: RuntimeQuery & { limit: number },
    caller: Caller,
  ): Promise<RuntimePage>;
  object(path: RuntimePath, caller: Caller): Promise<RuntimeObjectView>;
  lineage(path: RuntimePath, caller: Caller): Promise<Lineage>;
  /** What `objects` gives, and the workloads with their causes: at once, and after each change. */
  followObjects(
    path: EnvironmentPath,
    query: RuntimeQuery & { limit: number },
    caller: Caller,
    signal: AbortSignal,
  ): Promise<AsyncIterable<RuntimeLook>>;
  /** Newest first. */
  events(
    path: EnvironmentPath,
    query: { uid?: string; limit: number },
    caller: Caller,
  ): Promise<{ items: RuntimeEventView[] }>;
  log(path: RuntimePath, query: LogInput, caller: Caller): Promise<RuntimeLog>;
  /** The log, and what comes, for some minutes at most. */
  follow(
    path: RuntimePath,
    query: LogInput,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<AsyncIterable<LogLine[]>>;
}

export type LogInput = RuntimeLogQuery &
  Required<Pick<RuntimeLogQuery, 'previous' | 'tail'>>;
