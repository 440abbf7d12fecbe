import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { exampleShop } from '../../deploy/__testUtils__/exampleShop';
import { loadPlatform } from '../../loadPlatform';
import { Platform, Workload } from '../../model';
import { readWorkload, SourceFile } from '../../read';
import {
  exampleScoreFiles,
  examplePlatformFiles,
} from '../../read/__testUtils__/examples';
import { TestEnvironment } from '../../testing';
import { anyWorld, DRIVERS, environmentOf, filesOf } from '../worlds';

/** Files that belong together: one of them is broken, the others make that it matters. */
export interface Home {
  platform: SourceFile[];
  scores: SourceFile[];
  /** The platform as it is when nothing is broken. */
  whole: Platform;
  /** Some workloads as they are when nothing is broken. */
  neighbours: Workload[];
  environment(platform: Platform, workloads: Workload[]): TestEnvironment;
}

/** Public Score files beside the checkout, where there are some (see read/score/corpus.test.ts). */
function publicScoreFiles(): SourceFile[] {
  const folder = path.join(
    process.env.TUTTI_FIXTURES ??
      path.resolve(__dirname, '../../../../../../shared/fixtures'),
    'score',
  );
  return fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter(file => file.endsWith('.yaml'))
        .sort()
        .map(file => ({
          file,
          text: fs.readFileSync(path.join(folder, file), 'utf8'),
        }))
    : [];
}

function imagesOf(workloads: Workload[]) {
  return Object.fromEntries(
    workloads.map(({ name, containers }) => [
      name,
      Object.fromEntries(
        Object.keys(containers).map(container => [container, 'example/it:1']),
      ),
    ]),
  );
}

/** How many workloads are planned together with what is broken. */
const NEIGHBOURS = 2;

/** What does not change while one file is broken is read once. */
function home(
  platform: SourceFile[],
  scores: SourceFile[],
  environment: Home['environment'],
): Home {
  const whole = loadPlatform(platform, DRIVERS);
  if (!whole.ok) {
    throw new Error(JSON.stringify(whole.problems));
  }
  const neighbours = scores.slice(0, NEIGHBOURS).flatMap(({ file, text }) => {
    const read = readWorkload(text, { file });
    return read.ok ? [read.value] : [];
  });
  return { platform, scores, whole: whole.value, neighbours, environment };
}

/** The example shop, and public files that ask for what the example platform has. */
export function exampleHome(): Home {
  const shop = exampleShop('development');
  return home(
    examplePlatformFiles(),
    [...exampleScoreFiles(), ...publicScoreFiles()],
    (platform, workloads) =>
      new TestEnvironment({
        ...shop.request,
        platform,
        workloads,
        images: imagesOf(workloads),
      }),
  );
}

/** A world that somebody made up, with everything that a platform file can say. */
export function worldHome(seed: number): Home {
  const [world] = fc.sample(anyWorld, { numRuns: 1, seed });
  const made = environmentOf(world);
  return home(
    filesOf(world.documents),
    world.scores.map((score, index) => ({
      file: `${index}/score.yaml`,
      text: JSON.stringify(score, null, 1),
    })),
    (platform, workloads) => {
      const environment = new TestEnvironment({
        ...made.request,
        platform,
        workloads,
        images: imagesOf(workloads),
      });
      Object.assign(environment.drivers, made.drivers);
      return environment;
    },
  );
}
