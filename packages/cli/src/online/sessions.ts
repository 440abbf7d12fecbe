import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'fs';
import { homedir } from 'os';
import { dirname, join } from 'path';
import { orUsageError } from '../files';
import { Environment } from '../streams';
import { UsageError } from '../Terminal';

/** What a person who has logged in to a portal may use, and until when. */
export interface Session {
  token: string;
  /** Milliseconds since 1970, by the clock of this machine. */
  expiresAt: number;
  /** Where the portal gives one: it gets the next token. */
  refresh?: { token: string; clientId: string };
  /** Address of the portal's pages, where it is known. */
  app?: string;
}

interface Kept {
  /** The portal of the last login. */
  last?: string;
  /** By the address of the backend. */
  portals: Record<string, Session>;
}

/** Nobody but the owner may look into them. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** https://specifications.freedesktop.org/basedir-spec, and what macOS and Windows have in its place. */
export function sessionFile(
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): string {
  return join(configFolder(environment, platform), 'tutti', 'sessions.json');
}

function configFolder(
  environment: Environment,
  platform: NodeJS.Platform,
): string {
  const { XDG_CONFIG_HOME, APPDATA } = environment;
  if (XDG_CONFIG_HOME) {
    return XDG_CONFIG_HOME;
  }
  switch (platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support');
    case 'win32':
      return APPDATA ?? join(homedir(), 'AppData', 'Roaming');
    default:
      return join(homedir(), '.config');
  }
}

/** What was kept at a login to this portal. @throws UsageError for a file that others may read */
export function sessionAt(
  portal: string,
  environment: Environment,
): Session | undefined {
  const { portals } = kept(environment);
  return Object.hasOwn(portals, portal) ? portals[portal] : undefined;
}

/** The portal that somebody logged in to last. */
export function lastPortal(environment: Environment): string | undefined {
  return kept(environment).last;
}

export function keepSession(
  portal: string,
  session: Session,
  environment: Environment,
): void {
  const { portals } = kept(environment);
  write(
    { last: portal, portals: { ...portals, [portal]: session } },
    environment,
  );
}

/** @returns what was kept */
export function forgetSession(
  portal: string,
  environment: Environment,
): Session | undefined {
  const { last, portals } = kept(environment);
  const { [portal]: session, ...others } = portals;
  if (session) {
    write({ ...(last !== portal && { last }), portals: others }, environment);
  }
  return session;
}

function kept(environment: Environment): Kept {
  const file = sessionFile(environment);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) {
    return { portals: {} };
  }
  // Windows has no such bits.
  if (process.platform !== 'win32' && stat.mode % 0o100 !== 0) {
    throw new UsageError(
      `${file} holds tokens and may be read by others: remove it and log in again, or chmod 600 it`,
    );
  }
  const text = orUsageError(`cannot read ${file}`, () =>
    readFileSync(file, 'utf8'),
  );
  try {
    const { last, portals = {} }: Partial<Kept> = JSON.parse(text);
    return { ...(last !== undefined && { last }), portals };
  } catch {
    throw new UsageError(`${file} cannot be read: remove it and log in again`);
  }
}

/** Aside and then moved: nobody reads half of it. */
function write(all: Kept, environment: Environment): void {
  const file = sessionFile(environment);
  orUsageError(`cannot write ${file}`, () => {
    const folder = dirname(file);
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    chmodSync(folder, FOLDER_MODE);
    if (Object.keys(all.portals).length === 0) {
      rmSync(file, { force: true });
      return;
    }
    const unfinished = `${file}.${process.pid}`;
    rmSync(unfinished, { force: true });
    writeFileSync(unfinished, `${JSON.stringify(all, null, 2)}\n`, {
      mode: FILE_MODE,
      flag: 'wx',
    });
    renameSync(unfinished, file);
  });
}
