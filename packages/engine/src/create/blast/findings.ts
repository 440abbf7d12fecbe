import { Action, Address, Impact, PolicyFinding, Problem } from '../../model';
import { matchContextOf } from '../draft/binding';
import { countActions } from '../plan/summary';
import { judgePolicies } from '../policies';
import { canonical } from '../values';
import { Foreseen } from './Foreseen';

/** Every policy of the platform on the environment, if what is foreseen is what a plan would do. */
export function judgeForeseen(
  foreseen: Foreseen,
  impacts: Impact[],
): PolicyFinding[] {
  const { setting, resources, workloads } = foreseen;
  if (!setting) {
    return [];
  }
  const { request, context } = setting;
  const actions = new Map<Address, Action>(
    impacts.map(({ address, action }) => [address, action]),
  );
  const steps = [
    ...[...resources.values()].map(({ node, definition }) => ({
      address: node.address,
      action: actions.get(node.address) ?? 'keep',
      type: node.type,
      class: node.class,
      definition: definition.name,
      driver: definition.driver,
    })),
    ...[...workloads.keys(), ...gone(impacts, foreseen)].map(address => ({
      address,
      action: actions.get(address) ?? 'keep',
    })),
  ];
  return judgePolicies(Object.values(request.platform.policies), {
    context: { ...matchContextOf(request), release: context.release },
    plan: {
      application: context.application,
      environment: context.environment,
      release: context.release,
      summary: { ...countActions(steps.map(({ action }) => action)) },
      steps,
    },
    workloads: [...workloads.values()],
    resources: [...resources.values()].map(({ node, objects }) => ({
      ...(node.id !== undefined && { id: node.id }),
      ...(node.workload !== undefined && { workload: node.workload }),
      objects,
    })),
  });
}

function gone(impacts: Impact[], { resources }: Foreseen): Address[] {
  return impacts
    .filter(
      ({ kind, address }) => kind === 'resource' && !resources.has(address),
    )
    .map(({ address }) => address);
}

/** Findings of `after` that are not those of `before`; passing what nobody judged is no news. */
export function otherFindings(
  before: PolicyFinding[],
  after: PolicyFinding[],
): PolicyFinding[] {
  const key = ({ policy, subject }: PolicyFinding) => `${policy} ${subject}`;
  const old = new Map(before.map(finding => [key(finding), finding]));
  return after.filter(finding => {
    const was = old.get(key(finding));
    return was
      ? was.outcome !== finding.outcome || was.effect !== finding.effect
      : finding.outcome !== 'pass';
  });
}

/** Problems of `after` that `before` has not; in which line of a file they stand does not count. */
export function otherProblems(before: Problem[], after: Problem[]): Problem[] {
  const key = ({ severity, code, message, address, path }: Problem) =>
    canonical([severity, code, message, address ?? null, path ?? null]);
  const known = new Set(before.map(key));
  return after.filter(problem => !known.has(key(problem)));
}
