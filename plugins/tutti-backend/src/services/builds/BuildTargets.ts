import { EnvironmentType, own } from '@tutti/engine';
import { Gates } from '../../line';
import { ActivePlatform } from '../../platform';
import { repositoryKey } from '../../sources';
import { ApplicationRecord, Images, Store } from '../../store';
import { Request } from '../deployments/queueing';
import { verbFor } from '../deployments/words';
import { Lookup } from '../Lookup';
import { BuildInput } from '../types';
import { BuildsConfig } from './config';
import { whyNotThere } from './whereTo';

/** An environment, and what is asked for there, or why nothing is. */
export type BuildTarget = { environmentId: string } & (
  | { request: Request; type: EnvironmentType; images: Images }
  | { reason: string }
);

/** Where a build goes, by the rules of environment types. */
export class BuildTargets {
  constructor(
    private readonly options: {
      store: Store;
      config: BuildsConfig;
      active: ActivePlatform;
      gates: Gates;
    },
  ) {}

  /** All environments that the caller sees. Nothing is stored. */
  async of(
    application: ApplicationRecord,
    build: BuildInput & { container: string },
  ): Promise<BuildTarget[]> {
    const { store, active, gates, config } = this.options;
    const { workload, container, image, into } = build;
    const { environmentTypes } = await active.demand();
    const places = (await new Lookup(store).places([application])).flatMap(
      place => {
        const right = into ? into(place) : { allowed: true as const };
        return right ? [{ place, right }] : [];
      },
    );
    const last = await store.deployments.lastSuccessOf(
      places.map(({ place }) => place.environment.id),
    );
    const images = { [workload]: { [container]: image } };
    const targets: BuildTarget[] = [];
    for (const { place, right } of places) {
      const { id: environmentId, type: typeName } = place.environment;
      const type = own(environmentTypes, typeName);
      const reason = whyNotThere(build, {
        type,
        typeName,
        right,
        isDestroyed: last.get(environmentId)?.destroys ?? false,
      });
      if (!type || reason !== undefined) {
        targets.push({ environmentId, reason: reason ?? '' });
        continue;
      }
      const kept = await gates.start(place, { byAutomation: true }, { images });
      targets.push({
        environmentId,
        type,
        images,
        request: {
          environmentId,
          input: { images },
          isChange: true,
          byAutomation: true,
          verb: await verbFor(store, place, { images }),
          ...(kept && { kept }),
          ...(config.gatherForMs > 0 && {
            gathers: {
              key: `${repositoryKey(build.repository)} ${build.commit}`,
              commit: build.commit,
              forMs: config.gatherForMs,
            },
          }),
        },
      });
    }
    return targets;
  }
}
