import { main } from '@tutti/cli';

/** What the command line answers, and what it says. */
export async function runTutti(
  args: string[],
): Promise<{ code: number; out: string; err: string }> {
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
  });
  return { code, out, err };
}
