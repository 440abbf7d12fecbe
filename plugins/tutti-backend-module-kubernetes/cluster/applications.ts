import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { folderSource, readWorkload, Workload } from '@tutti/engine';
import {
  EXAMPLES,
  examplePlatform,
} from '../src/__testUtils__/examplePlatform';
import { Case } from './Case';
import { deploy, exampleEnvironment } from './deployTo';

const FOLDER = path.join(EXAMPLES, 'applications');

function workloadsOf(application: string): Workload[] {
  const folder = path.join(FOLDER, application);
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => {
      const file = path.join(folder, name, 'score.yaml');
      const read = readWorkload(readFileSync(file, 'utf8'), {
        file,
        readSource: folderSource(path.dirname(file)),
      });
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      return read.value;
    });
}

/** Every example application becomes healthy in every type of environment, and then there is nothing to do. */
export const applications: Case = {
  name: 'example applications',
  async prove(place) {
    const { environmentTypes } = examplePlatform().platform;
    const said: string[] = [];
    for (const application of readdirSync(FOLDER)) {
      const workloads = workloadsOf(application);
      for (const type of Object.keys(environmentTypes)) {
        const environment = exampleEnvironment(
          place,
          application,
          type,
          workloads,
          {
            images: Object.fromEntries(
              workloads.map(({ name, containers }) => [
                name,
                Object.fromEntries(
                  Object.keys(containers).map(container => [
                    container,
                    `registry.example.com/${application}/${name}:1.0.0`,
                  ]),
                ),
              ]),
            ),
            values: {
              CURRENCY: 'EUR',
              PAYMENT_PROVIDER: 'https://payments.example.com',
            },
          },
        );
        const first = await deploy(environment);
        const again = await deploy(environment);
        if (first.is !== 'healthy' || again.is !== 'healthy')
          throw new Error(
            `${application} ${type}: ${JSON.stringify([first, again])}`,
          );
        if (again.objects > 0)
          throw new Error(
            `${application} ${type}: ${again.objects} objects were applied although nothing had changed`,
          );
        said.push(`${application} ${type} ${first.objects} objects`);
      }
    }
    return said.join(', ');
  },
};
