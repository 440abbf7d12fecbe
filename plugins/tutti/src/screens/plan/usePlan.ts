import { useApi, useAppNavigate } from '@backstage/frontend-plugin-api';
import {
  Allowed,
  ConsentNeeded,
  PlanInput,
  PlanView,
  stalePlanMoves,
} from '@tutti/plugin-tutti-common';
import { useEffect, useState } from 'react';
import { tuttiApiRef } from '../../api';
import { planQuestion } from '../../data/questions';
import { useDoing } from '../../data/useDoing';
import { useTutti } from '../../data/useTutti';
import { useTuttiLinks } from '../../routes';
import type { Translate } from '../../translation';

const LOOK_AGAIN = 8_000;

/** A plan that is watched for as long as it can still be run. */
export function usePlanView(id: string) {
  return useTutti(planQuestion, [id], view =>
    view?.deploymentId || view?.current === false ? 0 : LOOK_AGAIN,
  );
}

/** Why the plan may not be run now, in the order in which a person can do something about it. */
export function deployAllowed(t: Translate, view: PlanView): Allowed {
  const { plan, allowed } = view;
  if (!allowed.allowed) return allowed;
  const denied = plan.policies.find(
    each => each.effect === 'deny' && each.outcome === 'broken',
  );
  if (denied) {
    return {
      allowed: false,
      reason: t('plan.policyDenies', {
        policy: denied.policy,
        message: denied.message,
      }),
    };
  }
  const [refusal] = plan.dryRun?.refusals ?? [];
  if (refusal) return { allowed: false, reason: refusal.message };
  const missing = plan.consents.find(each => each.required && !each.given);
  if (missing) {
    return {
      allowed: false,
      reason: t('plan.acceptFirst', { message: missing.message }),
    };
  }
  return plan.deployable
    ? allowed
    : { allowed: false, reason: t('plan.cannotRun') };
}

/** The input of the same plan with one consent given or taken back. */
export function withConsent(
  view: PlanView,
  consent: ConsentNeeded,
  given: boolean,
): PlanInput {
  const { subject, action } = consent;
  const others = (view.input.consent ?? []).filter(
    each => each.subject !== subject || each.action !== action,
  );
  return {
    ...view.input,
    consent: given ? [...others, { subject, action }] : others,
  };
}

/** What can be done with a plan: consent, run it, make it again. */
export function usePlanActions(view: PlanView, refresh: () => void) {
  const api = useApi(tuttiApiRef);
  const links = useTuttiLinks();
  const navigate = useAppNavigate();
  const consenting = useDoing();
  const deploying = useDoing();
  const [moved, setMoved] = useState<string[]>();
  const { id, application, environment } = view;
  useEffect(() => setMoved(undefined), [id]);

  /** A consent makes another plan; its page takes the place of this one. */
  const consent = (needed: ConsentNeeded, given: boolean) =>
    consenting.run(async () => {
      const record = await api.createPlan(
        application,
        environment,
        withConsent(view, needed, given),
      );
      const { allowed, approval } = view;
      planQuestion.remember(api, [record.id], {
        data: {
          ...record,
          state: 'made',
          current: true,
          moved: [],
          allowed,
          ...(approval && { approval }),
        },
        loadedAt: Date.now(),
      });
      navigate(links.plan(record.id), { replace: true });
    });

  const deploy = () =>
    deploying.run(async () => {
      try {
        // One plan is run at most once, however often the button's request is repeated.
        const deployment = await api.deploy(id, { idempotencyKey: id });
        navigate(links.deployment(deployment.id));
      } catch (error) {
        const moves = stalePlanMoves(error);
        if (!moves) throw error;
        setMoved(moves);
        refresh();
      }
    });

  return {
    consent,
    consenting: consenting.doing,
    consentError: consenting.error,
    deploy,
    deploying: deploying.doing,
    deployError: deploying.error,
    /** Set when the plan is out of date: what moved since it was made. */
    moved: moved ?? (view.current ? undefined : view.moved),
  };
}
