import { Config } from '@backstage/config';
import { Secret } from '@tutti/engine';
import { DEPLOYMENT_STATUSES } from '@tutti/plugin-tutti-common';

/** One entry of `tutti.webhooks`. */
export interface Webhook {
  name: string;
  url: URL;
  secret: Secret;
  /** Absent: all. */
  events?: string[];
  /** Names. Absent: all. */
  applications?: string[];
  /** Names. Absent: all. */
  environmentTypes?: string[];
  /** It may lead into private networks, and be sent in clear. */
  allowPrivate: boolean;
}

const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** As long as what it makes. */
const SHORTEST_SECRET = 16;

const EVENTS: readonly string[] = DEPLOYMENT_STATUSES.map(
  status => `deployment.${status}`,
);

/** @throws Error that names the config key, and never the secret. */
export function readWebhooks(config: Config): Webhook[] {
  const webhooks = (config.getOptionalConfigArray('tutti.webhooks') ?? []).map(
    (entry, index) => readOne(entry, `tutti.webhooks[${index}]`),
  );
  const names = webhooks.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Error(`tutti.webhooks: two are called '${twice}'`);
  }
  return webhooks;
}

function readOne(config: Config, key: string): Webhook {
  const name = config.getString('name');
  if (!NAME.test(name)) {
    throw new Error(
      `${key}.name: '${name}' must be 1 to 63 small letters, digits and dashes`,
    );
  }
  const allowPrivate = config.getOptionalBoolean('allowPrivate') ?? false;
  const secret = config.getString('secret');
  if (secret.length < SHORTEST_SECRET) {
    throw new Error(
      `${key}.secret must be ${SHORTEST_SECRET} characters at least`,
    );
  }
  const events = config.getOptionalStringArray('events');
  const unknown = events?.find(event => !EVENTS.includes(event));
  if (unknown !== undefined) {
    throw new Error(
      `${key}.events: there is no event '${unknown}'; there are: ${EVENTS.join(
        ', ',
      )}`,
    );
  }
  const applications = config.getOptionalStringArray('applications');
  const environmentTypes = config.getOptionalStringArray('environmentTypes');
  return {
    name,
    url: readUrl(config.getString('url'), `${key}.url`, allowPrivate),
    secret: new Secret(secret),
    ...(events && { events }),
    ...(applications && { applications }),
    ...(environmentTypes && { environmentTypes }),
    allowPrivate,
  };
}

/** What stands in a URL may be a secret: it is not repeated. */
function readUrl(text: string, key: string, allowPrivate: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url?.protocol !== 'https:' &&
    !(url?.protocol === 'http:' && allowPrivate)
  )
    throw new Error(
      `${key} must begin with https://; http:// is for targets with allowPrivate`,
    );
  if (url.username || url.password) {
    throw new Error(
      `${key} must hold no user and no password: the signature says who sends`,
    );
  }
  return url;
}
