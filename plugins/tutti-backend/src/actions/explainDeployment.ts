import { DeploymentDetail, FINAL_STATUSES } from '@tutti/plugin-tutti-common';
import { z } from 'zod/v3';
import { defineAction, READS } from './Action';
import { atMost, cut, shortened } from './bounds';
import { awaited, deploymentOf } from './deployments';
import { application, environment } from './inputs';
import { causeText } from './words';

const MOST = { failures: 20, logLines: 20 };
/** Clients of MCP give up after a minute. */
const LONGEST_WAIT_S = 30;

export const explainDeployment = defineAction({
  name: 'explain-deployment',
  title: 'Explain a deployment',
  description:
    'Tells how deployment #`number` of an environment went (the newest without a number): what it waits for and who has to agree, or each thing that failed with its cause, the end of its log and the way out. Waits up to `wait` seconds (at most 30) for its end: call it again while `ended` is false. Next: read-logs for more of a container, plan-deployment with what mends it, propose-change with `rollbackTo` to go back to `previousSuccess`.',
  attributes: READS,
  share: 'longPolls',
  input: z
    .object({
      application,
      environment,
      number: z.number().int().min(1).optional(),
      wait: z.number().int().min(0).max(LONGEST_WAIT_S).default(0),
    })
    .strict(),
  output: z.object({
    number: z.number(),
    status: z.string(),
    ended: z.boolean(),
    asked: z.string().describe('What was asked for, by whom and when'),
    release: z.string().optional(),
    waitsFor: z.string().optional(),
    approval: z.string().optional(),
    progress: z.string(),
    failures: z.array(
      z.object({
        address: z.string(),
        cause: z.string(),
        logTail: z.array(z.string()).optional(),
        withheld: z.string().optional(),
      }),
    ),
    rollback: z.string().optional(),
    previousSuccess: z
      .number()
      .optional()
      .describe('Number of the last success before it'),
    link: z.string(),
    cut,
  }),
  async handle({ number, wait, ...path }, context) {
    const { id } = await deploymentOf(path, number, context);
    const detail = await awaited(id, wait * 1000, context);
    const { items, cut: left } = atMost(
      detail.failures,
      MOST.failures,
      'failures: the link shows all',
    );
    const { progress, release, waits, previousSuccess } = detail;
    return {
      number: detail.number,
      status: detail.status,
      ended: FINAL_STATUSES.includes(detail.status),
      asked: `${detail.verb ?? 'Deploy'}, by ${detail.requestedBy} at ${
        detail.requestedAt
      }`,
      ...(release && { release: `r${release.number}` }),
      ...(waits && { waitsFor: `${waits.message} (since ${waits.since})` }),
      ...approvalOf(detail),
      progress: `${progress.done} of ${progress.of} steps`,
      failures: items.map(({ address, code, message, cause }) => ({
        address,
        cause: cause ? causeText(cause) : shortened(`${code}: ${message}`),
        ...(cause?.logTail && {
          logTail: cause.logTail
            .slice(-MOST.logLines)
            .map(line => shortened(line)),
        }),
        ...(cause?.withheld !== undefined && { withheld: cause.withheld }),
      })),
      ...rollbackOf(detail),
      ...(previousSuccess && { previousSuccess: previousSuccess.number }),
      link: context.links.deployment(id),
      cut: left,
    };
  },
});

function approvalOf({ status, approval }: DeploymentDetail) {
  if (!approval || status !== 'waiting-approval') {
    return {};
  }
  const { reason, missing } = approval;
  const groups =
    missing.groups.length > 0 ? `, of ${missing.groups.join(', ')}` : '';
  return {
    approval: `${reason} ${missing.people} more have to agree${groups}: a person does so in the portal.`,
  };
}

function rollbackOf({ rollback }: DeploymentDetail) {
  if (!rollback) {
    return {};
  }
  return {
    rollback:
      'number' in rollback
        ? `It was put back by #${rollback.number}.`
        : rollback.reason,
  };
}
