import { Caller } from '../services/types';
import { Shares } from './config';

/** What a request takes of its caller's share beside a request. */
export type SharedWork = 'longPolls' | 'plans';

/**
 * In the caller's turn, the reading of the body included. Who waits for events keeps no other
 * request of theirs waiting.
 */
export async function inShares<Input, Outcome>(
  { share }: { share?: SharedWork },
  { requests, longPolls, plans, turns }: Shares,
  { caller, signal }: { caller: Caller; signal: AbortSignal },
  {
    read,
    handle,
  }: {
    read(): Promise<Input>;
    handle(input: Input): Promise<Outcome>;
  },
): Promise<Outcome> {
  const { name } = caller;
  if (share === 'longPolls') {
    const input = await requests.take(name, signal, async () => {
      await turns.take(name);
      return read();
    });
    return longPolls.take(name, signal, () => handle(input));
  }
  return requests.take(name, signal, async () => {
    await turns.take(name);
    const input = await read();
    return share === 'plans'
      ? plans.take(name, signal, () => handle(input))
      : handle(input);
  });
}
