import { EnvironmentPlace } from '../../online/deployments';
import { answered, RefusedByPortal } from '../../online/errors';
import { harmless } from '../../online/harmless';
import { followLogs, Hear, LogsAsked, readLogs } from '../../online/podLogs';
import { portalAt, PortalOptions } from '../../online/portal';
import { EXIT, Terminal, UsageError } from '../../Terminal';

export const LOG_OUTPUTS = ['text', 'json'] as const;

export interface LogsOptions extends PortalOptions {
  follow?: boolean;
  container?: string;
  /** What it said before it was started again. */
  previous?: boolean;
  tail?: string;
  output: (typeof LOG_OUTPUTS)[number];
}

/** What the containers of an environment, or of one of its workloads, say. */
export function logs(
  place: EnvironmentPlace,
  workload: string | undefined,
  options: LogsOptions,
  terminal: Terminal,
): Promise<number> {
  const { container, previous, tail } = options;
  if (options.follow && previous) {
    throw new UsageError('--previous has ended: there is nothing to follow');
  }
  const asked: LogsAsked = {
    ...place,
    ...(workload !== undefined && { workload }),
    ...(container !== undefined && { container }),
    query: {
      ...(previous && { previous }),
      ...(tail !== undefined && { tail: count(tail) }),
    },
  };
  return answered(terminal, async () => {
    const tutti = portalAt(options, terminal);
    const hear = writer(options, terminal);
    if (options.follow) {
      await untilInterrupted(
        signal => followLogs(tutti, asked, hear, signal),
        terminal,
      );
      return EXIT.ok;
    }
    const speakers = await readLogs(tutti, asked, hear);
    if (speakers.length === 0) throw new RefusedByPortal(nobody(asked));
    return EXIT.ok;
  });
}

async function untilInterrupted(
  act: (signal: AbortSignal) => Promise<void>,
  terminal: Terminal,
): Promise<void> {
  const left = new AbortController();
  const asBefore = terminal.input.onInterrupt(() => left.abort());
  try {
    await act(left.signal);
  } catch (error) {
    if (!left.signal.aborted) throw error;
  } finally {
    asBefore();
    left.abort();
  }
}

/** Each line says who said it: `web-7f6d9c-k2x8p main  listening`. */
function writer({ output }: LogsOptions, terminal: Terminal): Hear {
  return ({ pod, container }, lines) =>
    terminal.out(
      lines
        .map(({ at, text }) =>
          output === 'json'
            ? `${JSON.stringify({ pod, container, at, text })}\n`
            : `${pod} ${container}  ${harmless(text)}\n`,
        )
        .join(''),
    );
}

function nobody({ application, environment, workload, container }: LogsAsked) {
  const pod = workload === undefined ? 'pod' : `pod of ${workload}`;
  const part = container === undefined ? '' : ` with a container ${container}`;
  return `In ${application}/${environment} there is no ${pod}${part}.`;
}

/** @throws UsageError */
function count(text: string): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (!(number > 0)) {
    throw new UsageError(`--tail ${text}: give a number of lines`);
  }
  return number;
}
