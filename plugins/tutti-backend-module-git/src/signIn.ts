import {
  DefaultAzureDevOpsCredentialsProvider,
  DefaultGithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { Secret } from '@tutti/engine';
import { GitConfig } from './config';

/** The header by which a repository knows who asks; undefined: nobody signs in. */
export type SignIn = (url: string) => Promise<Secret | undefined>;

/** What the host of a repository takes: of `tutti.git.credentials`, else of the portal's `integrations`. */
export function signInBy(
  { credentials }: Pick<GitConfig, 'credentials'>,
  integrations: ScmIntegrationRegistry,
): SignIn {
  const github =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const azure =
    DefaultAzureDevOpsCredentialsProvider.fromIntegrations(integrations);
  return async url => {
    const own = credentials.get(new URL(url).host);
    if (own) return basic(own.username, own.password.revealText());
    switch (integrations.byUrl(url)?.type) {
      case 'github': {
        const { token } = await github.getCredentials({
          url: url.replace(/\.git$/, ''),
        });
        return basic('x-access-token', token);
      }
      case 'gitlab':
        return basic('oauth2', integrations.gitlab.byUrl(url)?.config.token);
      case 'gitea': {
        const config = integrations.gitea.byUrl(url)?.config;
        return basic(config?.username ?? 'token', config?.password);
      }
      case 'bitbucketCloud': {
        const config = integrations.bitbucketCloud.byUrl(url)?.config;
        return basic(
          config?.username ?? 'x-token-auth',
          config?.appPassword ?? config?.token,
        );
      }
      case 'bitbucketServer': {
        const config = integrations.bitbucketServer.byUrl(url)?.config;
        return config?.token
          ? new Secret(`Authorization: Bearer ${config.token}`)
          : basic(config?.username ?? '', config?.password);
      }
      case 'azure': {
        const found = await azure.getCredentials({ url });
        return found?.type === 'bearer'
          ? new Secret(`Authorization: Bearer ${found.token}`)
          : basic('', found?.token);
      }
      default:
        return undefined;
    }
  };
}

function basic(username: string, password?: string): Secret | undefined {
  return password === undefined || password === ''
    ? undefined
    : new Secret(
        `Authorization: Basic ${Buffer.from(`${username}:${password}`).toString(
          'base64',
        )}`,
      );
}
