import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { Secret } from '@tutti/engine';
import { LocalModules } from './LocalModules';
import { ModuleReference, Modules, ResolvedModule } from './ModuleReference';
import { ArchiveFetch } from './remote/ArchiveFetch';
import { GitFetch } from './remote/GitFetch';
import { ModuleCache } from './remote/ModuleCache';
import { RegistryConfig, RegistryModules } from './remote/RegistryModules';
import { RemoteModules } from './remote/RemoteModules';

const ROOT = 'tutti.terraform.modules';
const REGISTRY = 'registry.opentofu.org';

/** Each source by who can resolve it. */
class AllModules implements Modules {
  constructor(
    private readonly local: Modules,
    private readonly remote: Modules,
  ) {}

  resolve(
    reference: ModuleReference,
    signal?: AbortSignal,
  ): Promise<ResolvedModule> {
    return LocalModules.owns(reference.source)
      ? this.local.resolve(reference, signal)
      : this.remote.resolve(reference, signal);
  }
}

/**
 * The modules of `tutti.terraform.modules`: the platform team's own folder, Git, archives and registries.
 *
 * @param given.folder - of modules that are named by `./…`
 * @throws InputError naming the config path of what is wrong.
 */
export function openModules(given: {
  config: Config;
  reader: UrlReaderService;
  folder: string | undefined;
}): Modules {
  const { config, reader, folder } = given;
  const cache =
    config.getOptionalString(`${ROOT}.cache`) ??
    join(
      config.getOptionalString('backend.workingDirectory') ?? tmpdir(),
      'tutti-terraform-modules',
    );
  return new AllModules(
    new LocalModules(folder),
    new RemoteModules({
      cache: new ModuleCache(resolve(cache)),
      git: new GitFetch(reader, ScmIntegrations.fromConfig(config)),
      archives: new ArchiveFetch(),
      registry: new RegistryModules(
        readRegistries(config),
        config.getOptionalString(`${ROOT}.registry`) ?? REGISTRY,
      ),
    }),
  );
}

function readRegistries(config: Config): RegistryConfig[] {
  const path = `${ROOT}.registries`;
  return (config.getOptionalConfigArray(path) ?? []).map((entry, index) => {
    const token = entry.getOptionalString('token');
    const url = entry.getOptionalString('url');
    if (url !== undefined && !/^https?:\/\//.test(url)) {
      throw new InputError(`${path}[${index}].url: must be an address`);
    }
    return {
      host: entry.getString('host'),
      ...(token && { token: new Secret(token) }),
      ...(url !== undefined && { url }),
    };
  });
}
