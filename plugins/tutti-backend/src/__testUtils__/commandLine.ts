import { main } from '@tutti/cli';

/** Who sits at the terminal, or what comes out of a pipe. */
export interface Typed {
  /** Answers to questions, in their order; somebody sits there. */
  answers?: readonly string[];
  /** Standard input. */
  stdin?: string;
  /** Ctrl-C, when it aborts. */
  interrupt?: AbortSignal;
  /** Told what is written to standard error, as it is. */
  onErr?: (text: string) => void;
}

/** What the command line answers, and what it says. */
export async function runTutti(
  args: string[],
  typed: Typed = {},
): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const answers = [...(typed.answers ?? [])];
  const code = await main(args, {
    out: text => {
      out += text;
    },
    err: text => {
      err += text;
      typed.onErr?.(text);
    },
    progress: () => {},
    settle: () => {},
    colours: { out: false, err: false },
    input: {
      interactive: typed.answers !== undefined,
      line: async () => answers.shift() ?? '',
      text: async () => typed.stdin ?? '',
      onInterrupt(act) {
        typed.interrupt?.addEventListener('abort', act);
        return () => typed.interrupt?.removeEventListener('abort', act);
      },
    },
  });
  return { code, out, err };
}
