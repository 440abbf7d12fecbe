import { NotFoundError } from '@backstage/errors';
import {
  Allowed,
  Approval,
  Deployment,
  DeploymentStep,
} from '@tutti/plugin-tutti-common';
import { Store } from '../../store';
import {
  allowedBy,
  demand,
  EnvironmentSubject,
  Grants,
  Guard,
  seesPlace,
} from '../access';
import { environmentSubject } from '../access/Access';
import { rightsFor } from '../access/rightsFor';
import { causeFor } from '../environments/logs';
import { Lookup } from '../Lookup';
import {
  Asked,
  Caller,
  DecisionInput,
  DeploymentsService,
  GateInput,
  StepPageQuery,
  Visibility,
} from '../types';

export class AuthorizedDeploymentsService implements DeploymentsService {
  constructor(
    private readonly inner: DeploymentsService,
    private readonly guard: Guard,
    private readonly store: Store,
  ) {}

  async create(asked: Asked, caller: Caller) {
    const { input, guarded } =
      'planId' in asked
        ? await this.#planned(asked.planId, caller)
        : {
            input: asked.input,
            guarded: await this.guard.place(asked, caller),
          };
    const { grants, subject } = guarded;
    for (const right of rightsFor(input)) {
      demand(grants.environment(right, subject));
    }
    if (input.promoteFrom !== undefined) {
      const { application } = guarded.place;
      // What may not be seen is not there.
      await this.guard.place(
        { application: application.name, environment: input.promoteFrom },
        caller,
      );
    }
    return granted(grants, subject, await this.inner.create(asked, caller));
  }

  async list(
    query: {
      application?: string;
      environment?: string;
      mine?: boolean;
      limit: number;
      before?: string;
    } & Visibility,
    caller: Caller,
  ) {
    const grants = await this.guard.grants(caller);
    if (query.application) {
      await this.guard.application(query.application, caller);
    }
    const page = await this.inner.list(
      { ...query, visible: place => seesPlace(grants, place) },
      caller,
    );
    const items: Deployment[] = [];
    const subjects = new Map<string, EnvironmentSubject>();
    for (const item of page.items) {
      const key = `${item.application}/${item.environment}`;
      const subject = subjects.get(key) ?? (await this.#subjectOf(item));
      subjects.set(key, subject);
      items.push(granted(grants, subject, item));
    }
    return { ...page, items };
  }

  async get(id: string, caller: Caller) {
    const { grants, subject } = await this.#guarded(id, caller);
    const detail = await this.inner.get(id, caller);
    const shown = { ...detail, ...granted(grants, subject, detail) };
    const right = allowedBy(grants.onEnvironment('gate', subject));
    return {
      ...shown,
      steps: stepsFor(grants, subject, shown.steps),
      ...(detail.approval && {
        approval: decidedBy(grants, subject, detail.approval),
      }),
      ...(detail.promotion && {
        promotion: {
          ...detail.promotion,
          allowed: {
            setGate: right.allowed ? detail.promotion.allowed.setGate : right,
          },
        },
      }),
      ...(detail.verification && {
        verification: {
          ...detail.verification,
          allowed: {
            setGate: right.allowed
              ? detail.verification.allowed.setGate
              : right,
          },
        },
      }),
    };
  }

  async steps(id: string, query: StepPageQuery, caller: Caller) {
    const { grants, subject } = await this.#guarded(id, caller);
    const page = await this.inner.steps(id, query, caller);
    return { ...page, steps: stepsFor(grants, subject, page.steps) };
  }

  async cancel(id: string, caller: Caller) {
    const { grants, subject } = await this.#guarded(id, caller);
    const detail = await this.inner.get(id, caller);
    demand(mayCancel(grants, subject, detail));
    return granted(grants, subject, await this.inner.cancel(id, caller));
  }

  async decide(id: string, decision: DecisionInput, caller: Caller) {
    const { grants, subject } = await this.#guarded(id, caller);
    const record = await this.store.deployments.get(id);
    demand(deciding(grants, subject, record?.approval?.by ?? 'approve'));
    return granted(
      grants,
      subject,
      await this.inner.decide(
        id,
        { ...decision, isMemberOf: group => grants.actsAs(group) },
        caller,
      ),
    );
  }

  async override(id: string, reason: string, caller: Caller) {
    const { grants, subject } = await this.#guarded(id, caller);
    demand(grants.environment('override', subject));
    return granted(
      grants,
      subject,
      await this.inner.override(id, reason, caller),
    );
  }

  async setGate(id: string, gate: GateInput, caller: Caller) {
    const { grants, subject } = await this.#guarded(id, caller);
    demand(grants.environment('gate', subject));
    return granted(grants, subject, await this.inner.setGate(id, gate, caller));
  }

  async #planned(planId: string, caller: Caller) {
    const plan = await this.store.plans.get(planId);
    if (!plan) {
      throw new NotFoundError(`There is no plan '${planId}'`);
    }
    const guarded = await this.guard.placeById(
      plan.environmentId,
      `plan '${planId}'`,
      caller,
    );
    return { input: plan.input, guarded };
  }

