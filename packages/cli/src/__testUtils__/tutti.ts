import { main } from '..';
import { NO_INPUT } from '../Input';

/** Runs the command line in this process. */
export async function tutti(...args: string[]) {
  let out = '';
  let err = '';
  const code = await main(args, {
    out: text => {
      out += text;
    },
    err: text => {
      err += text;
    },
    progress: () => {},
    settle: () => {},
    colours: { out: false, err: false },
    input: NO_INPUT,
  });
  return { code, out, err };
}
