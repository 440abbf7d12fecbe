import { isName } from '@tutti/engine';
import { existsSync } from 'fs';
import { PortalOptions } from '../online/portal';
import { lastPortal } from '../online/sessions';
import { Environment } from '../streams';
import { UsageError } from '../Terminal';

interface PlanWords extends PortalOptions {
  release?: string;
  force?: boolean;
  values?: string[];
  overrideFile?: string[];
  overrideProperty?: string[];
  application?: string;
  type?: string;
}

const ONLINE = ['portal', 'release', 'force'] as const;
const OFFLINE = [
  'values',
  'overrideFile',
  'overrideProperty',
  'application',
  'type',
] as const;

/**
 * `plan` reads Score files, or asks a portal about an application and an environment: that with
 * `--portal`, and where two names are no files here and a portal is known.
 *
 * @throws UsageError for options of the other way
 */
export function isOfPortal(
  words: string[],
  options: PlanWords,
  environment: Environment = process.env,
): boolean {
  const isOnline =
    options.portal !== undefined ||
    (words.length === 2 &&
      words.every(word => isName(word) && !existsSync(word)) &&
      isPortalKnown({}, environment));
  const foreign = (isOnline ? OFFLINE : ONLINE).find(
    name => options[name] !== undefined,
  );
  if (isOnline && words.length !== 2) {
    throw new UsageError(
      'to ask a portal, name an application and an environment: tutti plan shop staging',
    );
  }
  if (foreign !== undefined) {
    const option = `--${foreign.replace(
      /[A-Z]/g,
      letter => `-${letter.toLowerCase()}`,
    )}`;
    throw new UsageError(
      isOnline
        ? `${option} is for Score files of this machine; the portal knows its own`
        : `${option} is for a portal: name an application and an environment instead of files`,
    );
  }
  return isOnline;
}

/** Whether the command line, the environment or a login says which portal. */
export function isPortalKnown(
  options: PortalOptions,
  environment: Environment = process.env,
): boolean {
  return (
    options.portal !== undefined ||
    Boolean(environment.TUTTI_PORTAL) ||
    (!environment.TUTTI_TOKEN && lastPortal(environment) !== undefined)
  );
}
