import { Build, BuildOutcome } from '@tutti/plugin-tutti-common';
import { BuildRecord, Store } from '../../store';
import { Lookup, Place } from '../Lookup';
import { DeploymentViews, isoTime } from '../views';

type DeploymentOfOutcome = Extract<
  BuildOutcome,
  { deployment: object }
>['deployment'];

/** Builds as the API shows them, with what has become of them by now. */
export class BuildViews {
  constructor(
    private readonly store: Store,
    private readonly deployments: DeploymentViews,
  ) {}

  async one(
    record: BuildRecord,
    visible: (place: Place) => boolean,
  ): Promise<Build> {
    const [view] = await this.list([record], visible);
    return view;
  }

  /** @param visible - of others nothing is said */
  async list(
    records: BuildRecord[],
    visible: (place: Place) => boolean,
  ): Promise<Build[]> {
    const { store } = this;
    const applications = await store.applications.get([
      ...new Set(records.map(({ applicationId }) => applicationId)),
    ]);
    const places = (await new Lookup(store).places(applications)).filter(
      visible,
    );
    const carriers = await store.deployments.carriersOf(
      records.flatMap(({ outcomes }) =>
        outcomes.flatMap(outcome =>
          'deploymentId' in outcome ? outcome.deploymentId : [],
        ),
      ),
    );
    const shown = await this.deployments.list(
      [
        ...new Map(
          [...carriers.values()].map(each => [each.id, each]),
        ).values(),
      ],
      places,
    );
    const deployments = new Map<string, DeploymentOfOutcome>(
      shown.map(({ id, number, status, waits }) => [
        id,
        { id, number, status, ...(waits && { waits }) },
      ]),
    );
    const names = new Map(applications.map(({ id, name }) => [id, name]));
    const placeOf = new Map(places.map(place => [place.environment.id, place]));
    return records.map(record => ({
      id: record.id,
      application: names.get(record.applicationId) ?? '',
      workload: record.workload,
      container: record.container,
      image: record.image,
      commit: record.commit,
      ref: record.ref,
      repository: record.repository,
      ...(record.workloadVersion !== undefined && {
        workloadVersion: record.workloadVersion,
      }),
      at: isoTime(record.toldAt),
      by: record.toldBy,
      outcomes: record.outcomes
        .flatMap((outcome): BuildOutcome[] => {
          const place = placeOf.get(outcome.environmentId);
          if (!place) {
            return [];
          }
          const environment = place.environment.name;
          if ('reason' in outcome) {
            return [{ environment, reason: outcome.reason }];
          }
          const carrier = carriers.get(outcome.deploymentId);
          const deployment = carrier && deployments.get(carrier.id);
          return deployment
            ? [
                {
                  environment,
                  deployment,
                  ...(imageIn(carrier, record) !== record.image && {
                    replaced: true as const,
                  }),
                },
              ]
            : [];
        })
        .sort((one, other) => (one.environment < other.environment ? -1 : 1)),
    }));
  }
}

function imageIn(
  { input }: { input?: { images?: Record<string, Record<string, string>> } },
  { workload, container }: BuildRecord,
): string | undefined {
  return input?.images?.[workload]?.[container];
}
