import { PlanRequest, RunOutcome, Workload } from '@tutti/engine';
import { TestEnvironment } from '@tutti/engine/testing';
import { environmentOn } from '../src/__testUtils__/environmentOn';
import { examplePlatform } from '../src/__testUtils__/examplePlatform';
import { Place } from './Case';

const HEALTH_TIMEOUT_MS = 120_000;
const example = examplePlatform();

/** What became of a deployment: it is healthy, or these are the reasons why not. */
export type Deployed =
  | { is: 'healthy'; objects: number }
  /** The platform does not have what it asks for. */
  | { is: 'refused'; codes: string[]; why: string }
  | { is: 'failed'; why: string };

/** An environment of the example platform in the place. */
export function exampleEnvironment(
  { driver }: Place,
  application: string,
  environmentType: string,
  workloads: Workload[],
  parts: Partial<PlanRequest>,
): TestEnvironment {
  const environment = environmentOn(
    place => driver.open(place),
    TestEnvironment.of(example.platform, workloads, {
      ...example,
      application: {
        id: application,
        name: application,
        owner: 'group:default/storefront',
        labels: {},
      },
      environment: {
        id: `${application}-${environmentType}`,
        name: environmentType,
        type: environmentType,
      },
      ...parts,
    }).request,
  );
  environment.limits = { healthTimeoutMs: HEALTH_TIMEOUT_MS };
  return environment;
}

/** Plans and runs; what needs consent gets it. */
export async function deploy(environment: TestEnvironment): Promise<Deployed> {
  const plan = await environment.tryPlan();
  if (!plan.ok) {
    const errors = plan.problems.filter(({ severity }) => severity === 'error');
    return {
      is: 'refused',
      codes: errors.map(({ code }) => code),
      why: errors.map(({ message }) => message).join(' '),
    };
  }
  const outcome = await environment.deploy({ consent: plan.value.consents });
  return outcome.status === 'succeeded'
    ? { is: 'healthy', objects: outcome.applies }
    : { is: 'failed', why: reasonsOf(outcome) };
}

function reasonsOf(outcome: RunOutcome): string {
  switch (outcome.status) {
    case 'failed':
    case 'cancelled':
      return outcome.failures
        .map(({ message, cause }) =>
          cause ? `${message}: ${cause.message}. ${cause.hint}` : message,
        )
        .join('\n');
    case 'interrupted':
      return outcome.message;
    default:
      return JSON.stringify(outcome);
  }
}
