import {
  isSpanContextValid,
  SpanContext,
  trace,
  TraceFlags,
} from '@opentelemetry/api';

/** `00-<trace>-<span>-<flags>` (W3C Trace Context, version 00). */
const FORM = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Of the request that is answered now; undefined where the portal traces nothing. */
export function currentTraceParent(): string | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  return context && isSpanContextValid(context)
    ? writeTraceParent(context)
    : undefined;
}

export function writeTraceParent({
  traceId,
  spanId,
  traceFlags,
}: SpanContext): string {
  const flags = (traceFlags & TraceFlags.SAMPLED).toString(16);
  return `00-${traceId}-${spanId}-${flags.padStart(2, '0')}`;
}

/** Undefined for what is none. */
export function readTraceParent(text: string): SpanContext | undefined {
  const [, traceId, spanId, flags] = FORM.exec(text) ?? [];
  const context = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  };
  return flags !== undefined && isSpanContextValid(context)
    ? context
    : undefined;
}