  async #guarded(id: string, caller: Caller) {
    const record = await this.store.deployments.get(id);
    if (!record) {
      throw new NotFoundError(`There is no deployment '${id}'`);
    }
    return this.guard.placeById(
      record.environmentId,
      `deployment '${id}'`,
      caller,
    );
  }

  async #subjectOf(item: Deployment): Promise<EnvironmentSubject> {
    const place = await new Lookup(this.store).place(item);
    return environmentSubject(place.application, place.environment);
  }
}

/** What a container said is told to those who may read logs. */
function stepsFor(
  grants: Grants,
  subject: EnvironmentSubject,
  steps: DeploymentStep[],
): DeploymentStep[] {
  const logs = allowedBy(grants.onEnvironment('logs', subject));
  return steps.map(step => ({
    ...step,
    ...(step.cause && { cause: causeFor(logs, step.cause) }),
  }));
}

function verbOf({ destroys }: { destroys?: true }): 'deploy' | 'destroy' {
  return destroys ? 'destroy' : 'deploy';
}

/** By this line; people only, whatever a machine was given. */
export function deciding(
  grants: Grants,
  subject: EnvironmentSubject,
  line: 'approve' | 'deploy',
): Allowed {
  return grants.identity.isUser
    ? grants.environment(line, subject)
    : {
        allowed: false,
        reason:
          'Approving and rejecting is for people, not for what tutti.automation lists.',
      };
}

/** The permission and the line of access beside what the rule says. */
export function decidedBy(
  grants: Grants,
  subject: EnvironmentSubject,
  approval: Approval,
): Approval {
  const right = deciding(grants, subject, approval.line ?? 'approve');
  return right.allowed ? approval : { ...approval, allowed: { decide: right } };
}

/** One's own with the right to ask for it; somebody else's has a right of its own. */
function mayCancel(
  grants: Grants,
  subject: EnvironmentSubject,
  deployment: Deployment,
): Allowed {
  if (deployment.requestedBy !== grants.identity.name) {
    return allowedBy(grants.onEnvironment('cancel', subject));
  }
  // By whichever of these they could ask for it.
  const rights = [verbOf(deployment), 'operate', 'manage'] as const;
  const [first, ...others] = rights.map(right =>
    allowedBy(grants.onEnvironment(right, subject)),
  );
  return first.allowed ? first : others.find(({ allowed }) => allowed) ?? first;
}

export function granted(
  grants: Grants,
  subject: EnvironmentSubject,
  deployment: Deployment,
): Deployment {
  const cancel = mayCancel(grants, subject, deployment);
  const redeploy = grants.environment(verbOf(deployment), subject);
  const override = grants.environment('override', subject);
  const logs = allowedBy(grants.onEnvironment('logs', subject));
  return {
    ...deployment,
    failures: deployment.failures.map(failure => ({
      ...failure,
      ...(failure.cause && { cause: causeFor(logs, failure.cause) }),
    })),
    allowed: {
      ...(deployment.allowed.override && {
        override: override.allowed ? deployment.allowed.override : override,
      }),
      cancel: cancel.allowed ? deployment.allowed.cancel : cancel,
      redeploy: redeploy.allowed ? deployment.allowed.redeploy : redeploy,
    },
  };
}
