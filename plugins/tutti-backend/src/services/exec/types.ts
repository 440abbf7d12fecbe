import { ExecListener, ExecSession } from '@tutti/engine';
import { ExecInput, ExecTicket } from '@tutti/plugin-tutti-common';
import { ExecGrant } from '../../store';
import { RuntimePath } from '../runtime';
import { Caller } from '../types';

/** Terminals in containers of what Tutti deployed. */
export interface ExecService {
  /** A ticket for one terminal, good for some seconds. */
  ticket(
    path: RuntimePath,
    input: ExecInput,
    caller: Caller,
  ): Promise<ExecTicket>;
}

/** What a ticket is redeemed for; whoever has one is allowed to. */
export interface ExecTickets {
  /** Undefined when it is none, was redeemed already, or is too old. */
  redeem(ticket: string): Promise<ExecGrant | undefined>;
  /** @throws Error with a sentence for people, without any secret */
  connect(
    grant: ExecGrant,
    listener: ExecListener,
    signal: AbortSignal,
  ): Promise<ExecSession>;
}
