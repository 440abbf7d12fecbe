import { HumanDuration } from '@backstage/types';

export interface Config {
  tutti?: {
    /**
     * Folder for what Tutti keeps outside the database: today the sealing key that is made
     * when none is configured and the database is SQLite. Relative to the working directory.
     */
    dataDirectory?: string;

    platform?: {
      /** Where the platform files are. All sources together are one set, validated as a whole. */
      sources?: Array<
        | {
            /** A folder with YAML files, searched in depth; relative to the working directory. */
            folder: string;
          }
        | {
            /** A tree that one of the configured integrations can read, e.g. a Git repository's folder. */
            url: string;
          }
      >;
      /** How often sources are read again. Default: one minute. */
      refresh?: HumanDuration;
      /** `${platform.values.NAME}` in platform files. */
      values?: { [name: string]: string | number | boolean };
      /**
       * `${platform.secrets.NAME}` in platform files; use `$env` or `$file` includes.
       * @deepVisibility secret
       */
      secrets?: { [name: string]: string };
    };

    /**
     * Who may do what with applications; who may do what in environments says their type, in
     * platform files. Each line: entity refs of groups or users, `owner`, `anyone`, `nobody`.
     * Backstage's permission policy and these lines must both agree.
     */
    access?: {
      /** Seeing applications and what runs. Default: anyone. */
      read?: string[];
      /** Making applications, for oneself or a group of one's own. Default: anyone. */
      create?: string[];
      /** Workloads, settings and plain values. Default: owner. */
      update?: string[];
      /** Default: owner. */
      delete?: string[];
      /** Cancelling what somebody else deployed. Default: owner. */
      cancel?: string[];
      /** Giving applications to any owner. Default: nobody. */
      assign?: string[];
      /** Taking platform files into use now. Default: nobody. */
      acceptPlatform?: string[];
    };

    /** What services (external access tokens, other plugins) may do. Without an entry: nothing. */
    automation?: Array<{
      /** Of the service's credentials, as the `subject` of `backend.auth.externalAccess`. */
      subject: string;
      /** Names of applications, or `*`. */
      applications: string[];
      /** Names of environment types, or `*`. */
      environmentTypes: string[];
      /** Whoever may do anything may read. */
      verbs: Array<
        | 'read'
        | 'update'
        | 'delete'
        | 'createEnvironment'
        | 'deploy'
        | 'operate'
        | 'logs'
        | 'destroy'
      >;
    }>;

    /**
     * Namespaces that no environment may have, beside `default`, `kube-*`, `openshift*` and the one in
     * which this backend runs.
     */
    reservedNamespaces?: string[];

    matching?: {
      /**
       * Labels of catalog entities that criteria may look at. Developers write labels, so only
       * these can choose a definition. Default: none.
       */
      labels?: string[];
    };

    sealing?: {
      /**
       * Keys for what is stored encrypted (AES-256-GCM). The first seals, all open: to rotate,
       * put a new key first and keep the old one until everything was sealed anew.
       * Required on PostgreSQL.
       */
      keys?: Array<{
        /** Stored beside what it sealed; never reuse an id for another key. */
        id: string;
        /**
         * 32 bytes, base64.
         * @visibility secret
         */
        key: string;
      }>;
    };

    engine?: {
      /** Threads that read, match and plan, beside one for each deployment that runs. Default: 2. */
      threads?: number;
      /** Megabytes of heap one thread may use; a plan that needs more is refused. Default: 512. */
      memory?: number;
      /** How long one plan may compute without a pause; one that needs more is refused. Default: 20 seconds. */
      computeTime?: HumanDuration;
    };

    worker?: {
      /** False: this replica serves the API only. Default: true. */
      enabled?: boolean;
      /** Deployments that run at once in this replica. Default: 4. */
      concurrency?: number;
      /** How long a run's lease lasts without renewal; a killed replica's runs are taken over after it. Default: 20 seconds. */
      lease?: HumanDuration;
      /** How often the queue is looked at when nothing wakes the worker. Default: 1 second. */
      poll?: HumanDuration;
      /** How long a workload or resource may take to become healthy. Default: 5 minutes. */
      healthDeadline?: HumanDuration;
    };
  };
}
