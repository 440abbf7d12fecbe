import { Plan } from '../../model';

/** What the steps that are not kept do, and why. */
export function changes(plan: Plan): Record<string, string[]> {
  return Object.fromEntries(
    plan.steps.flatMap(({ address, action, reasons }) =>
      action === 'keep'
        ? []
        : [[address, [action, ...reasons.map(({ code }) => code)]]],
    ),
  );
}
