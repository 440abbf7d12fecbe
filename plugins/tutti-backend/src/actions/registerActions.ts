import { randomUUID } from 'node:crypto';
import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { ApplicationChanges } from '../ApplicationChanges';
import { checkInput } from '../api/checkInput';
import { Audit } from '../audit';
import { callerOf, inShares, Shares } from '../callers';
import { FaultLog } from '../faults';
import { Action } from './Action';
import { allActions } from './allActions';
import { ActionServices } from './ActionServices';
import { errorForActions } from './errors';
import { PortalLinks } from './PortalLinks';

/**
 * Offers Tutti's actions to whatever reads the registry: MCP, Backstage's own CLI. Each is done in the
 * name of the credentials that the registry gives, with their rights and in their share.
 */
export function registerActions(
  registry: ActionsRegistryService,
  options: {
    services: ActionServices;
    links: PortalLinks;
    changes: Pick<ApplicationChanges, 'announce'>;
    audit: Pick<Audit, 'enterAction'>;
    shares: Shares;
    faults: FaultLog;
    auth: AuthService;
    signal: AbortSignal;
  },
): void {
  const { auth, audit, changes, shares, services, links, faults } = options;

  async function perform(
    action: Action,
    given: Record<string, unknown>,
    credentials: BackstageCredentials,
  ): Promise<object> {
    const who = callerOf(auth, credentials);
    const audited = action.attributes.readOnly
      ? undefined
      : audit.enterAction(action.name, subjectOf(given), {
          caller: who,
          requestId: randomUUID(),
        });
    const caller = { ...who, ...(audited && { audit: audited }) };
    // Of its own, so that nothing is left listening to the one that lives as long as the backend.
    const signal = AbortSignal.any([options.signal]);
    try {
      if (!caller.isUser) shares.pace.take(caller.name);
      const answer = await inShares(
        action,
        shares,
        { caller, signal },
        {
          read: async () => {
            checkInput({ input: given });
            return { params: {}, query: {}, body: given };
          },
          async handle({ body }) {
            await audited?.begin();
            return action.handle(body, {
              caller,
              services,
              changes,
              links,
              signal,
            });
          },
        },
      );
      await audited?.succeeded(answer);
      return answer;
    } catch (error) {
      await audited?.failed(error);
      throw errorForActions(error, `doing the action ${action.name}`, faults);
    }
  }

  for (const action of allActions) {
    const { name, title, description, attributes } = action;
    registry.register({
      name,
      title,
      description,
      attributes,
      schema: { input: () => action.input, output: () => action.output },
      action: async ({ input, credentials }) => ({
        output: { ...(await perform(action, input, credentials)) },
      }),
    });
  }
}

/** What an input is about, as every action names it. */
function subjectOf(given: Record<string, unknown>): {
  application?: string;
  environment?: string;
  object?: string;
} {
  const { application, environment, plan } = given;
  return {
    ...(typeof application === 'string' && { application }),
    ...(typeof environment === 'string' && { environment }),
    ...(typeof plan === 'string' && { object: plan }),
  };
}
