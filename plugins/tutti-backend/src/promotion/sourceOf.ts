import { own } from '@tutti/engine';

/** An environment, as far as it matters for what goes where. */
export interface LabelledEnvironment {
  name: string;
  type: string;
  labels: Record<string, string>;
}

/**
 * From which environment releases come: the only one of that type, else the one whose labels say so. Labels
 * that both carry must be equal; of those that are left, the one with most in common.
 *
 * @param environments - all of the application
 * @returns the environment, or why nobody knows
 */
export function sourceOf<Environment extends LabelledEnvironment>(
  target: LabelledEnvironment,
  type: { name: string; title?: string },
  environments: Environment[],
): { source: Environment } | { reason: string } {
  const title = type.title ?? type.name;
  const ofType = environments.filter(each => each.type === type.name);
  if (ofType.length === 0) {
    return {
      reason: `Releases come from an environment of type ${title}, and the application has none.`,
    };
  }
  if (ofType.length === 1) {
    return { source: ofType[0] };
  }
  const fitting = ofType.flatMap(environment => {
    const common = inCommon(environment.labels, target.labels);
    return common === undefined ? [] : [{ environment, common }];
  });
  const most = Math.max(...fitting.map(({ common }) => common));
  const best = fitting.filter(({ common }) => common === most);
  if (best.length === 1) {
    return { source: best[0].environment };
  }
  const names = (best.length > 0 ? best.map(each => each.environment) : ofType)
    .map(({ name }) => name)
    .sort()
    .join(', ');
  return {
    reason:
      best.length > 0
        ? `Releases could come from ${names}, all of type ${title}. Give the one that is meant and ${target.name} a label that the others do not have.`
        : `The labels of ${names}, all of type ${title}, contradict those of ${target.name}. Give the one that is meant the same labels.`,
  };
}

/** How many labels are equal; undefined where one that both carry is not. */
function inCommon(
  one: Record<string, string>,
  other: Record<string, string>,
): number | undefined {
  const shared = Object.keys(one).filter(key => own(other, key) !== undefined);
  return shared.every(key => own(one, key) === own(other, key))
    ? shared.length
    : undefined;
}
