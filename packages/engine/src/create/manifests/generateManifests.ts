import {
  fail,
  hasErrors,
  JsonObject,
  PlanPorts,
  PlanRequest,
  PolicyFinding,
  Problem,
  Result,
  succeed,
} from '../../model';
import { Draft, StepDraft } from '../draft/draft';
import { draftDeployment } from '../draft/draftDeployment';
import { isDenied, judgePlan } from '../plan/judgements';
import { inWaves } from '../objects';
import { behindDoor, Redactor } from '../redaction';
import { leavesOf } from '../values/inspect';
import { StandIns } from './StandIns';
import { ManifestWriter } from './ManifestWriter';

/**
 * The manifests of a plan in the order in which a run applies them, step by step and in the waves of
 * each step, for those who apply them by other means. No secret is in them: each is
 * a reference for their tool to replace (see `ManifestWriter`). The contents of the request's
 * secrets are not looked at, only their names.
 *
 * Problems are those of a plan, policies that deny (`PolicyDenied`), and leaves that only a
 * deployment knows (`KnownAfterApply`), each with the object, the field and the place that asks.
 *
 * @throws what `ports.signal` was aborted with
 */
export async function generateManifests(
  request: PlanRequest,
  ports: Omit<PlanPorts, 'generated'>,
): Promise<Result<JsonObject[]>> {
  const standIns = new StandIns();
  const draft = await draftDeployment(
    {
      ...request,
      secrets: standIns.replaced(request.secrets, 'application'),
      platformSecrets: standIns.replaced(request.platformSecrets, 'platform'),
    },
    behindDoor({ ...ports, generated: standIns }, new Redactor()),
  );
  if (!draft.ok) {
    return draft;
  }
  const { steps, problems } = draft.value;
  const writer = new ManifestWriter(
    standIns,
    resourceNames(draft.value),
    steps.flatMap(outputsOf),
  );
  const manifests = steps.flatMap(step =>
    inWaves(step.objects)
      .flat()
      .flatMap(({ template }) =>
        template ? [writer.write(template, step)] : [],
      ),
  );
  const all = [
    ...problems,
    ...writer.problems,
    ...judgePlan(draft.value).flatMap(policyProblem),
  ];
  return hasErrors(all) ? fail(all) : succeed(manifests, all);
}

function resourceNames({ identities }: Draft): Map<string, string> {
  return new Map(
    [...identities.values()].map(({ resourceId, name }) => [resourceId, name]),
  );
}

function outputsOf(step: StepDraft) {
  return step.kind === 'resource' ? leavesOf(step.outputs) : [];
}

function policyProblem(finding: PolicyFinding): Problem[] {
  const { policy, outcome, subject, message } = finding;
  if (outcome === 'pass') {
    return [];
  }
  const denied = isDenied(finding);
  return [
    {
      severity: denied ? 'error' : 'warning',
      code: denied ? 'PolicyDenied' : 'PolicyWarning',
      message: `${policy}: ${subject}: ${message}`,
      ...(outcome === 'pending' && {
        hint: 'Deploy it: the policy reads a value that only a deployment knows.',
      }),
    },
  ];
}
