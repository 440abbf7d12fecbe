import { openInBrowser } from '../../online/browser';
import { claimsOf } from '../../online/claims';
import { openLoopback } from '../../online/loopback';
import { addressOf, PortalOptions } from '../../online/portal';
import { keepSession, Session } from '../../online/sessions';
import { signIn, signOut } from '../../online/signIn';
import { EXIT, Terminal, UsageError } from '../../Terminal';

export interface LoginOptions extends PortalOptions {
  /** `--no-browser`: only the address is told. */
  browser: boolean;
  /** A token that somebody has, instead of the browser. */
  tokenStdin?: boolean;
}

/** Has a person agree in their browser, and keeps what the portal gives for it. */
export async function login(
  options: LoginOptions,
  terminal: Terminal,
): Promise<number> {
  const portal = addressOf(options, process.env);
  const session = options.tokenStdin
    ? given((await terminal.input.text()).trim())
    : await byBrowser(portal, options, terminal);
  keepSession(portal, session, process.env);
  terminal.out(`logged in to ${portal}${whoOf(session)}\n`);
  return EXIT.ok;
}

export async function logout(
  options: PortalOptions,
  terminal: Terminal,
): Promise<number> {
  const portal = addressOf(options, process.env);
  const was = await signOut(portal, process.env);
  terminal.out(
    was ? `logged out of ${portal}\n` : `nobody was logged in to ${portal}\n`,
  );
  return EXIT.ok;
}

async function byBrowser(
  portal: string,
  { browser }: LoginOptions,
  terminal: Terminal,
): Promise<Session> {
  const loopback = await openLoopback();
  try {
    return await signIn(portal, loopback, url => {
      terminal.err(`Agree in your browser, signed in to the portal:\n${url}\n`);
      if (browser) openInBrowser(url);
    });
  } finally {
    loopback.close();
  }
}

/** @throws UsageError */
function given(token: string): Session {
  if (token === '' || /\s/.test(token)) {
    throw new UsageError('there is no token on standard input');
  }
  const { exp } = claimsOf(token);
  return {
    token,
    // A token of a service says nothing of its end; the portal does.
    expiresAt: typeof exp === 'number' ? exp * 1000 : Number.MAX_SAFE_INTEGER,
  };
}

function whoOf({ token }: Session): string {
  const { sub } = claimsOf(token);
  return typeof sub === 'string' ? ` as ${sub}` : '';
}
