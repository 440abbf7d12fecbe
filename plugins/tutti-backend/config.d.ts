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
      /**
       * Whether a new revision of the files is taken into use by itself, or waits until somebody whom
       * `tutti.access.acceptPlatform` names takes it. The very first one is taken. Default: automatic.
       */
      accept?: 'automatic' | 'manual';
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

    workloads?: {
      /**
       * How often the repositories that workloads follow are looked at, each with what the host said
       * of it the last time (its etag). Default: five minutes.
       */
      refresh?: HumanDuration;
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
      /** Telling builds, which are deployed where one may deploy. Default: owner. */
      build?: string[];
      /** Default: owner. */
      delete?: string[];
      /** Cancelling what somebody else deployed. Default: owner. */
      cancel?: string[];
      /** Giving applications to any owner. Default: nobody. */
      assign?: string[];
      /** Reading platform files now, and taking revisions of them into use. Default: nobody. */
      acceptPlatform?: string[];
      /** Reading all of the audit; owners read what concerns their applications. Default: nobody. */
      audit?: string[];
      /** Seeing webhooks and what they sent, and sending again. Default: nobody. */
      webhooks?: string[];
    };

    /** What services (external access tokens, other plugins) may do. Without an entry: nothing. */
    automation?: Array<{
      /**
       * Of the service's credentials: `external:` and the `subject` of a token of
       * `backend.auth.externalAccess`, or its `subjectPrefix` and the `sub` of the token. `*` is any text,
       * after the prefix: `external:github:*`.
       */
      subject: string;
      /** What its token must say, of an issuer's key set (`jwks`), by claim. `*` is any text. */
      claims?: { [claim: string]: string };
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
        | 'build'
        | 'deploy'
        | 'operate'
        | 'gate'
        | 'logs'
        | 'destroy'
        /** All of the audit; with `*` for applications and environment types. */
        | 'audit'
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

    planning?: {
      /**
       * Before a plan is shown, the cluster is asked what it would say of the objects that change
       * (server-side apply with `dryRun=All`).
       */
      dryRun?: {
        /** Objects at most; 0: the cluster is not asked. Default: 500. */
        objects?: number;
        /** For all of them together. Default: 5 seconds. */
        within?: HumanDuration;
      };
    };

    /**
     * What one caller (a user, or a service) may have under way at once in this replica, so that
     * nobody's requests keep it from those of others.
     */
    perCaller?: {
      /** More wait for their turn. Default: 10. */
      requests?: number;
      /** Requests that wait for events; more are refused (429). Default: 20. */
      longPolls?: number;
      /** Plans that wait or are being made, in all replicas; more are refused (429). Default: 2. */
      plans?: number;
      /** Requests of a machine (a service, not a person) in a minute; more are refused (429). Default: 3000. */
      perMinute?: number;
    };

    /**
     * Terminals in containers, for those whom `access.exec` of the environment type names. They come over a
     * WebSocket to `/api/tutti/v1/exec`, from pages of `app.baseUrl` and `backend.baseUrl` only.
     */
    exec?: {
      /** Default: false. */
      enabled?: boolean;
      /** One in which nothing is typed for so long is closed. Default: 10 minutes. */
      idle?: HumanDuration;
      /** None is longer. Default: 1 hour. */
      longest?: HumanDuration;
    };

    /** What people are told through Backstage's notifications. */
    notifications?: {
      /** False: nobody is told anything. Default: true. */
      enabled?: boolean;
      /** Only these. Default: all of them. People switch off topics for themselves in their settings. */
      topics?: Array<
        'approval' | 'decision' | 'failure' | 'rollback' | 'drift' | 'stale'
      >;
      /**
       * The first of a kind for the same people is sent at once; what follows in this time is one notification,
       * with a count and a list. 0: each is one. Default: 5 minutes; a day at most.
       */
      gatherFor?: HumanDuration;
      /**
       * When people are left alone. What is not urgent is told, together, when it is over. Rules that follow one
       * another are one. Default: never.
       */
      quiet?: Array<{
        /** Days on which it begins. Default: all. */
        days?: Array<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'>;
        /** Such as '19:00', by the clock there. */
        from: string;
        /** Such as '07:00'; '24:00' is the end of the day. Not later than `from`: of the day after. */
        to: string;
        /** Such as Europe/Berlin. Default: UTC. */
        timeZone?: string;
      }>;
      /**
       * Environment types whose failures and rollbacks are told in quiet hours too, as is a question that nobody
       * could answer any more when they are over. Default: production.
       */
      urgent?: string[];
    };

    /**
     * Who is told over HTTP when a deployment has another status (docs/guides/events.md): signed, at least
     * once, tried for a day.
     */
    webhooks?: Array<{
      /** Small letters, digits and dashes. Another name is another webhook, which begins anew. */
      name: string;
      /**
       * Begins with https://, without user and password; http:// only with `allowPrivate`.
       * @visibility secret
       */
      url: string;
      /**
       * 16 characters at least: what is sent is signed with it (HMAC-SHA256).
       * @visibility secret
       */
      secret: string;
      /** Such as `deployment.succeeded`. Default: all. */
      events?: string[];
      /** Names. Default: all. */
      applications?: string[];
      /** Names of environment types. Default: all. */
      environmentTypes?: string[];
      /** It may lead to this machine and into private networks. Default: false. */
      allowPrivate?: boolean;
    }>;

    previews?: {
      /** Previews that one application has at most, those that are being destroyed included. Default: 10. */
      perApplication?: number;
    };

    /** How long what is told of the past is kept. A day at least. Deployments themselves stay. */
    retention?: {
      /** Events, which are the log of a run. Default: 90 days. */
      events?: HumanDuration;
      /** Plans that ran, except those of what runs now. Default: 180 days. */
      plans?: HumanDuration;
      /** Plans that nobody ran. Default: 30 days. */
      unusedPlans?: HumanDuration;
      /** Who did what. Default: 400 days. */
      audit?: HumanDuration;
      /** Builds. One that is told again afterwards is a new one. Default: 180 days. */
      builds?: HumanDuration;
    };

    /** What a CI tells of images that it has built. */
    builds?: {
      /**
       * How long builds of one commit are gathered into one deployment, from the first of them; an hour
       * at most. Default: not at all.
       */
      gatherFor?: HumanDuration;
      /** Images may be told by a tag alone, which may name another image tomorrow. Default: false. */
      allowTags?: boolean;
    };

    worker?: {
      /** False: this replica serves the API only. Default: true. */
      enabled?: boolean;
      /** Deployments that run at once in this replica. Default: 4. */
      concurrency?: number;
      /** Plans that are made at once in this replica. Default: 8. */
      plans?: number;
      /** How long a run's lease lasts without renewal; a killed replica's runs are taken over after it. Default: 20 seconds. */
      lease?: HumanDuration;
      /** How often the queue is looked at when nothing wakes the worker. Default: 1 second. */
      poll?: HumanDuration;
      /** How long a workload or resource may take to become healthy. Default: 5 minutes. */
      healthDeadline?: HumanDuration;
    };
  };
}
