import { createHash, randomBytes } from 'node:crypto';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { ExecListener, ExecSession, Secret, TargetError } from '@tutti/engine';
import { ExecInput } from '@tutti/plugin-tutti-common';
import { Actors, Targets } from '../../planning';
import { EnvironmentRecord, ExecGrant, Store } from '../../store';
import { redactorFor } from '../health';
import { Lookup } from '../Lookup';
import { containerIn, gone, nodeIn, Outlook, RuntimePath } from '../runtime';
import { Caller } from '../types';
import { isoTime } from '../views/releases';
import { ExecService, ExecTickets } from './types';

/** A browser redeems it at once. */
const GOOD_FOR_MS = 30_000;
/** Until the cluster has opened it. */
const OPENED_WITHIN_MS = 15_000;
/** In nearly every image one of them is. */
const SHELL = [
  '/bin/sh',
  '-c',
  'command -v bash >/dev/null && exec bash || exec sh',
];

export class DefaultExecService implements ExecService, ExecTickets {
  constructor(
    private readonly options: {
      store: Store;
      targets: Targets;
      actors: Actors;
      outlook: Outlook;
      platformSecrets: Record<string, Secret>;
      hasTerminals: boolean;
    },
  ) {}

  async ticket(path: RuntimePath, input: ExecInput, caller: Caller) {
    const { store, hasTerminals } = this.options;
    if (!hasTerminals) {
      throw new NotAllowedError(
        'Terminals are switched off in this portal; who operates it switches them on by tutti.exec.enabled.',
      );
    }
    if (!caller.isUser) {
      throw new NotAllowedError('A terminal is for a person.');
    }
    const { application, environment } = await new Lookup(store).place(path);
    const { namespace, pod } = await this.#containerOf(
      environment,
      path.uid,
      input.container,
    );
    const ticket = randomBytes(32).toString('base64url');
    const now = await store.now();
    const expiresAt = now + GOOD_FOR_MS;
    await store.execTickets.add(
      digestOf(ticket),
      {
        by: caller.name,
        application: path.application,
        applicationId: application.id,
        environment: path.environment,
        environmentId: environment.id,
        uid: path.uid,
        pod: `${namespace}/${pod}`,
        container: input.container,
        command: input.command ?? SHELL,
      },
      { now, expiresAt },
    );
    return { ticket, expiresAt: isoTime(expiresAt) };
  }

  async redeem(ticket: string): Promise<ExecGrant | undefined> {
    const { store } = this.options;
    return store.execTickets.redeem(digestOf(ticket), await store.now());
  }

  async connect(
    grant: ExecGrant,
    listener: ExecListener,
    signal: AbortSignal,
  ): Promise<ExecSession> {
    const { store, targets, actors } = this.options;
    const [environment] = await store.environments.get([grant.environmentId]);
    if (!environment?.target) throw gone(grant.uid);
    const container = await this.#containerOf(
      environment,
      grant.uid,
      grant.container,
    );
    const target = await targets.open(
      environment.target,
      targets.impersonates(environment.target)
        ? await actors.find(grant.by)
        : undefined,
    );
    if (!target.runtime) throw gone(grant.uid);
    return this.#inWords(
      environment,
      target.runtime.exec({ ...container, command: grant.command }, listener, {
        signal,
        timeoutMs: OPENED_WITHIN_MS,
      }),
    );
  }

  async #containerOf(
    environment: EnvironmentRecord,
    uid: string,
    container: string,
  ) {
    const { outlook } = this.options;
    const view = await this.#inWords(environment, outlook.of(environment));
    if (!view) throw gone(uid);
    return containerIn(nodeIn(view, uid), container, 'terminal');
  }

  /** @throws ServiceUnavailableError: what the cluster said, without any secret */
  async #inWords<Answer>(
    environment: EnvironmentRecord,
    answer: Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      const { store, platformSecrets } = this.options;
      const redactor = await redactorFor(store, {
        environment,
        platformSecrets,
      });
      throw new ServiceUnavailableError(redactor.text(error.message));
    }
  }
}

function digestOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('hex');
}
