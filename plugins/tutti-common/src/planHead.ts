import type { ConsentNeeded, Plan, PolicyFinding } from '@tutti/engine';
import type { PlanContents, PlanHead } from './types';

/** Of what a list of a head tells; a person may give a thousand consents, and all of those are told. */
const MOST = { policies: 500, problems: 500, consents: 1_200, names: 100 };

/** A plan in numbers, with as much of its lists as a person reads: what stands in the way first. */
export function headOf(plan: Plan): PlanHead {
  const { graph: _graph, steps: _steps, ...head } = plan;
  return {
    ...head,
    policies: first(MOST.policies, plan.policies, findingRank),
    consents: first(MOST.consents, plan.consents, consentRank),
    problems: plan.problems.slice(0, MOST.problems),
    ...(plan.dryRun && {
      dryRun: {
        ...plan.dryRun,
        refusals: plan.dryRun.refusals.slice(0, MOST.problems),
      },
    }),
    contents: contentsOf(plan),
  };
}

function contentsOf({
  steps,
  policies,
  consents,
  problems,
}: Plan): PlanContents {
  const contents: PlanContents = {
    steps: { target: {}, resource: {}, workload: {} },
    objects: {},
    policies: { denials: 0, warnings: 0, passes: 0, pending: 0 },
    consents: consents.length,
    problems: problems.length,
    losing: [],
    staying: [],
  };
  for (const step of steps) {
    count(contents.steps[step.kind], step.action);
    step.objects.forEach(({ action }) => count(contents.objects, action));
    if (
      step.action === 'destroy' &&
      step.kind === 'resource' &&
      step.protection === 'stateful'
    ) {
      contents.losing.push(step.address);
    } else if (step.action === 'retain' || step.action === 'detach') {
      contents.staying.push(step.address);
    }
  }
  policies.forEach(finding => {
    contents.policies[outcomeOf(finding)] += 1;
  });
  return {
    ...contents,
    losing: contents.losing.slice(0, MOST.names),
    staying: contents.staying.slice(0, MOST.names),
  };
}

function count<Key extends string>(
  counts: Partial<Record<Key, number>>,
  key: Key,
): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

function outcomeOf({
  outcome,
  effect,
}: PolicyFinding): keyof PlanContents['policies'] {
  if (outcome !== 'broken') {
    return outcome === 'pass' ? 'passes' : 'pending';
  }
  return effect === 'deny' ? 'denials' : 'warnings';
}

/** In their order while all of them fit. */
function first<T>(most: number, items: T[], rank: (item: T) => number): T[] {
  return items.length <= most
    ? items
    : [...items].sort((a, b) => rank(a) - rank(b)).slice(0, most);
}

function findingRank(finding: PolicyFinding): number {
  const order = ['denials', 'warnings', 'pending', 'passes'];
  return order.indexOf(outcomeOf(finding));
}

function consentRank({ given, required }: ConsentNeeded): number {
  if (given) return 0;
  return required ? 1 : 2;
}
