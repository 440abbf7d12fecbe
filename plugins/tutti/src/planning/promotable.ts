import {
  EnvironmentSummary,
  FINAL_STATUSES,
  Promotion,
  ReleaseSummary,
} from '@tutti/plugin-tutti-common';

/** A release that somebody can bring here from another environment. */
export interface Promotable {
  from: string;
  release: ReleaseSummary;
}

/**
 * What last succeeded where releases of this environment come from and does not run here: by the rules of its
 * type, else the stage just before it. Undefined where it is here, or on its way. Previews are no stages.
 *
 * @param environments - all of the application, in rank order
 */
export function promotableTo(
  environment: Pick<
    EnvironmentSummary,
    'name' | 'rank' | 'release' | 'preview'
  >,
  environments: EnvironmentSummary[],
  promotion: Promotion | undefined,
): Promotable | undefined {
  if (environment.preview) {
    // It has what its pull request wants.
    return undefined;
  }
  if (promotion?.deployment && isUnderWay(promotion.deployment)) {
    return undefined;
  }
  const source = promotion
    ? environments.find(({ name }) => name === promotion.from)
    : stageBefore(environment, environments);
  const release = source?.release;
  return source && release && release.id !== environment.release?.id
    ? { from: source.name, release }
    : undefined;
}

/** Of several in one stage, none is the one. */
function stageBefore(
  { rank }: Pick<EnvironmentSummary, 'rank'>,
  environments: EnvironmentSummary[],
): EnvironmentSummary | undefined {
  const below = environments.filter(each => each.rank < rank && !each.preview);
  const highest = Math.max(...below.map(each => each.rank));
  const stage = below.filter(each => each.rank === highest);
  return stage.length === 1 ? stage[0] : undefined;
}

function isUnderWay({ status }: NonNullable<Promotion['deployment']>): boolean {
  return !FINAL_STATUSES.includes(status);
}
