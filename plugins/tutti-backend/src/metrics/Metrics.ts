import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { StepStatus } from '@tutti/engine';
import { DeploymentStatus } from '@tutti/plugin-tutti-common';

/** Counters and durations of what Tutti does; docs/reference/metrics.md says what to make of them. */
export class Metrics {
  readonly #planDuration;
  readonly #deployments;
  readonly #runDuration;
  readonly #steps;
  readonly #takeovers;
  readonly #clusterErrors;
  readonly #unforeseen;
  readonly #queueWait;
  readonly #leaseLosses;
  readonly #webhooks;
  readonly #driftLag;

  constructor(service: MetricsService) {
    this.#planDuration = service.createHistogram<{ result: PlanResult }>(
      'tutti.plan.duration',
      { description: 'Making a plan', unit: 's' },
    );
    this.#deployments = service.createCounter<{ status: DeploymentStatus }>(
      'tutti.deployments',
      { description: 'Deployments that ended', unit: '{deployment}' },
    );
    this.#runDuration = service.createHistogram<{ status: DeploymentStatus }>(
      'tutti.deployment.duration',
      { description: 'From the first claim of a run to its end', unit: 's' },
    );
    this.#steps = service.createCounter<{ action: string; result: StepStatus }>(
      'tutti.steps',
      { description: 'Steps of runs that ended', unit: '{step}' },
    );
    this.#takeovers = service.createCounter('tutti.lease.takeovers', {
      description: 'Runs taken over from a worker that was silent',
      unit: '{takeover}',
    });
    this.#clusterErrors = service.createCounter<{
      cluster: string;
      code: string;
    }>('tutti.cluster.errors', {
      description: 'Requests to clusters that failed',
      unit: '{error}',
    });
    this.#queueWait = service.createHistogram('tutti.queue.wait', {
      description: 'From the request for a deployment to its begin',
      unit: 's',
    });
    this.#leaseLosses = service.createCounter('tutti.lease.losses', {
      description: 'Runs that this replica let go of: another has them',
      unit: '{loss}',
    });
    this.#driftLag = service.createHistogram('tutti.drift.lag', {
      description: 'How much later than due an environment was looked at',
      unit: 's',
    });
    this.#webhooks = service.createCounter<{ result: WebhookResult }>(
      'tutti.webhook.deliveries',
      { description: 'Tries to deliver to webhooks', unit: '{delivery}' },
    );
    this.#unforeseen = service.createCounter('tutti.errors.unforeseen', {
      description: 'Errors that nobody foresaw; the log tells them by id',
      unit: '{error}',
    });
  }

  planned(result: PlanResult, milliseconds: number): void {
    this.#planDuration.record(milliseconds / 1000, { result });
  }

  deploymentEnded(status: DeploymentStatus, milliseconds?: number): void {
    this.#deployments.add(1, { status });
    if (milliseconds !== undefined) {
      this.#runDuration.record(milliseconds / 1000, { status });
    }
  }

  stepEnded(action: string, result: StepStatus): void {
    this.#steps.add(1, { action, result });
  }

  takenOver(): void {
    this.#takeovers.add(1);
  }

  began(waitedMs: number): void {
    this.#queueWait.record(waitedMs / 1000);
  }

  driftLooked(lateMs: number): void {
    this.#driftLag.record(lateMs / 1000);
  }

  leaseLost(): void {
    this.#leaseLosses.add(1);
  }

  webhookSent(result: WebhookResult): void {
    this.#webhooks.add(1, { result });
  }

  clusterFailed(cluster: string, code: string): void {
    this.#clusterErrors.add(1, { cluster, code });
  }

  unforeseen(): void {
    this.#unforeseen.add(1);
  }
}

/** `failed`: it is tried again. `dead`: it is given up. */
export type WebhookResult = 'delivered' | 'failed' | 'dead';

/** `refused`: the plan has problems. `failed`: it could not be made at all. */
export type PlanResult = 'made' | 'refused' | 'failed';
