import { Problem, Workload } from '@tutti/engine';
import { ImpactInput, ImpactView } from '@tutti/plugin-tutti-common';
import { BlastRadii } from '../../planning';
import { ActivePlatform, CatalogFacts } from '../../platform';
import { readNamedScore } from '../../sources';
import { Store } from '../../store';
import { EngineThreads } from '../../threads';
import { Refused } from '../errors';
import { EnvironmentPath, Lookup } from '../Lookup';
import { checkName } from '../names';
import { ImpactsService } from './types';

/** On paper, as the blast radius of a platform: no cluster is asked, no driver called, nothing saved. */
export class DefaultImpactsService implements ImpactsService {
  constructor(
    private readonly options: {
      store: Store;
      active: ActivePlatform;
      catalog: CatalogFacts;
      engine: EngineThreads;
      radii: BlastRadii;
    },
  ) {}

  async of(
    path: EnvironmentPath,
    { scores, images = {} }: ImpactInput,
  ): Promise<ImpactView> {
    const { store, active, catalog, radii } = this.options;
    const { environment, ...place } = await new Lookup(store).place(path);
    const application = await catalog.refreshOne(place.application);
    const { workloads, problems } = await this.#read(scores);
    const [deployed] = await radii.deployed([{ application, environment }]);
    return {
      problems,
      ...(deployed && {
        impact: await radii.ofWorkloads(await active.demand(), deployed, {
          workloads,
          images,
        }),
      }),
    };
  }

  /** @throws Refused when one of them is not valid, with the problems of all */
  async #read(scores: ImpactInput['scores']) {
    const workloads = new Map<string, Workload | undefined>();
    const problems: Problem[] = [];
    let isValid = true;
    for (const [name, text] of Object.entries(scores)) {
      checkName('workload', name, 'scores');
      if (text === null) {
        workloads.set(name, undefined);
        continue;
      }
      const read = await readNamedScore(this.options.engine, name, {
        text,
        file: `${name}/score.yaml`,
      });
      problems.push(...read.problems);
      if (read.ok) workloads.set(name, read.value);
      isValid &&= read.ok;
    }
    if (!isValid) {
      throw new Refused('The Score files are not valid', problems);
    }
    return { workloads, problems };
  }
}
