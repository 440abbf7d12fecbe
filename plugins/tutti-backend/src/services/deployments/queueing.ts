import { randomUUID } from 'node:crypto';
import { PLAN_FORMAT } from '@tutti/engine';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { approvalSentence } from '../../line';
import {
  Aside,
  AskedApproval,
  DeploymentRecord,
  FOR_GOOD,
  Store,
  StoredPlan,
} from '../../store';
import { currentTraceParent } from '../../traces';
import { Caller } from '../types';
import { Gathering, gatheringAside, joinGathering } from './gathering';
import { supersede, supersedeInLine } from './superseding';

const PHASES = ['read', 'match', 'create', 'deploy'] as const;

/** What becomes a deployment. */
export interface Request {
  environmentId: string;
  /** Of a change: what it would do now. */
  plan?: StoredPlan;
  input: PlanInput;
  /** It is planned, or planned again, when its turn has come. */
  isChange?: true;
  verb: string;
  /** Nobody looks at it before it runs, whoever told of what it deploys. */
  byAutomation?: true;
  /** It waits for others like it, which become part of it. */
  gathers?: Gathering;
  idempotencyKey?: string;
  /** Why it may not begin now. */
  kept?: { waits: Aside; notBefore: number };
  approval?: AskedApproval;
  /** The success in another environment that it promotes by itself. */
  promotes?: string;
  /** The promotion to all of a type that asks for it. */
  round?: string;
}

/**
 * @throws A conflict error of the database when its plan, or the idempotency key, is taken, or what it
 *   promotes was promoted there.
 */
export function queue(
  store: Store,
  request: Request,
  caller: Pick<Caller, 'name' | 'isUser'>,
): Promise<DeploymentRecord> {
  return store.transaction(tx => queueIn(tx, request, caller));
}

/** As `queue`, in a transaction that stores more than the deployment. */
export async function queueIn(
  tx: Store,
  request: Request,
  caller: Pick<Caller, 'name' | 'isUser'>,
): Promise<DeploymentRecord> {
  const { environmentId, plan, approval, gathers } = request;
  const { unpromoted } = request.input;
  const traceParent = currentTraceParent();
  const joined = gathers && (await joinGathering(tx, request, gathers, caller));
  if (joined) {
    return joined;
  }
  const at = await tx.now();
  const number = await tx.environments.nextDeploymentNumber(environmentId);
  const gathering =
    gathers && !approval && !request.kept
      ? gatheringAside(gathers, at)
      : undefined;
  const aside = approval
    ? forApproval(approval, at)
    : request.kept ?? gathering;
  const newest: DeploymentRecord = {
    id: randomUUID(),
    environmentId,
    number,
    status: approval ? 'waiting-approval' : 'queued',
    ...(plan ? planOf(plan) : { format: PLAN_FORMAT }),
    ...(request.isChange && { input: request.input }),
    destroys: request.input.destroy ?? false,
    requestedBy: caller.name,
    requestedAt: at,
    phases: PHASES.map(phase => ({ phase, status: 'pending' })),
    failures: [],
    verb: request.verb,
    ...(traceParent !== undefined && { traceParent }),
    ...((request.byAutomation || !caller.isUser) && { byAutomation: true }),
    ...(gathers && { gathers: gathers.key }),
    ...(approval && { approval }),
    ...aside,
    ...(request.promotes !== undefined && { promotes: request.promotes }),
    ...(request.round !== undefined && { round: request.round }),
    ...(request.idempotencyKey && {
      idempotencyKey: request.idempotencyKey,
    }),
  };
  if (gathering) {
    await supersedeInLine(tx, environmentId, at);
  }
  const asked = gathering ? newest : await supersede(tx, newest);
  await tx.deployments.add(asked);
  if (plan) {
    await tx.steps.plan(asked.id, plan);
  }
  await tx.events.append(asked.id, [
    {
      type: 'status',
      at,
      status: asked.status,
      message: [
        `Requested by ${caller.name}`,
        ...(unpromoted === undefined
          ? []
          : [`It did not succeed where it has to come from: ${unpromoted}`]),
        ...(aside ? [aside.waits.message] : []),
      ].join('. '),
    },
  ]);
  return asked;
}

export function forApproval(
  approval: AskedApproval,
  at: number,
): { waits: Aside; notBefore: number } {
  return {
    waits: {
      for: 'approval',
      message: approvalSentence(approval, []),
      since: new Date(at).toISOString(),
      until: new Date(approval.expiresAt).toISOString(),
    },
    notBefore: FOR_GOOD,
  };
}

function planOf({ id, releaseId, plan, givenImages, basis }: StoredPlan) {
  return {
    planId: id,
    releaseId,
    format: plan.format,
    planned: { hash: plan.hash, target: plan.target, givenImages, basis },
  };
}
