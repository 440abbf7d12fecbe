/** A module as a definition names it. */
export interface ModuleReference {
  /** `./postgres`: a folder of the platform team's modules. `./all//postgres`: one inside of it. */
  source: string;
  version?: string;
  /** `sha256:…` of its tree; another content is refused. */
  digest?: string;
}

/** A module that is at hand. */
export interface ResolvedModule {
  /** Its files: all of its source, since modules call those beside them. */
  folder: string;
  /** The module itself, below `folder`; empty where it is the whole of it. */
  path: string;
  /** `sha256:…` over the tree of `folder`. */
  digest: string;
  version?: string;
}

/** Finds modules by their references. */
export interface Modules {
  /** @throws DriverError that names the source; never credentials. */
  resolve(
    reference: ModuleReference,
    signal?: AbortSignal,
  ): Promise<ResolvedModule>;
}
