import {
  Context,
  Link,
  Span,
  SpanContext,
  SpanOptions,
  SpanStatus,
  TimeInput,
  trace,
  TraceFlags,
  Tracer,
} from '@opentelemetry/api';

/** A span as an exporter would get it. */
export interface RecordedSpan {
  name: string;
  context: SpanContext;
  parent?: string;
  root: boolean;
  links: Link[];
  attributes: Record<string, unknown>;
  status?: SpanStatus;
  startTime?: TimeInput;
  endTime?: TimeInput;
  ended: boolean;
}

/** A provider of tracers that keeps every span in memory. The SDK's packages do not take the API's version that Backstage has. */
export class RecordedSpans {
  readonly spans: RecordedSpan[] = [];

  /** For the whole process, until `stop`. */
  start(): void {
    trace.disable();
    trace.setGlobalTracerProvider({ getTracer: () => this.#tracer() });
  }

  stop(): void {
    trace.disable();
  }

  #tracer(): Tracer {
    return {
      startSpan: (name, options, context) =>
        this.#begin(name, options ?? {}, context),
      startActiveSpan: () => {
        throw new Error('Nobody here begins an active span');
      },
    };
  }

  #begin(name: string, options: SpanOptions, context?: Context): Span {
    const parent = context && trace.getSpanContext(context);
    const count = this.spans.length + 1;
    const recorded: RecordedSpan = {
      name,
      context: {
        traceId: parent?.traceId ?? count.toString(16).padStart(32, '0'),
        spanId: count.toString(16).padStart(16, '0'),
        traceFlags: TraceFlags.SAMPLED,
      },
      ...(parent && { parent: parent.spanId }),
      root: options.root ?? false,
      links: options.links ?? [],
      attributes: { ...options.attributes },
      ...(options.startTime !== undefined && { startTime: options.startTime }),
      ended: false,
    };
    this.spans.push(recorded);
    const span: Span = {
      spanContext: () => recorded.context,
      setAttribute(key, value) {
        recorded.attributes[key] = value;
        return span;
      },
      setAttributes(attributes) {
        Object.assign(recorded.attributes, attributes);
        return span;
      },
      addEvent: () => span,
      addLink: link => {
        recorded.links.push(link);
        return span;
      },
      addLinks: links => {
        recorded.links.push(...links);
        return span;
      },
      setStatus(status) {
        recorded.status = status;
        return span;
      },
      updateName(next) {
        recorded.name = next;
        return span;
      },
      end(endTime) {
        recorded.ended = true;
        recorded.endTime = endTime;
      },
      isRecording: () => !recorded.ended,
      recordException: () => {},
    };
    return span;
  }
}
