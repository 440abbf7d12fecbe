import { Secret } from '@tutti/engine';
import { Gates } from '../line';
import { redactorFor } from '../services/health/redactorFor';
import { Lookup } from '../services/Lookup';
import { EnvironmentRecord, Store } from '../store';
import { driftNotice } from './driftNotice';
import type { Letter } from './Letter';
import { isNoNews, noticeOf, NoticeFacts } from './noticeOf';
import type { DriftNews, Happening, Told } from './told';

/** Longer ones are read on the page to which they lead. */
const LONGEST_DESCRIPTION = 500;

/** Writes down what is told, as things are by then: who reads it late reads what holds. */
export class Letters {
  constructor(
    private readonly options: {
      store: Store;
      gates: Gates;
      platformSecrets: Record<string, Secret>;
    },
  ) {}

  /** Undefined where nobody is to be told, or nothing of it is there any more. */
  write(told: Told): Promise<Letter | undefined> {
    return told.kind === 'drift'
      ? this.#ofDrift(told.news)
      : this.#ofDeployment(told);
  }

  async #ofDrift(news: DriftNews): Promise<Letter | undefined> {
    const { store } = this.options;
    const [application] = await store.applications.get([news.applicationId]);
    return application && driftNotice(application, news);
  }

  async #ofDeployment({
    deploymentId,
    happening,
  }: Extract<Told, { kind: 'deployment' }>): Promise<Letter | undefined> {
    const facts = await this.#facts(deploymentId, happening);
    const notice = facts && noticeOf(happening, facts);
    if (!notice) {
      return undefined;
    }
    const { application, environment, deployment } = facts;
    const { about, ...letter } = notice;
    return {
      ...letter,
      description: await this.#clean(environment, notice.description),
      link: `/tutti/deployments/${encodeURIComponent(about)}`,
      name: `${application.title} to ${environment.name} #${deployment.number}`,
      environmentType: environment.type,
      ...(letter.topic === 'approval' &&
        deployment.approval && { expiresAt: deployment.approval.expiresAt }),
    };
  }

  async #facts(
    deploymentId: string,
    happening: Happening,
  ): Promise<(NoticeFacts & { environment: EnvironmentRecord }) | undefined> {
    const { store, gates } = this.options;
    const deployment = await store.deployments.get(deploymentId);
    if (!deployment || isNoNews(happening, deployment)) {
      return undefined;
    }
    const { application, environment } = await new Lookup(store).placeById(
      deployment.environmentId,
    );
    const { rollsBack, rollback, input } = deployment;
    const failed =
      rollsBack === undefined
        ? undefined
        : await store.deployments.get(rollsBack);
    const back =
      rollback && 'id' in rollback
        ? await store.deployments.get(rollback.id)
        : undefined;
    const to = input?.rollbackTo;
    const [target] = failed && to ? await store.deployments.numbers([to]) : [];
    return {
      application,
      environment,
      deployment,
      decisions: await store.approvals.list(deploymentId),
      approvers: await gates.deciders(
        environment,
        deployment.approval?.by ?? 'approve',
      ),
      ...(failed && {
        rollback: { failed, ...(target && { to: target.number }) },
      }),
      ...(back && { back }),
    };
  }

  /** What drivers and clusters said went through a redactor already; what people wrote did not. */
  async #clean(
    environment: EnvironmentRecord,
    description: string,
  ): Promise<string> {
    const { store, platformSecrets } = this.options;
    const redactor = await redactorFor(store, { environment, platformSecrets });
    const clean = redactor.text(description);
    return clean.length > LONGEST_DESCRIPTION
      ? `${clean.slice(0, LONGEST_DESCRIPTION - 1)}…`
      : clean;
  }
}
