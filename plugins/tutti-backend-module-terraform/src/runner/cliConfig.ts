/** Where the tool gets its providers from. */
export interface ProviderSource {
  /** A folder or an address (`https://…`) from which alone providers come; absent: their registries. */
  mirror?: string;
  /** A folder that all works of this machine share; absent: each gets its own copies. */
  cache?: string;
}

/** The tool's CLI configuration file. */
export function cliConfig({ mirror, cache }: ProviderSource): string {
  return [
    'disable_checkpoint = true',
    ...(cache === undefined
      ? []
      : [
          `plugin_cache_dir = ${JSON.stringify(cache)}`,
          // Roots are generated, there is no lock file of before: without this the cache is never read.
          'plugin_cache_may_break_dependency_lock_file = true',
        ]),
    ...(mirror === undefined
      ? []
      : [
          'provider_installation {',
          mirror.startsWith('https://')
            ? `  network_mirror { url = ${JSON.stringify(mirror)} }`
            : `  filesystem_mirror { path = ${JSON.stringify(mirror)} }`,
          '}',
        ]),
    '',
  ].join('\n');
}
