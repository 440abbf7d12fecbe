import type { DeploymentStep } from '@tutti/plugin-tutti-common';
import { holdsWords } from '../../ui/FindField';

export const SHOWN = ['all', 'changes', 'failed', 'near'] as const;
export type Shown = (typeof SHOWN)[number];

export function isShown(text: string): text is Shown {
  return SHOWN.some(each => each === text);
}

export const FAILED = ['failed', 'diverged', 'skipped'];

/**
 * The steps that somebody wants to see: all, those that change something, those that failed or
 * were skipped for it, or the chosen one with its neighbours. Needs lead to shown steps only.
 */
export function shownSteps(
  steps: DeploymentStep[],
  wanted: { show: Shown; find: string; chosen: string },
): DeploymentStep[] {
  const { show, find, chosen } = wanted;
  const needed = steps.find(({ address }) => address === chosen)?.needs ?? [];
  const fits = ({ address, action, status, needs }: DeploymentStep) => {
    switch (show) {
      case 'changes':
        return action !== 'keep';
      case 'failed':
        return FAILED.includes(status);
      case 'near':
        return (
          address === chosen ||
          needed.includes(address) ||
          needs.includes(chosen)
        );
      case 'all':
      default:
        return true;
    }
  };
  const shown = steps.filter(
    step => fits(step) && holdsWords(step.address, find),
  );
  const addresses = new Set(shown.map(({ address }) => address));
  return shown.map(step => ({
    ...step,
    needs: step.needs.filter(address => addresses.has(address)),
  }));
}
