import { Problem } from '@tutti/engine';
import { PlanHead } from '@tutti/plugin-tutti-common';

const NOTHING_TO_DEPLOY: Problem = {
  severity: 'error',
  code: 'NothingToDeploy',
  message:
    'The application has no workload, and nothing of it runs in this environment.',
  hint: 'Add a workload first.',
};

const NOTHING_TO_DESTROY: Problem = {
  severity: 'error',
  code: 'NothingToDestroy',
  message: 'Nothing of this environment is in its cluster.',
  hint: 'Remove the environment, or deploy to it.',
};

/** A namespace alone is nothing that was deployed; but it goes with its environment. */
export function nothingToDo({
  contents,
  destroys,
}: PlanHead): Problem | undefined {
  const { target, resource, workload } = contents.steps;
  const isEmpty =
    Object.keys(resource).length === 0 &&
    Object.keys(workload).length === 0 &&
    !(destroys && (target.destroy || target.detach));
  if (!isEmpty) {
    return undefined;
  }
  return destroys ? NOTHING_TO_DESTROY : NOTHING_TO_DEPLOY;
}
