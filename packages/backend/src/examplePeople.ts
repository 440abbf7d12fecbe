import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

const PROVIDER = 'example';
const KEY = `auth.providers.${PROVIDER}`;

/**
 * Says who is chosen. A page from elsewhere cannot send it without asking first (CORS), and is
 * refused then.
 */
const CHOICE = 'X-Example-Person';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/** Where the backend listens, as its HTTP server reads it; undefined: on every address. */
function listensOn(config: Config): string | undefined {
  const listen = config.getOptional('backend.listen');
  return typeof listen === 'string'
    ? /^(.+):\d+$/.exec(listen)?.[1]
    : config.getOptionalString('backend.listen.host');
}

/**
 * Whoever can reach the portal can be any of these people. That is for trying Tutti on one's own
 * machine: anywhere else the portal does not start.
 * @returns their titles by name; none when they are not configured.
 */
export function examplePeople(
  config: Config,
  nodeEnvironment: string | undefined,
): Map<string, string> {
  if (!config.has(KEY)) return new Map();
  const refuse = (what: string) => {
    throw new Error(
      `${KEY} lets anybody be anybody, so it is for development on one machine only: ${what}. Remove ${KEY} from the configuration.`,
    );
  };
  if (nodeEnvironment !== 'development') {
    refuse(`NODE_ENV is ${nodeEnvironment ?? 'not set'}`);
  }
  const environment = config.getOptionalString('auth.environment');
  if (environment !== 'development') {
    refuse(`auth.environment is ${environment ?? 'not set'}`);
  }
  const host = listensOn(config);
  if (host === undefined || !LOOPBACK.has(host)) {
    refuse(`backend.listen.host is ${host ?? 'every address'}`);
  }
  const people = config.getConfigArray(`${KEY}.people`);
  return new Map(
    people.map(person => [person.getString('name'), person.getString('title')]),
  );
}

/** Signs in the people of examples/catalog/org.yaml that the configuration offers, without a password. */
export const signInExamplePeople = createBackendModule({
  pluginId: 'auth',
  moduleId: 'example-people',
  register(registration) {
    registration.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers, config }) {
        const people = examplePeople(config, process.env.NODE_ENV);
        if (people.size === 0) return;
        const authenticator = createProxyAuthenticator({
          initialize: () => undefined,
          async authenticate({ req }) {
            const name = req.header(CHOICE) ?? '';
            const title = people.get(name);
            if (title === undefined) {
              throw new NotFoundError(
                `The header ${CHOICE} names nobody of ${KEY}.people.`,
              );
            }
            return { result: { name, title } };
          },
          defaultProfileTransform: async ({ title }) => ({
            profile: { displayName: title },
          }),
        });
        providers.registerProvider({
          providerId: PROVIDER,
          factory: createProxyAuthProviderFactory({
            authenticator,
            signInResolver: ({ result }, context) =>
              context.signInWithCatalogUser({
                entityRef: { kind: 'User', name: result.name },
              }),
          }),
        });
      },
    });
  },
});
