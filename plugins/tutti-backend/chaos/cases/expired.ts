import { setTimeout as pause } from 'node:timers/promises';
import { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { brokenPromises, deployTag, unless } from './outages';
import { Run } from '../records/judge';
import { Scene } from '../scene/Scene';

/**
 * Nobody approves in time, and the worker that asked is killed. Who approves too late is told so; whoever
 * works next ends it, and the next one is asked for anew.
 */
export async function expireWithoutWorker(scene: Scene): Promise<string[]> {
  const [place] = scene.places;
  const { api } = scene;
  const runs: Omit<Run, 'environment' | 'status'>[] = [];
  const approve = (id: string) =>
    api.ask<{ error?: { message: string } }>(
      'POST',
      `/deployments/${id}/approvals`,
      { decision: 'approve' },
    );
  const first = await scene.startWorker();
  const expired = await deployTag(scene, place, 'n1', runs);
  await waitingForApproval(scene, expired);
  await first.kill();
  await isOver(scene, expired);
  const late = await approve(expired);
  const { status: meanwhile } = await api.deployment(expired);
  await scene.startWorker();
  const { status, failures } = await api.ended(expired);
  const next = await deployTag(scene, place, 'n2', runs);
  await waitingForApproval(scene, next);
  const { status: approved } = await approve(next);
  const { status: end } = await api.ended(next);
  return [
    ...unless(
      late.status === 409 &&
        (late.body.error?.message ?? '').includes('in time. Deploy again'),
      `Who approves too late is told: ${late.status} ${JSON.stringify(
        late.body,
      )}`,
    ),
    ...unless(
      meanwhile === 'waiting-approval',
      `Without a worker it is ${meanwhile}.`,
    ),
    ...unless(
      status === 'rejected' && failures[0]?.code === 'ApprovalExpired',
      `It ended as ${status} ${JSON.stringify(failures)}`,
    ),
    ...unless(
      approved < 300 && end === 'succeeded',
      `The next one, approved with ${approved}, ended as ${end}.`,
    ),
    ...brokenPromises(await scene.evidence(runs)),
  ];
}

async function waitingForApproval(
  { api }: Scene,
  id: string,
): Promise<DeploymentDetail> {
  for (;;) {
    const detail = await api.deployment(id);
    if (detail.status === 'waiting-approval') {
      return detail;
    }
    if (detail.finishedAt) {
      throw new Error(`${detail.status} ${JSON.stringify(detail.failures)}`);
    }
    await pause(100);
  }
}

/** By the database's clock. */
async function isOver({ knex }: Scene, id: string): Promise<void> {
  const left = async () => {
    const row = await knex('deployments')
      .where({ id })
      .first({
        left: knex.raw(
          'expires_at - (extract(epoch from clock_timestamp()) * 1000)::bigint',
        ),
      });
    return Number(row.left);
  };
  while ((await left()) >= 0) {
    await pause(100);
  }
}
