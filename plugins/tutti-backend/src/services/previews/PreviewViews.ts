import { durationMs, own } from '@tutti/engine';
import { compareNames, Preview } from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../../platform';
import { shownState } from '../../previews';
import { PreviewRecord, Store } from '../../store';
import { Place } from '../Lookup';
import { DeploymentViews, EnvironmentViews, isoTime } from '../views';

/** Previews as the API shows them; a fixed number of queries, however many there are. */
export class PreviewViews {
  constructor(
    private readonly options: {
      store: Store;
      platform: ActivePlatform;
      environments: EnvironmentViews;
      deployments: DeploymentViews;
    },
  ) {}

  /** Of those of these places that are previews, by key. */
  async list(places: Place[]): Promise<Preview[]> {
    const { store, platform } = this.options;
    const previews = await store.previews.of(
      places.map(({ environment }) => environment.id),
    );
    const shown = places.filter(({ environment }) =>
      previews.has(environment.id),
    );
    const environments = new Map(
      (await this.options.environments.list(shown)).map(each => [
        each.id,
        each,
      ]),
    );
    const last = await store.deployments.lastOf(
      shown.map(({ environment }) => environment.id),
    );
    const deployments = new Map(
      (await this.options.deployments.list([...last.values()], shown)).map(
        each => [each.id, each],
      ),
    );
    const types = (await platform.find())?.environmentTypes ?? {};
    return shown
      .flatMap(place => {
        const { id } = place.environment;
        const preview = previews.get(id);
        const environment = environments.get(id);
        const deployment = deployments.get(last.get(id)?.id ?? '');
        return preview && environment
          ? [
              view(place, preview, {
                environment,
                ...(deployment && { deployment }),
                lifetime: own(types, environment.type)?.lifetime,
              }),
            ]
          : [];
      })
      .sort((a, b) => compareNames(a.key, b.key));
  }
}

function view(
  { application, environment: { createdAt, createdBy } }: Place,
  preview: PreviewRecord,
  {
    environment,
    deployment,
    lifetime,
  }: Pick<Preview, 'environment' | 'deployment'> & {
    lifetime: string | undefined;
  },
): Preview {
  const { key, title, link, base, closing } = preview;
  const shownClosing = closing && {
    by: closing.by,
    at: isoTime(closing.at),
    why: closing.why,
    ...(closing.failure !== undefined && {
      failure: closing.failure,
      nextTryAt: isoTime(closing.nextAt),
    }),
  };
  const { status, message } = environment.health;
  return {
    key,
    application: application.name,
    environment,
    base,
    ...(title !== undefined && { title }),
    ...(link !== undefined && { link }),
    ...shownState({
      paused: environment.paused ?? false,
      ...(shownClosing && { closing: shownClosing }),
      ...(deployment && { deployment }),
      ...(status === 'degraded' && message && { unhealthy: message }),
    }),
    createdAt: isoTime(createdAt),
    createdBy,
    askedAt: isoTime(preview.askedAt),
    askedBy: preview.askedBy,
    ...(lifetime !== undefined &&
      !closing && {
        expiresAt: isoTime(preview.askedAt + durationMs(lifetime)),
      }),
    ...(deployment && { deployment }),
    ...(shownClosing && { closing: shownClosing }),
  };
}
