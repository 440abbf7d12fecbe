import { defaultContainer, own, Platform, Workload } from '@tutti/engine';
import {
  compareNames,
  VersionCell,
  VersionsRow,
} from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../../platform';
import {
  ApplicationRecord,
  DeploymentRecord,
  ReleaseRecord,
  Store,
} from '../../store';
import { Lookup, Place } from '../Lookup';
import { isLasting } from '../previews/isLasting';
import { VersionsQuery, VersionsService } from '../types';
import { imagePlace, imagesOf } from '../views';
import { readRowCursor, RowCursor, writeRowCursor } from './cursor';
import { oddOnes } from './oddOnes';

/** Applications that are looked at together: a page does not read what it does not show. */
const AT_ONCE = 10;

export class DefaultVersionsService implements VersionsService {
  constructor(
    private readonly store: Store,
    private readonly platform: ActivePlatform,
  ) {}

  async list(query: VersionsQuery) {
    const after = query.cursor ? readRowCursor(query.cursor) : undefined;
    const applications = await this.#applications(query, after);
    const platform = await this.platform.find();
    const items: VersionsRow[] = [];
    for (
      let first = 0;
      first < applications.length && items.length <= query.limit;
      first += AT_ONCE
    ) {
      const some = applications.slice(first, first + AT_ONCE);
      const rows = await this.#rows(some, query, platform);
      items.push(...rows.filter(row => follows(row, after)));
    }
    const page = items.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page,
      ...(last && items.length > page.length && { next: writeRowCursor(last) }),
    };
  }

  async #applications(
    { application: named, system, owners, sees = () => true }: VersionsQuery,
    after: RowCursor | undefined,
  ): Promise<ApplicationRecord[]> {
    return (await this.store.applications.list())
      .filter(
        application =>
          (!after || compareNames(application.name, after.application) >= 0) &&
          (!named || application.name === named) &&
          (!system || application.entityRef === system) &&
          (!owners ||
            (application.owner !== undefined &&
              owners.includes(application.owner))) &&
          sees(application),
      )
      .sort((a, b) => compareNames(a.name, b.name));
  }

  /** In the order of their names. */
  async #rows(
    applications: ApplicationRecord[],
    { search, differs, visible = () => true }: VersionsQuery,
    platform: Platform | undefined,
  ): Promise<VersionsRow[]> {
    const { store } = this;
    const places = (await new Lookup(store).places(applications)).filter(
      place => isLasting(place.environment, platform) && visible(place),
    );
    const successes = await store.deployments.lastSuccessOf(
      places.map(({ environment }) => environment.id),
    );
    const releases = await store.releases.records(
      [...successes.values()].flatMap(({ releaseId }) => releaseId ?? []),
    );
    return applications.flatMap(application => {
      const running = places.flatMap(place => {
        const success = successes.get(place.environment.id);
        const release =
          success?.releaseId &&
          !success.destroys &&
          releases.get(success.releaseId);
        return place.application.id === application.id && release
          ? [{ place, release, success }]
          : [];
      });
      return rowsOf(application, running, platform).filter(
        row =>
          matches(row, search) &&
          (!differs || row.cells.some(({ isOdd }) => isOdd)),
      );
    });
  }
}

interface Running {
  place: Place;
  release: ReleaseRecord;
  /** What brought it there. */
  success: DeploymentRecord;
}

function rowsOf(
  application: ApplicationRecord,
  running: Running[],
  platform: Platform | undefined,
): VersionsRow[] {
  const names = new Set(
    running.flatMap(({ release }) => Object.keys(release.digests)),
  );
  return [...names].sort(compareNames).map(workload => {
    const cells = running
      .flatMap(each => cellOf(each, workload, platform))
      .sort(
        ({ cell: a }, { cell: b }) =>
          a.rank - b.rank || compareNames(a.environment, b.environment),
      );
    const odd = oddOnes(
      cells.map(({ cell, version, contents }) => ({
        version,
        ...(contents !== undefined && { contents }),
        release: cell.release.number,
      })),
    );
    return {
      application: application.name,
      applicationTitle: application.title,
      workload,
      cells: cells.map(({ cell }, index) => ({ ...cell, isOdd: odd[index] })),
    };
  });
}

interface JudgedCell {
  cell: Omit<VersionCell, 'isOdd'>;
  version: string;
  contents?: string;
}

function cellOf(
  { place: { environment }, release, success }: Running,
  name: string,
  platform: Platform | undefined,
): JudgedCell[] {
  const workload = release.workloads.find(each => each.name === name);
  if (!workload) {
    return [];
  }
  const type = own(platform?.environmentTypes ?? {}, environment.type);
  const images = shownImages(workload, release, success);
  const digests = images.map(({ digest }) => digest);
  return [
    {
      cell: {
        environment: environment.name,
        typeTitle: type?.title ?? environment.type,
        rank: type?.rank ?? Number.MAX_SAFE_INTEGER,
        release: { id: release.id, number: release.number },
        images,
      },
      version: JSON.stringify([
        own(release.digests, name),
        images.map(({ container, image }) => ({ container, image })),
      ]),
      ...(!digests.includes(undefined) && {
        contents: JSON.stringify(digests),
      }),
    },
  ];
}

/** First the container that the workload is about. */
function shownImages(
  workload: Workload,
  release: ReleaseRecord,
  deployment: DeploymentRecord,
): VersionCell['images'] {
  const first = defaultContainer(workload);
  const known = imagesOf({ release, deployment });
  const given = own(release.images, workload.name) ?? {};
  return Object.entries(workload.containers)
    .map(([container, { image }]) => {
      const digest = known.get(imagePlace(workload.name, container))?.digest;
      return {
        container,
        image: own(given, container) ?? image,
        ...(digest !== undefined && { digest }),
      };
    })
    .sort(
      (a, b) => Number(b.container === first) - Number(a.container === first),
    );
}

function matches(
  { application, applicationTitle, workload }: VersionsRow,
  search: string | undefined,
): boolean {
  const text = `${application} ${applicationTitle} ${workload}`;
  const words = (search ?? '').toLocaleLowerCase('en-US').split(/\s+/);
  return words.every(word => text.toLocaleLowerCase('en-US').includes(word));
}

function follows(row: VersionsRow, after: RowCursor | undefined): boolean {
  return (
    !after ||
    row.application !== after.application ||
    compareNames(row.workload, after.workload) > 0
  );
}
