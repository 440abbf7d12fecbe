export interface Config {
  tutti?: {
    /**
     * The Kubernetes clusters that Target files may name. Tutti reaches them with accounts of
     * its own, not through the Kubernetes plugin; the README lists the rights they need.
     */
    clusters?: Array<
      {
        /** What Target files call it, unique: lower case letters, digits, `-` and `.`. */
        name: string;
        /** What people see. Default: the name. */
        title?: string;
        /**
         * `requester`: deployments write in the name of the person who asked for them (`Impersonate-User`:
         * the entity ref of the user; `Impersonate-Group`: those of the groups that the catalog says they
         * are a member of), so that rights and audit of the cluster see them. What Tutti does by itself,
         * and what services ask for, it does by its own account. Not for `kind: sandbox`. Default: its own account.
         */
        impersonate?: 'requester';
      } & (
        | {
            /** A kubeconfig file, with whatever sign-in it describes (certificates, tokens, exec plugins). */
            kind: 'kubeconfig';
            /** Path of the file. Default: `KUBECONFIG`, else `~/.kube/config`. */
            file?: string;
            /** A context of it. Default: its current context. */
            context?: string;
          }
        | {
            /** The cluster that Backstage itself runs in, by its pod's service account. */
            kind: 'inCluster';
          }
        | {
            /** A service account's token. */
            kind: 'serviceAccountToken';
            /** Address of the API server, `https://…`. */
            url: string;
            /**
             * The token; use a `$env` or `$file` include.
             * @visibility secret
             */
            token?: string;
            /** In its place: a file that holds the token, read for each request. */
            tokenFile?: string;
            /** The authority that signed the API server's certificate: PEM, base64 encoded, as in a kubeconfig. */
            caData?: string;
            /** The same as a PEM file. Default: the authorities that Node trusts. */
            caFile?: string;
            /** Do not check the API server's certificate. For trying things only. Default: false. */
            skipTLSVerify?: boolean;
          }
        | {
            /** Tutti's own pretended cluster. Shown as a simulation everywhere. */
            kind: 'sandbox';
            /** Address of the sandbox, e.g. `http://127.0.0.1:7010`. */
            url: string;
            /**
             * Port at which people reach the addresses of routes, when it is not the one the
             * sandbox listens at (`--routes-port`). Default: what the sandbox says.
             */
            routesPort?: number;
          }
      )
    >;
  };
}
