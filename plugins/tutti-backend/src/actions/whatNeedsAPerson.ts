import { Action } from '@tutti/engine';
import { PlanInput, PlanView } from '@tutti/plugin-tutti-common';

/** What a program may ask for and have done: it changes what runs, and undoes nothing. */
const MAY_BE_ASKED: (keyof PlanInput)[] = ['images', 'replicas', 'restart'];
/** What cannot be taken back, or changes whose something is. */
const TAKES_AWAY: Action[] = ['replace', 'destroy', 'detach', 'adopt'];

/**
 * Why a person has to look at a plan and press the button; empty where a program may. Consents and
 * approvals are people's, however they came about.
 */
export function whatNeedsAPerson({
  input,
  plan,
  approval,
}: Pick<PlanView, 'input' | 'plan' | 'approval'>): string[] {
  const { contents, consents, reviews = [] } = plan;
  const others = Object.entries(input)
    .filter(
      ([key, value]) =>
        value !== undefined && !MAY_BE_ASKED.some(each => each === key),
    )
    .map(([key]) => key);
  const taken = Object.values(contents.steps).flatMap(counts =>
    TAKES_AWAY.flatMap(action => {
      const count = counts[action] ?? 0;
      return count > 0 ? [`${action} ${count}`] : [];
    }),
  );
  return [
    ...(approval ? [`It needs an approval. ${approval.reason}`] : []),
    ...consents
      .filter(({ required, given }) => required || given)
      .map(({ message }) => `It needs a consent. ${message}`),
    ...(others.length > 0
      ? [`A person decides about \`${others.join('`, `')}\`.`]
      : []),
    ...(plan.destroys ? ['It destroys the environment.'] : []),
    ...(taken.length > 0
      ? [`It takes something away: ${taken.join(', ')}.`]
      : []),
    ...(contents.losing.length > 0
      ? [`It loses data of ${contents.losing.join(', ')}.`]
      : []),
    ...(reviews.length > 0
      ? ['In its run somebody has to review what drivers would do.']
      : []),
  ];
}
