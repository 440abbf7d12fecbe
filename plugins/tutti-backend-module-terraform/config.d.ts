import { HumanDuration } from '@backstage/types';

export interface Config {
  tutti?: {
    /** Resources by Terraform and OpenTofu modules. */
    terraform?: {
      modules?: {
        /** The folder of modules that definitions name by `./…`. */
        folder?: string;
        /**
         * Where modules from elsewhere are kept, by their content. It belongs to the backend alone. Default:
         * `tutti-terraform-modules` below `backend.workingDirectory`, or below the system's temporary folder.
         */
        cache?: string;
        /** The registry of `namespace/name/provider`. Default: `registry.opentofu.org`. */
        registry?: string;
        /** Registries that want a token, or are elsewhere than their name says. */
        registries?: Array<{
          /** As in a source: `host/namespace/name/provider`. */
          host: string;
          /** @visibility secret */
          token?: string;
          /** Its module API, `https://…/v1/modules`. Default: what the host says. */
          url?: string;
        }>;
      };
      /**
       * What tools get to reach clouds and clusters, read at each work. All entries of an environment's type
       * count; of several for one variable, the last.
       */
      credentials?: Array<{
        /** Types of environments; default: all. */
        environmentTypes?: string[];
        /**
         * By the name of the variable in the tool's environment.
         * @deepVisibility secret
         */
        env: {
          [variable: string]:
            | string
            | {
                /** Text; use a `$env` or `$file` include. */
                value?: string;
                /** A file on the backend's machine. */
                file?: string;
                /** A key of a Secret in one of `tutti.clusters`. */
                kubernetesSecret?: {
                  cluster: string;
                  namespace: string;
                  name: string;
                  key: string;
                };
                /** An identity token that the backend signs for the resource. */
                oidcToken?: {
                  /** Who shall accept it, e.g. `sts.amazonaws.com`. */
                  audience: string;
                };
                /** The variable holds the path of a file with the value. Default: false. */
                asFile?: boolean;
              };
        };
      }>;
      /** Identity tokens of tools (OpenID Connect), signed by the backend. */
      oidc?: {
        /**
         * Where clouds read the keys: `…/.well-known/openid-configuration` below it must reach the same path below
         * `/api/tutti/terraform/oidc`. Default: that address of the backend.
         */
        issuer?: string;
        /** Default: 1 hour. */
        tokenLifetime?: HumanDuration | string;
        /** How long a key signs. Default: 30 days. */
        rotateEvery?: HumanDuration | string;
      };
      /** Where infrastructure code runs. */
      runner?: {
        /** On the machine of the backend, or as Jobs in a cluster. Default: `local`. */
        kind?: 'local' | 'kubernetes-job';
        /**
         * OpenTofu or Terraform: a path, or a name on `PATH`, of the backend's machine or in the Job's
         * image. Default: `tofu`.
         */
        tool?: string;
        /** So many works of one backend run at once. Default: 4, and 50 in a cluster. */
        concurrency?: number;
        /** Seconds between the request to stop and the end by force. Default: 60. */
        graceSeconds?: number;
        /**
         * From where alone providers come: a folder (a `filesystem_mirror`) of the backend's machine or
         * in the Job's image, or an address with `https://` (a `network_mirror`). Default: their registries.
         */
        mirror?: string;
        /**
         * `local` only: where works have their folders. It belongs to the backend alone and outlives it.
         * Default: `tutti-terraform` below `backend.workingDirectory`, or below the system's temporary folder.
         */
        folder?: string;
        /**
         * `local` only: names of the backend's environment that the tool sees, beside `PATH`, proxies and
         * certificates. Default: none.
         */
        inherit?: string[];
        /** `kubernetes-job` only: where and how its pods run. */
        job?: {
          /** One of `tutti.clusters`. */
          cluster: string;
          /** Jobs and their Secrets are made there; the account of the cluster needs rights in it. */
          namespace: string;
          /** An image with `sh`, `curl` and the tool. */
          image: string;
          /**
           * Where pods reach this plugin, e.g. `https://backstage.example.com/api/tutti`: they post their
           * results there. Default: what Backstage's discovery says.
           */
          backendUrl?: string;
          /** Of the pods; its token is mounted then. Default: none. */
          serviceAccount?: string;
          /** Default: none. */
          nodeSelector?: { [label: string]: string };
          /** As in a pod. Default: none. */
          tolerations?: Array<{ [field: string]: string | number }>;
          /** As in a container. Default: none. */
          resources?: {
            requests?: { [resource: string]: string | number };
            limits?: { [resource: string]: string | number };
          };
          /** Default: none. */
          podAnnotations?: { [name: string]: string };
          /** Beside Tutti's own. Default: none. */
          podLabels?: { [name: string]: string };
          /** The user that the program runs as, never root. Default: 65534. */
          runAsUser?: number;
          /** A work that takes longer is ended. Default: 7200. */
          deadlineSeconds?: number;
          /** A pod that has not begun by then is given up: no such image, no room. Default: 300. */
          startSeconds?: number;
          /** A Job that ended is removed after so long, where nobody did before. Default: 3600. */
          ttlSeconds?: number;
        };
      };
      state?: {
        /** Versions of each state that are kept. Default: 10. */
        versions?: number;
        /**
         * Where the tool finds the states, when that is not the backend's own address: up to and with
         * `/api/tutti/terraform/states`.
         */
        url?: string;
        /** The folder of states that definitions take over by `inputs.adoptState.file`. They hold secrets in clear. */
        adoptFrom?: string;
        /**
         * The folder that states of detached resources are written to, mode 0600: they hold secrets in clear.
         * Default: they stay in the database, sealed, for `keepDetached`.
         */
        exportTo?: string;
        /** How long the state of a detached resource is kept that is not exported, a duration. Default: 90 days. */
        keepDetached?: string | object;
      };
      plans?: {
        /** How long one plan of the tool may take, a duration. Default: 10 minutes. */
        timeout?: string | object;
        /** After so long a saved plan is made anew, a duration. Default: 72 hours. */
        keptFor?: string | object;
      };
    };
  };
}
