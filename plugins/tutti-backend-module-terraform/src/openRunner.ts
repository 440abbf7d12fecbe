import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { TuttiSealing } from '@tutti/plugin-tutti-node';
import { openConfiguredCluster } from '@tutti/plugin-tutti-backend-module-kubernetes';
import { Router } from 'express';
import { Knex } from 'knex';
import {
  JobCluster,
  KubernetesJobRunner,
  LocalRunner,
  readJobs,
  readLocalRunner,
  resultsRouter,
  Runner,
} from './runner';
import { DatabaseJobRecords, DatabaseWorkPlaces } from './state';

const KIND = 'tutti.terraform.runner.kind';

/**
 * The runner of `tutti.terraform.runner`. Nothing is sent to a cluster yet.
 *
 * @param given.pluginUrl - where the plugin answers
 * @returns with `router`, where pods hand their results back, and where the tool reaches the plugin
 * @throws InputError naming the config path of what is wrong.
 */
export function openRunner(given: {
  config: Config;
  db: Knex;
  sealing: () => Promise<TuttiSealing>;
  pluginUrl: string;
}): { runner: Runner; router?: Router; pluginUrl: string } {
  const { config, db, sealing, pluginUrl } = given;
  const kind = config.getOptionalString(KIND) ?? 'local';
  switch (kind) {
    case 'local':
      return {
        runner: new LocalRunner(
          readLocalRunner(config),
          new DatabaseWorkPlaces(db),
        ),
        pluginUrl,
      };
    case 'kubernetes-job': {
      const options = readJobs(config, pluginUrl);
      const records = new DatabaseJobRecords(db, sealing);
      let opened: ReturnType<typeof openConfiguredCluster> | undefined;
      const cluster = new JobCluster(() => {
        opened ??= openConfiguredCluster(config, options.cluster);
        // A kubeconfig that could not be read may be there next time.
        opened.catch(() => {
          opened = undefined;
        });
        return opened;
      }, options.namespace);
      return {
        runner: new KubernetesJobRunner(options, cluster, records),
        router: resultsRouter(records),
        pluginUrl: options.backendUrl,
      };
    }
    default:
      throw new InputError(
        `${KIND}: "${kind}" is none of local, kubernetes-job`,
      );
  }
}
