import { Address } from '../model';
import { Slots } from './Slots';

/** `reviewing`: it, or something it needs, goes on when a review is over. */
export type Ending = 'done' | 'failed' | 'skipped' | 'reviewing';

/**
 * Runs steps as soon as everything they need is done, several at a time. What needs a step that
 * failed or was skipped is skipped, what needs one that is reviewed stays as it is; independent
 * branches finish. Rejects only when `run` does.
 */
export async function schedule<
  T extends { address: Address; needs: Address[] },
>(
  steps: T[],
  options: {
    /** Each step has one from its begin to its end. */
    slots: Slots;
    run(step: T): Promise<'done' | 'failed' | 'reviewing'>;
    /** Called for a step that will not run, with the step it waited for in vain. */
    skip(step: T, because: Address | undefined): void;
    /** True: nothing new is begun. */
    stopped(): boolean;
  },
): Promise<Map<Address, Ending>> {
  const endings = new Map<Address, Ending>();
  const known = new Set(steps.map(({ address }) => address));
  const open = new Map<T, number>();
  const dependents = new Map<Address, T[]>();
  const ready: T[] = [];
  for (const step of steps) {
    const needs = step.needs.filter(address => known.has(address));
    open.set(step, needs.length);
    for (const address of needs) {
      const others = dependents.get(address);
      if (others) {
        others.push(step);
      } else {
        dependents.set(address, [step]);
      }
    }
    if (needs.length === 0) {
      ready.push(step);
    }
  }

  const end = (step: T, ending: Ending) => {
    endings.set(step.address, ending);
    for (const dependent of dependents.get(step.address) ?? []) {
      if (endings.has(dependent.address)) {
        continue;
      }
      if (ending === 'reviewing') {
        end(dependent, 'reviewing');
        continue;
      }
      if (ending !== 'done') {
        options.skip(dependent, step.address);
        end(dependent, 'skipped');
        continue;
      }
      const left = (open.get(dependent) ?? 0) - 1;
      open.set(dependent, left);
      if (left === 0) {
        ready.push(dependent);
      }
    }
  };

  const works: Promise<void>[] = [];
  const errors: unknown[] = [];
  const isOver = () => errors.length > 0 || options.stopped();
  async function work(step: T): Promise<void> {
    await options.slots.take();
    try {
      if (!isOver()) {
        end(step, await options.run(step));
      }
    } catch (error) {
      errors.push(error);
    } finally {
      begin();
      options.slots.giveBack();
    }
  }
  function begin(): void {
    works.push(...ready.splice(0).map(work));
  }
  begin();
  // What ends begins others, which are waited for in their turn.
  for (const one of works) {
    await one;
  }
  if (errors.length > 0) {
    throw errors[0];
  }
  for (const step of steps) {
    if (!endings.has(step.address)) {
      options.skip(step, undefined);
      endings.set(step.address, 'skipped');
    }
  }
  return endings;
}
