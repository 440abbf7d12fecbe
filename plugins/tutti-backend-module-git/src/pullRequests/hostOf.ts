import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  getBitbucketCloudRequestOptions,
  getBitbucketServerRequestOptions,
  getGiteaRequestOptions,
  getGitLabRequestOptions,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { bitbucketCloud } from './bitbucketCloud';
import { bitbucketServer } from './bitbucketServer';
import { gitea } from './gitea';
import { github } from './github';
import { gitlab } from './gitlab';
import { Headers, HostApi } from './HostApi';
import { PullRequestHost } from './PullRequestHost';
import { Repository, repositoryAt } from './repositoryAt';

/** Who makes the pull requests of a repository. */
export type HostOf = (url: string) => {
  host: PullRequestHost;
  repository: Repository;
};

/** By the portal's `integrations`, with what stands there. */
export function hostsBy(integrations: ScmIntegrationRegistry): HostOf {
  const credentials =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  return url => {
    const found = (
      make: (api: HostApi) => PullRequestHost,
      base: string | undefined,
      headers: Headers,
      pages?: string,
    ) => ({
      host: make(new HostApi((base ?? '').replace(/\/+$/, ''), headers)),
      repository: repositoryAt(url, pages),
    });
    switch (integrations.byUrl(url)?.type) {
      case 'github': {
        const config = integrations.github.byUrl(url)?.config;
        const page = url.replace(/\.git$/, '');
        return found(github, config?.apiBaseUrl, async () => ({
          ...(await credentials.getCredentials({ url: page })).headers,
        }));
      }
      case 'gitlab': {
        const config = integrations.gitlab.byUrl(url)?.config;
        return found(
          gitlab,
          config?.apiBaseUrl,
          async () => (config ? getGitLabRequestOptions(config).headers : {}),
          config?.baseUrl,
        );
      }
      case 'gitea': {
        const config = integrations.gitea.byUrl(url)?.config;
        return found(
          gitea,
          `${config?.baseUrl}/api/v1`,
          async () =>
            config ? getGiteaRequestOptions(config).headers ?? {} : {},
          config?.baseUrl,
        );
      }
      case 'bitbucketCloud': {
        const config = integrations.bitbucketCloud.byUrl(url)?.config;
        return found(bitbucketCloud, config?.apiBaseUrl, async () =>
          config ? (await getBitbucketCloudRequestOptions(config)).headers : {},
        );
      }
      case 'bitbucketServer': {
        const config = integrations.bitbucketServer.byUrl(url)?.config;
        return found(bitbucketServer, config?.apiBaseUrl, async () =>
          config ? getBitbucketServerRequestOptions(config).headers : {},
        );
      }
      default:
        throw new InputError(
          `Nobody knows how pull requests are made at ${
            new URL(url).host
          }. Put it under integrations of the portal (github, gitlab, gitea, bitbucketCloud or bitbucketServer), or write \`mode: branch\` into the Target file and open them yourselves`,
        );
    }
  };
}
