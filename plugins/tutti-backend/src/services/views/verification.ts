import { GateView, VerificationView } from '@tutti/plugin-tutti-common';
import { DeploymentRecord } from '../../store';
import { GateRecord } from '../../verification';
import { isoTime } from './releases';

/** Of one that was, or is, verified; with a gate that nobody has set yet as `pending`. */
export function verificationView(
  { status, verification }: DeploymentRecord,
  gates: GateRecord[],
): VerificationView | undefined {
  if (!verification) {
    return undefined;
  }
  const { rule, since, healthySince } = verification;
  return {
    since: isoTime(since),
    until: isoTime(since + rule.withinMs),
    healthyForMs: rule.healthyForMs,
    ...(healthySince !== undefined && { healthySince: isoTime(healthySince) }),
    gates: gateViews(rule.gates, gates),
    allowed: {
      setGate:
        status === 'verifying'
          ? { allowed: true }
          : { allowed: false, reason: 'It has ended' },
    },
  };
}

/** With one that nobody has set yet as `pending`. */
export function gateViews(keys: string[], gates: GateRecord[]): GateView[] {
  return keys.map(
    key =>
      gateView(gates.find(gate => gate.key === key)) ?? {
        key,
        status: 'pending',
      },
  );
}

function gateView(gate: GateRecord | undefined): GateView | undefined {
  if (!gate) {
    return undefined;
  }
  const { at, ...said } = gate;
  return { ...said, ...(at !== undefined && { at: isoTime(at) }) };
}
