import {
  AuditEntry,
  AuditOutcome,
  AuditPage,
} from '@tutti/plugin-tutti-common';
import { AuditFilter } from '../../store';
import { Caller } from '../types';

/** Names, and times in milliseconds since 1970. */
export interface AuditAsked {
  application?: string;
  environment?: string;
  actor?: string;
  verb?: string;
  outcome?: AuditOutcome;
  from?: number;
  to?: number;
  /** What a decorator adds: only so much is the caller's to read. */
  within?: AuditFilter['within'];
}

export interface AuditService {
  /** Newest first. */
  list(
    query: AuditAsked & { limit: number; cursor?: string },
    caller: Caller,
  ): Promise<AuditPage>;
  /** All of it as it is now, oldest first; as much at once as the reader takes. */
  export(query: AuditAsked, caller: Caller): Promise<AsyncIterable<AuditEntry>>;
}
