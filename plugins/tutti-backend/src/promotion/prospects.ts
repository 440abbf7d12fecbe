import { EnvironmentType, groupBy, own, PromotionRule } from '@tutti/engine';
import { FINAL_STATUSES } from '@tutti/plugin-tutti-common';
import {
  ApplicationRecord,
  DeploymentRecord,
  EnvironmentRecord,
  PromotionRecord,
  ReleaseRun,
  Store,
} from '../store';
import { GateRecord } from '../verification';
import { sourceOf } from './sourceOf';
import { SourceFacts, Standing, standingOf } from './standing';
import { Receiver, turnOf, waveOf } from './waves';

/** An environment whose type says from where releases come, and where the next one stands. */
export interface Prospect {
  application: ApplicationRecord;
  target: EnvironmentRecord;
  rule: PromotionRule;
  /** Absent: nobody knows from where releases come; `reason` says why. */
  source?: EnvironmentRecord;
  reason?: string;
  /** The last success of the source. */
  success?: DeploymentRecord;
  /** How the release came there; absent where it needs nobody to look. */
  run?: ReleaseRun;
  standing?: Standing;
  asked?: PromotionRecord;
  /** From 1; absent where the type has no waves. */
  wave?: number;
}

type Types = Record<string, EnvironmentType>;

interface Narrowed {
  wanted?(rule: PromotionRule): boolean;
  /** What is hidden is as if it were not there: no sentence names it. */
  sees?(
    application: ApplicationRecord,
    environment: EnvironmentRecord,
  ): boolean;
}
type Pair = Prospect & { source: EnvironmentRecord };

/**
 * Of these applications, where each release is on its way. As many questions, however many there are; call
 * it in a transaction of the application to act on what it says.
 */
export async function prospectsOf(
  store: Store,
  types: Types,
  applications: ApplicationRecord[],
  { wanted = () => true, sees = () => true }: Narrowed = {},
): Promise<Prospect[]> {
  const byId = new Map(applications.map(each => [each.id, each]));
  const neighbours = groupBy(
    await store.environments.listOf([...byId.keys()]),
    ({ applicationId }) => applicationId,
  );
  const prospects: Prospect[] = [];
  for (const [applicationId, environments] of neighbours) {
    const application = byId.get(applicationId);
    if (!application) continue;
    const seen = environments.filter(each => sees(application, each));
    for (const target of seen) {
      const rule = own(types, target.type)?.promotion;
      if (!rule || !wanted(rule)) continue;
      const found = sourceOf(
        target,
        own(types, rule.from) ?? { name: rule.from },
        seen,
      );
      prospects.push({
        application,
        target,
        rule,
        ...found,
        ...(rule.waves.length > 0 && {
          wave: waveOf(target.labels, rule.waves),
        }),
      });
    }
  }
  const pairs = prospects.filter(isPaired);
  const judged = await judge(store, pairs);
  return prospects.map(each => judged.get(each.target.id) ?? each);
}

function isPaired(prospect: Prospect): prospect is Pair {
  return prospect.source !== undefined;
}

/** By the environment that it goes to: each with where it stands. */
async function judge(
  store: Store,
  pairs: Pair[],
): Promise<Map<string, Prospect>> {
  const facts = await readFacts(store, pairs);
  const known = pairs.map((pair): Pair => {
    const success = facts.successes.get(pair.source.id);
    const run = facts.runs.get(pair.source.id);
    const asked = askedOf(pair, facts);
    return {
      ...pair,
      ...(success && { success }),
      ...(run && { run }),
      ...(asked && { asked }),
    };
  });
  const groups = groupBy(known, ({ source, target }) =>
    JSON.stringify([source.id, target.type]),
  );
  return new Map(
    [...groups.values()].flatMap(group => {
      const receivers = group.map(pair => receiverOf(pair, facts));
      return group.map((pair): [string, Prospect] => [
        pair.target.id,
        { ...pair, standing: standingIn(pair, receivers, facts) },
      ]);
    }),
  );
}

function standingIn(pair: Pair, receivers: Receiver[], facts: Facts): Standing {
  const { target, rule, asked } = pair;
  const releaseId = facts.deployed.get(target.id)?.releaseId;
  return standingOf(
    rule,
    sourceFacts(pair, facts),
    {
      name: target.name,
      ...(releaseId !== undefined && { releaseId }),
      ...(asked && { asked }),
    },
    { turn: turnOf(target.name, receivers, rule), now: facts.now },
  );
}

