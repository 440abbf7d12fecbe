/** What comes from whoever sits at the terminal, or out of a pipe. */
export interface Input {
  /** Somebody can be asked. */
  interactive: boolean;
  /** One line, without its end; empty when there is no more. */
  line(): Promise<string>;
  /** All of standard input as text. */
  text(): Promise<string>;
  /**
   * Has Ctrl-C call this once instead of ending the process; the next one ends it as ever.
   *
   * @returns what makes it as before
   */
  onInterrupt(act: () => void): () => void;
}

/** Nobody sits there, and nothing comes. */
export const NO_INPUT: Input = {
  interactive: false,
  line: async () => '',
  text: async () => '',
  onInterrupt: () => () => {},
};

export function processInput(): Input {
  const { stdin, stderr } = process;
  return {
    // A question goes to standard error.
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    async line() {
      let text = '';
      for await (const chunk of stdin) {
        text += String(chunk);
        if (text.includes('\n')) break;
      }
      return text.split(/\r?\n/)[0];
    },
    async text() {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString('utf8');
    },
    onInterrupt(act) {
      process.once('SIGINT', act);
      return () => process.removeListener('SIGINT', act);
    },
  };
}
