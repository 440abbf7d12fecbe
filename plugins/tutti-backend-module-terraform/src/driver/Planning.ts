import { randomUUID } from 'node:crypto';
import { canonical, DriverError } from '@tutti/engine';
import { TuttiSealing } from '@tutti/plugin-tutti-node';
import { Adopted } from '../adoption/Adoption';
import { CredentialSubject } from '../credentials';
import { PlanBasis, PlanStore, SavedPlan } from '../plans/PlanStore';
import { rootModule } from '../root/rootModule';
import { RunnerCommand } from '../runner';
import { StateStore } from '../state';
import { Code, filesOf, hasOwnState, initialisesOf, variablesOf } from './Code';
import {
  ADOPTED_FILE,
  INIT,
  PLAN,
  PLAN_FILE,
  PLAN_REFRESH,
  PROVIDERS_FILE,
  SHOW,
  SHOWN_FILE,
} from './commands';
import { Tool, ToolWork } from './Tool';

/** What a plan is asked for. */
export interface PlanQuestion {
  resourceId: string;
  code: Code;
  subject?: CredentialSubject;
  /** What other hands changed is taken as it is; nothing else. */
  refresh: boolean;
  /** Taken over in place of the state that there is not yet. */
  adopted?: Adopted;
}

/** Plans of the tool: each is made once, and is good as long as what it was made for stays the same. */
export class Planning {
  readonly #underWay = new Map<string, Promise<SavedPlan>>();

  constructor(
    private readonly options: {
      plans: PlanStore;
      states: StateStore;
      tool: Tool;
      sealing(): Promise<TuttiSealing>;
    },
  ) {}

  /** The current one, made where there is none. */
  async plan(question: PlanQuestion, signal: AbortSignal): Promise<SavedPlan> {
    const { resourceId } = question;
    const basis = await this.#basis(question);
    return (
      (await this.options.plans.find(resourceId, basis)) ??
      this.#once(question, basis, signal)
    );
  }

  async find(question: PlanQuestion): Promise<SavedPlan | undefined> {
    return this.options.plans.find(
      question.resourceId,
      await this.#basis(question),
    );
  }

  /** Looks at the real world, and keeps nothing. @returns what `show -json` prints of a refresh-only plan */
  async look(
    question: Omit<PlanQuestion, 'refresh'>,
    signal: AbortSignal,
  ): Promise<string> {
    const files = await this.#run(
      { ...question, refresh: true },
      { keep: [SHOWN_FILE], isFollowed: false },
      signal,
    );
    return shownIn(files);
  }

  async #basis({
    resourceId,
    code,
    refresh,
    adopted,
  }: PlanQuestion): Promise<PlanBasis> {
    const { root, digest } = code;
    const sealing = await this.options.sealing();
    return {
      inputs: sealing.digest(
        canonical([root.text, root.secrets, ...(refresh ? ['refresh'] : [])]),
      ),
      module: digest,
      state: await this.#stateOf(resourceId, code, adopted),
    };
  }

  async #stateOf(
    resourceId: string,
    code: Code,
    adopted: Adopted | undefined,
  ): Promise<string> {
    if (adopted) return `adopts/${adopted.digest}`;
    // Of a state that we do not keep the tool itself knows, and refuses an old plan.
    return hasOwnState(code)
      ? this.options.states.version(resourceId)
      : 'elsewhere';
  }

  /** Who asks for the same while it is made waits for the same. */
  #once(
    question: PlanQuestion,
    basis: PlanBasis,
    signal: AbortSignal,
  ): Promise<SavedPlan> {
    const key = canonical([question.resourceId, { ...basis }]);
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const planning = this.#make(question, basis, signal).finally(() =>
      this.#underWay.delete(key),
    );
    this.#underWay.set(key, planning);
    return planning;
  }

  async #make(
    question: PlanQuestion,
    basis: PlanBasis,
    signal: AbortSignal,
  ): Promise<SavedPlan> {
    const files = await this.#run(
      question,
      { keep: [PLAN_FILE, SHOWN_FILE, PROVIDERS_FILE], isFollowed: true },
      signal,
    );
    const { [PLAN_FILE]: file, [PROVIDERS_FILE]: providers } = files;
    if (!file) {
      throw new DriverError('The tool made no plan.');
    }
    const plan = {
      file,
      shown: shownIn(files),
      ...(providers && { providers }),
    };
    await this.options.plans.keep(question.resourceId, basis, plan);
    return plan;
  }

  async #run(
    { resourceId, code, subject, refresh, adopted }: PlanQuestion,
    work: Pick<ToolWork, 'keep' | 'isFollowed'>,
    signal: AbortSignal,
  ): Promise<Record<string, Buffer>> {
    const commands: RunnerCommand[] = [
      INIT,
      refresh ? PLAN_REFRESH : PLAN,
      SHOW,
    ];
    const initialises = adopted ? undefined : initialisesOf(code);
    const { files } = await this.options.tool.run({
      caller: {
        operationId: `plan-${randomUUID()}`,
        resourceId,
        access: 'read',
      },
      ...(subject && { subject }),
      ownState: hasOwnState(code) && !adopted,
      files: {
        ...filesOf(code),
        ...(adopted && adoptedFiles(code, adopted)),
      },
      commands,
      ...(initialises !== undefined && { initialises }),
      env: variablesOf(code),
      ...work,
      signal,
      log: () => {},
    });
    return files;
  }
}

/** The plan is made over a copy of the state: nothing of it is ours before the deployment. */
function adoptedFiles(
  { inputs, module, path }: Code,
  { text }: Adopted,
): Record<string, string> {
  const backend = { type: 'local', config: { path: ADOPTED_FILE } };
  return {
    'main.tf.json': rootModule({ ...inputs, backend }, module, path).text,
    [ADOPTED_FILE]: text,
  };
}

function shownIn({ [SHOWN_FILE]: shown }: Record<string, Buffer>): string {
  if (!shown) {
    throw new DriverError('The tool made no plan.');
  }
  return shown.toString('utf8');
}
