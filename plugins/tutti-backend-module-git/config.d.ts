export interface Config {
  tutti?: {
    /** Repositories that Targets of driver `git` write to. */
    git?: {
      /** Who commits. */
      author?: {
        /** Default: `Tutti`. */
        name?: string;
        /** Default: `tutti@localhost`. */
        email?: string;
      };
      /**
       * Who signs in at hosts that `integrations` do not know: by name and password, over HTTP. For the others
       * the portal's `integrations` are taken.
       */
      credentials?: Array<{
        /** As in the address of a repository, with the port if it has one: `git.example.com`. */
        host: string;
        username: string;
        /**
         * A password or a token; use a `$env` or `$file` include.
         * @visibility secret
         */
        password: string;
      }>;
    };
  };
}
