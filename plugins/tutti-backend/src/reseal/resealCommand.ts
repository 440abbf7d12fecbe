import { DatabaseManager } from '@backstage/backend-defaults/database';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';
import { toError } from '@backstage/errors';
import { Sealer, sealingKeys } from '../sealing';
import { databaseKind, Store } from '../store';
import { resealAll } from './resealAll';

const USAGE = `tutti-reseal [--config <file> …]

Seals every secret in Tutti's database with the first key of tutti.sealing.keys, while replicas run.
It may be ended at any point, and run again. Files are those that the backend is started with.
`;

const silent: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silent,
};

/** The command ends by itself. */
const endless = { addStartupHook() {}, addShutdownHook() {} };

async function resealIn(
  config: Config,
  say: (line: string) => void,
): Promise<boolean> {
  const database = DatabaseManager.fromConfig(config, {
    // A backend does that; a command beside it changes no tables.
    migrations: { skip: true },
  }).forPlugin('tutti', { logger: silent, lifecycle: endless });
  const knex = await database.getClient();
  try {
    if (!(await knex.schema.hasTable('environment_secrets'))) {
      throw new Error(
        'the database that backend.database names has no tables of Tutti; give the files that the backend is started with',
      );
    }
    const keys = await sealingKeys(config, databaseKind(knex));
    return await resealAll(new Store(knex, new Sealer(keys)), keys, say);
  } finally {
    await knex.destroy();
  }
}

/**
 * The command `tutti-reseal`: the plugin's database and keys are found as the backend finds them.
 *
 * @returns the exit code: 0 when nothing needs an older key any more, 1 when something does, 2 when it failed
 *
 * @public
 */
export async function resealCommand(
  argv: string[],
  out: Pick<NodeJS.WriteStream, 'write'> = process.stdout,
): Promise<number> {
  const say = (line: string) => out.write(`${line}\n`);
  if (argv.includes('--help')) {
    say(USAGE);
    return 0;
  }
  try {
    const config = await ConfigSources.toConfig(
      ConfigSources.default({ argv }),
    );
    try {
      return (await resealIn(config, say)) ? 0 : 1;
    } finally {
      config.close();
    }
  } catch (error) {
    // Causes of databases hold addresses and statements, never what is sealed.
    say(`Failed: ${toError(error).message}`);
    say('Nothing is lost: mend the cause and run it again.');
    return 2;
  }
}