type Facts = Awaited<ReturnType<typeof readFacts>>;

async function readFacts(store: Store, pairs: Pair[]) {
  const sourceIds = [...new Set(pairs.map(({ source }) => source.id))];
  const targetIds = pairs.map(({ target }) => target.id);
  const successes = await store.deployments.lastSuccessOf(sourceIds);
  const deployed = await store.deployments.lastDeployedOf(targetIds);
  // Where all have it already, and that is most of the time, nothing more is asked.
  const open = pairs.filter(({ source, target }) => {
    const success = successes.get(source.id);
    return (
      success?.releaseId !== undefined &&
      !success.destroys &&
      deployed.get(target.id)?.releaseId !== success.releaseId
    );
  });
  const openSources = [...new Set(open.map(({ source }) => source.id))];
  const runs = await store.promotions.runs(
    openSources.flatMap(id => successes.get(id)?.id ?? []),
  );
  const firsts = [...runs.values()].map(({ first }) => first.id);
  return {
    successes,
    deployed,
    runs,
    begun: await store.deployments.lastBegunOf(openSources),
    soaks: await store.soaks.of(openSources),
    gates: await store.gates.listOf(
      [...runs.values()].flatMap(({ ids }) => ids),
    ),
    promotions: groupBy(
      await store.promotions.in(
        openSources.length > 0 ? targetIds : [],
        firsts,
      ),
      ({ environmentId }) => environmentId,
    ),
    now: await store.now(),
  };
}

/** What promotes it, by itself or because a person asked, or what did so by itself before. */
function askedOf(
  { source, target }: Pair,
  { successes, runs, promotions }: Facts,
): PromotionRecord | undefined {
  const run = runs.get(source.id);
  const releaseId = successes.get(source.id)?.releaseId;
  if (!run) return undefined;
  const all = promotions.get(target.id) ?? [];
  return (
    all.find(({ promotes }) => promotes === run.first.id) ??
    all.find(
      ({ status, ...asked }) =>
        !FINAL_STATUSES.includes(status) &&
        (asked.releaseId === undefined
          ? asked.promoteFrom === source.name && !asked.promotes
          : asked.releaseId === releaseId),
    )
  );
}

function receiverOf(
  { source, target, asked }: Pair,
  { successes, deployed }: Facts,
): Receiver {
  const has =
    deployed.get(target.id)?.releaseId === successes.get(source.id)?.releaseId;
  return {
    name: target.name,
    labels: target.labels,
    progress: has ? 'succeeded' : progressOf(asked),
  };
}

function progressOf(asked: PromotionRecord | undefined): Receiver['progress'] {
  if (!asked) return 'open';
  if (asked.status === 'succeeded') return 'succeeded';
  return FINAL_STATUSES.includes(asked.status) ? 'failed' : 'begun';
}

function sourceFacts(
  { source, run }: Pair,
  { successes, begun, soaks, gates }: Facts,
): SourceFacts {
  const success = successes.get(source.id);
  const last = begun.get(source.id);
  const soak = soaks.get(source.id);
  return {
    name: source.name,
    ...(success && {
      success: {
        id: success.id,
        number: success.number,
        at: success.finishedAt ?? success.requestedAt,
        destroys: success.destroys,
        isPaused: success.planned?.basis.overlays.paused ?? false,
        ...(success.releaseId !== undefined && {
          releaseId: success.releaseId,
        }),
        isRollback: run?.isRollback ?? false,
      },
    }),
    ...(success && last && last.number > success.number && { later: last }),
    ...(success && soak?.deploymentId === success.id && { soak }),
    gates: lastWords((run?.ids ?? []).flatMap(id => gates.get(id) ?? [])),
  };
}

/** Of each key the last that somebody said, on whichever deployment of the release. */
function lastWords(gates: GateRecord[]): GateRecord[] {
  const last = new Map<string, GateRecord>();
  for (const gate of gates) {
    const before = last.get(gate.key);
    if (!before || (gate.at ?? 0) > (before.at ?? 0)) last.set(gate.key, gate);
  }
  return [...last.values()];
}
