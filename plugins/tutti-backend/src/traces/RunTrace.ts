import {
  Context,
  ROOT_CONTEXT,
  Span,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { Phase, RunEvent, StepStatus } from '@tutti/engine';
import { readTraceParent } from './traceParent';

const FINAL: readonly StepStatus[] = [
  'done',
  'kept',
  'failed',
  'skipped',
  'diverged',
];

/**
 * A run as spans: one for all of it, in that one for each phase, and in those one for each step that did
 * something. They are made from what the run tells, with its times. Names, addresses and states are on
 * them, and nothing that a driver, a cluster or a container said. Without a tracer in the portal
 * nothing is made.
 */
export class RunTrace {
  readonly #tracer = trace.getTracer('tutti');
  readonly #run: Span;
  readonly #phases = new Map<Phase, Span>();
  readonly #steps = new Map<string, Span>();
  /** In which spans begin that belong to no phase that runs. */
  readonly #within: Context;
  #phase?: Context;

  constructor(run: {
    deploymentId: string;
    number: number;
    application: string;
    environment: string;
    environmentType: string;
    /** How often the run was taken over. */
    takeovers: number;
    /** Of the request for it. */
    traceParent?: string;
  }) {
    const asked = readTraceParent(run.traceParent ?? '');
    this.#run = this.#tracer.startSpan(
      'tutti.run',
      {
        root: true,
        ...(asked && { links: [{ context: asked }] }),
        attributes: {
          'tutti.deployment.id': run.deploymentId,
          'tutti.deployment.number': run.number,
          'tutti.application': run.application,
          'tutti.environment': run.environment,
          'tutti.environment.type': run.environmentType,
          'tutti.run.takeovers': run.takeovers,
        },
      },
      ROOT_CONTEXT,
    );
    this.#within = trace.setSpan(ROOT_CONTEXT, this.#run);
  }

  /** Anything that the run tells, in order. */
  record(event: RunEvent): void {
    if (event.type === 'phase') {
      this.#ofPhase(event);
    } else if (event.type === 'step') {
      this.#ofStep(event);
    }
  }

  /** What has not ended is ended too: nobody tells of it any more. */
  end(status: string, isGood: boolean): void {
    for (const span of [...this.#steps.values(), ...this.#phases.values()]) {
      span.end();
    }
    this.#run.setAttribute('tutti.run.status', status);
    this.#run.setStatus({
      code: isGood ? SpanStatusCode.OK : SpanStatusCode.ERROR,
    });
    this.#run.end();
  }

  #ofPhase({
    phase,
    status,
    at,
    durationMs,
  }: Extract<RunEvent, { type: 'phase' }>): void {
    if (status === 'started') {
      this.#beginPhase(phase, at);
      return;
    }
    const span =
      this.#phases.get(phase) ??
      this.#beginPhase(phase, at - (durationMs ?? 0));
    span.setStatus({
      code: status === 'failed' ? SpanStatusCode.ERROR : SpanStatusCode.OK,
    });
    span.end(at);
    this.#phases.delete(phase);
    this.#phase = undefined;
  }

  #beginPhase(phase: Phase, at: number): Span {
    const span = this.#tracer.startSpan(
      `tutti.${phase}`,
      { startTime: at },
      this.#within,
    );
    this.#phases.set(phase, span);
    this.#phase = trace.setSpan(this.#within, span);
    return span;
  }

  /** What is unchanged did nothing. */
  #ofStep(event: Extract<RunEvent, { type: 'step' }>): void {
    const { address, action, status, at, attempt } = event;
    const known = this.#steps.get(address);
    if (!known && status === 'kept') return;
    const span =
      known ??
      this.#tracer.startSpan(
        'tutti.step',
        {
          startTime: at,
          attributes: {
            'tutti.step.address': address,
            'tutti.step.action': action,
          },
        },
        this.#phase ?? this.#within,
      );
    this.#steps.set(address, span);
    if (attempt !== undefined) {
      span.setAttribute('tutti.step.attempt', attempt);
    }
    if (FINAL.includes(status)) {
      span.setAttribute('tutti.step.status', status);
      span.setStatus({
        code: status === 'failed' ? SpanStatusCode.ERROR : SpanStatusCode.OK,
      });
      span.end(at);
      this.#steps.delete(address);
    }
  }
}
