import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Problem, unforeseenMessage } from '@tutti/engine';
import { FaultLog, isTransient, patiently } from '../faults';
import { Gates } from '../line';
import {
  draftRelease,
  PlanDeadline,
  PlanFacts,
  PlannedPaper,
  Planner,
  ReleaseDraft,
  storeRelease,
} from '../planning';
import { nothingToDo } from '../services/plans/nothingToDo';
import {
  ApplicationRecord,
  MadeFrom,
  PlanClaim,
  PlanRequestRecord,
  RefusedRequest,
  Store,
} from '../store';

/** A plan that takes longer has met a cluster that does not answer. */
const PLAN_TIMEOUT_MS = 30_000;
/** Each meets another object in the making, at worst; nobody waits for more. */
const MOST_TRIES_BESIDE_A_RUN = 5;
/** What ended so many workers would end the next one too. */
export const MOST_ATTEMPTS = 3;

/** Errors that are sentences for whoever asked. */
const FOR_CALLERS = new Set([
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ServiceUnavailableError',
]);

const WORKER_LOST: Problem = {
  severity: 'error',
  code: 'PlanWorkerLost',
  message: `The backend was lost ${MOST_ATTEMPTS} times while it made this plan.`,
  hint: 'Ask for the plan again. If it happens again, look at why the backend ends, and split the application if the plan is what it cannot bear.',
};

interface Made {
  application: ApplicationRecord;
  draft: ReleaseDraft;
  paper: PlannedPaper;
  madeFrom: MadeFrom;
}

/** Makes plans that were asked for, and stores them or why there are none. */
export class PlanMaker {
  constructor(
    private readonly options: {
      store: Store;
      planner: Planner;
      facts: PlanFacts;
      gates: Gates;
      faults: FaultLog;
      logger: LoggerService;
    },
  ) {}

  /**
   * @param signal - Aborted when the worker stops or has lost the request; then nothing is written.
   * @throws The database's error when the end could not be stored.
   */
  async make(claim: PlanClaim, signal: AbortSignal): Promise<void> {
    const outcome =
      claim.attempt > MOST_ATTEMPTS
        ? refused([WORKER_LOST])
        : await this.#outcome(claim.request, signal);
    if (signal.aborted) {
      return;
    }
    const { logger } = this.options;
    try {
      // What was made is not lost with a database that is away for a moment, or has no room.
      await patiently(() => this.#keep(claim, outcome), {
        signal,
        attempts: Infinity,
        onRetry: (_attempt, error) =>
          logger.warn(
            `Plan ${claim.request.id} could not be stored yet: ${error}`,
          ),
      });
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  async #keep(claim: PlanClaim, outcome: Made | RefusedRequest): Promise<void> {
    const { store } = this.options;
    if (!('paper' in outcome)) {
      await store.planRequests.refuse(claim, outcome);
      return;
    }
    const { request } = claim;
    const { application, draft, paper, madeFrom } = outcome;
    await store.ofApplication(application.id, async tx => {
      if (!(await tx.planRequests.end(claim))) {
        return;
      }
      const release = await storeRelease(
        tx,
        {
          applicationId: application.id,
          isPreview: (await tx.previews.of([request.environmentId])).size > 0,
        },
        draft,
      );
      const { head, rest, steps, basis } = paper;
      await tx.plans.add(
        {
          id: request.id,
          environmentId: request.environmentId,
          releaseId: release.id,
          input: request.input,
          basis,
          givenImages: draft.givenImages,
          plan: head,
          madeFrom,
          createdAt: await tx.now(),
          createdBy: request.requestedBy,
        },
        { rest, steps },
      );
    });
  }

  async #outcome(
    request: PlanRequestRecord,
    signal: AbortSignal,
  ): Promise<Made | RefusedRequest> {
    try {
      return await this.#planBesideRuns(request, signal);
    } catch (error) {
      return this.#failure(request, error);
    }
  }

  /**
   * A plan reads what is recorded and then the cluster: what a run makes in between looks like somebody
   * else's. While something runs, a plan that meets such a thing is made again.
   */
  async #planBesideRuns(
    request: PlanRequestRecord,
    signal: AbortSignal,
  ): Promise<Made | RefusedRequest> {
    const { environments } = this.options.store;
    for (let tries = 1; ; tries++) {
      const before = await environments.progress(request.environmentId);
      const made = await this.#plan(request, signal);
      if (!meetsStranger(made) || tries === MOST_TRIES_BESIDE_A_RUN) {
        return made;
      }
      const after = await environments.progress(request.environmentId);
      const ranBeside =
        before.running !== undefined ||
        after.running !== undefined ||
        before.serial !== after.serial;
      if (!ranBeside || signal.aborted) {
        return made;
      }
    }
  }

  async #plan(
    { environmentId, input, consenting, requestedBy }: PlanRequestRecord,
    signal: AbortSignal,
  ): Promise<Made | RefusedRequest> {
    const { store, planner, facts, gates } = this.options;
    const [environment] = await store.environments.get([environmentId]);
    const [application] = await store.applications.get([
      environment.applicationId,
    ]);
    const draft = await draftRelease(store, application, environment, input);
    const unpromoted = await gates.notPromoted(
      { application, environment },
      draft,
      input,
    );
    if (unpromoted) {
      return refused([unpromoted]);
    }
    const subject = {
      application,
      environment,
      release: draft,
      input,
      basis: draft.basis,
      requestedBy,
    };
    // Before anything is read for the plan: what changes from now on is found when they are compared.
    const madeFrom = await facts.read(subject);
    const deadline = new PlanDeadline(PLAN_TIMEOUT_MS);
    const result = await planner
      .plan(subject, AbortSignal.any([signal, deadline.signal]), deadline)
      .finally(() => deadline.end());
    if (!result.ok) {
      return refused(result.problems);
    }
    const { head } = result.value;
    const nothing = nothingToDo(head);
    if (nothing) {
      return refused([nothing]);
    }
    for (const { given, covers, message } of head.consents) {
      const right = consenting[covers];
      if (given && !right.allowed) {
        return {
          name: 'NotAllowedError',
          message: `${message}${right.reason}`,
        };
      }
    }
    return { application, draft, paper: result.value, madeFrom };
  }

  #failure({ id }: PlanRequestRecord, error: unknown): RefusedRequest {
    const { name, message, stack } = toError(error);
    if (FOR_CALLERS.has(name)) {
      return { name, message };
    }
    const errorId = this.options.faults.keep(
      `making plan ${id}`,
      stack ?? message,
    );
    return isTransient(error)
      ? {
          name: 'ServiceUnavailableError',
          message: `The database, the catalog or the cluster does not answer. Try again. The log of the backend tells more under the error id ${errorId}.`,
          errorId,
        }
      : {
          name: 'InternalError',
          message: unforeseenMessage(errorId),
          errorId,
        };
  }
}

function refused(problems: Problem[]): RefusedRequest {
  return { name: 'Refused', message: 'The plan cannot be made', problems };
}

/** It found something in the cluster that nobody says is of this environment. */
function meetsStranger(made: Made | RefusedRequest): boolean {
  return 'paper' in made
    ? made.paper.head.consents.some(
        ({ action, required, given }) =>
          action === 'adopt' && required && !given,
      )
    : (made.problems ?? []).some(({ code }) => code === 'ForeignNamespace');
}
