import {
  canonical,
  DefinitionFinding,
  Driver,
  DriverChange,
  DriverDrift,
  DriverError,
  DriverPlan,
  DriverRequest,
  DriverResult,
  DriverRun,
  Inspection,
  InspectionQuestion,
  isKnown,
  JsonObject,
  JsonValue,
  ResourceDefinition,
  ResourceRecord,
  ResourceType,
  Value,
  ValueObject,
} from '@tutti/engine';
import { TuttiSealing } from '@tutti/plugin-tutti-node';
import { Adoption } from '../adoption/Adoption';
import { readAdoption } from '../adoption/shownAdoption';
import { checkDefinition } from '../definition/checkDefinition';
import { INPUTS_SCHEMA } from '../definition/inputsSchema';
import { readInputs } from '../definition/TerraformInputs';
import { ModuleInspector } from '../inspect/ModuleInspector';
import { Modules } from '../modules';
import { ModuleStore } from '../modules/ModuleStore';
import { PlanStore, SavedPlan } from '../plans/PlanStore';
import { readDrift } from '../plans/shownDrift';
import { Runner, RunnerEnd, Slots } from '../runner';
import { DetachedStates, StateStore } from '../state';
import {
  Code,
  CodeReader,
  filesOf,
  hasOwnState,
  initialisesOf,
  secretOutputs,
  variablesOf,
} from './Code';
import {
  APPLY,
  INIT,
  OUTPUTS,
  OUTPUTS_FILE,
  PLAN,
  PLAN_FILE,
  PLAN_REFRESH,
} from './commands';
import { Leaving } from './Leaving';
import { readMemory, writeMemory } from './memory';
import { Planning, PlanQuestion } from './Planning';
import { Questions, shownFor, subjectOf } from './Questions';
import { outputsInState, outputsPrinted, readOutputs } from './stateOutputs';
import { Tool } from './Tool';

export interface TerraformDriverOptions {
  modules: Modules;
  kept: ModuleStore;
  plans: PlanStore;
  states: StateStore;
  runner: Runner;
  tool: Tool;
  adoption: Adoption;
  detached: DetachedStates;
  sealing(): Promise<TuttiSealing>;
  planTimeoutMs: number;
}

/** Looks of one backend at once: whoever deploys finds the other places free. */
const LOOKS_AT_ONCE = 1;

/**
 * Resources by Terraform and OpenTofu modules: the plan that people see is the tool's own, saved, and is
 * what is applied.
 */
export class TerraformDriver implements Driver {
  readonly name = 'terraform';
  readonly version = '1';
  readonly inputs = INPUTS_SCHEMA;
  readonly planTimeoutMs: number;
  readonly #code: CodeReader;
  readonly #planning: Planning;
  readonly #questions: Questions;
  readonly #leaving: Leaving;
  readonly #looks = new Slots(LOOKS_AT_ONCE);

  constructor(private readonly options: TerraformDriverOptions) {
    this.planTimeoutMs = options.planTimeoutMs;
    this.#code = new CodeReader(options);
    this.#planning = new Planning(options);
    this.#questions = new Questions(options);
    this.#leaving = new Leaving({ ...options, code: this.#code });
  }

  check(
    definition: ResourceDefinition,
    type: ResourceType,
  ): Promise<DefinitionFinding[]> {
    return checkDefinition(this.options.modules, definition, type);
  }

  inspect(
    question: InspectionQuestion,
    signal: AbortSignal,
  ): Promise<Inspection> {
    return new ModuleInspector(this.options.modules).inspect(question, signal);
  }

  /** Another content of the module is another resource, whatever the definition says. */
  async surroundings({ inputs }: DriverRequest): Promise<Value> {
    const { module } = readInputs(inputs);
    const { digest } = await this.options.modules.resolve(module);
    return { module: digest };
  }

  async plan(
    request: DriverRequest,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<DriverPlan> {
    if (isKnown(request.inputs)) this.options.runner.prepare?.();
    const code = await this.#codeFor(request, signal);
    const files = { 'main.tf.json': code.root.text };
    if (!isKnown(request.inputs)) {
      return { outputs: {}, objects: [], exactness: 'deferred', files };
    }
    const question = await this.#questions.of(request, code, signal);
    const { shown } = await this.#planning.plan(question, signal);
    const { changes, outputs } = shownFor(question, shown);
    return { outputs, objects: [], exactness: 'exact', changes, files };
  }

  async apply(request: DriverRequest, run: DriverRun): Promise<DriverResult> {
    const { plans, kept, tool } = this.options;
    const { resourceId } = request;
    this.options.runner.prepare?.();
    const code = await this.#codeFor(request, run.signal);
    const question = await this.#questions.of(request, code, run.signal);
    const plan = await this.#planning.find(question);
    if (!plan && run.planned === 'exact') {
      throw new DriverError(
        'What was planned is not current any more: its state, its inputs or its module changed.',
        false,
        'PlanDiverged',
      );
    }
    const ownState = hasOwnState(code);
    const initialises = initialisesOf(code);
    if (
      !plan &&
      (code.inputs.imports.length > 0 || code.inputs.adopts) &&
      (await this.#questions.isWithoutState(resourceId, code))
    ) {
      throw new DriverError(
        'What exists already is taken over only by a plan that people saw: its inputs have to be known before the run.',
        false,
        'PlanDiverged',
      );
    }
    await kept.keep(code.digest, code.tree);
    const subject = subjectOf(request);
    const { inputs, digest, path, version } = code;
    const memory = writeMemory({
      source: inputs.module.source,
      digest,
      path,
      ...(version !== undefined && { version }),
      subject,
    });
    await run.checkpoint(memory);
    if (question.adopted && plan) {
      return this.#adopt({ request, run, question, plan, memory });
    }
    let end: RunnerEnd | undefined;
    if (!plan || !ownState || hasSomethingToDo(plan)) {
      end = await tool.run({
        caller: {
          operationId: run.operationId,
          resourceId,
          access: 'write',
        },
        subject,
        ownState,
        files: {
          ...filesOf(code, plan?.providers),
          ...(plan && { [PLAN_FILE]: plan.file }),
        },
        commands: [
          INIT,
          ...(plan ? [] : [request.refresh ? PLAN_REFRESH : PLAN]),
          APPLY,
          ...(ownState ? [] : [OUTPUTS]),
        ],
        ...(initialises !== undefined && { initialises }),
        env: variablesOf(code),
        keep: ownState ? [] : [OUTPUTS_FILE],
        signal: run.signal,
        log: line => run.log(line),
      });
    }
    const outputs = await this.#outputs(resourceId, code, end);
    await plans.remove(resourceId);
    return { outputs, objects: [], state: memory };
  }

  destroy(record: ResourceRecord, run: DriverRun): Promise<void> {
    return this.#leaving.destroy(record, run);
  }

  detach(record: ResourceRecord, run: DriverRun): Promise<void> {
    return this.#leaving.detach(record, run);
  }

  async drift(
    record: ResourceRecord,
    signal: AbortSignal,
  ): Promise<DriverDrift[]> {
    if (!(await this.#leaving.mayHoldSomething(record))) return [];
    const leave = await this.#looks.take(signal);
    signal.throwIfAborted();
    try {
      const began = performance.now();
      const { resourceId } = record;
      const code = await this.#code.ofRecord(record, signal);
      const subject = readMemory(record.driverState)?.subject;
      const question = { resourceId, code, ...(subject && { subject }) };
      const drift = readDrift(await this.#planning.look(question, signal));
      // A plan from before does not know of it; one that a deployment made meanwhile does.
      if (drift.length > 0) {
        const age = performance.now() - began;
        await this.options.plans.removeOlder(resourceId, age);
      }
      return drift;
    } finally {
      leave?.();
    }
  }

  async recover(
    { resourceId, inputs }: ResourceRecord,
    operationId: string,
  ): Promise<'finished' | 'running' | 'notStarted' | 'unknown'> {
    const { runner, states, tool } = this.options;
    const found = await runner.recover(operationId);
    const caller = { operationId, resourceId };
    switch (found.state) {
      case 'running':
        return 'running';
      case 'finished':
        await tool.settle(caller, found.end);
        return 'finished';
      case 'notStarted':
        await tool.settle(caller, undefined);
        return 'notStarted';
      case 'unknown': {
        // Nobody can ask the machine that ran it. Where it holds no lock of ours, it can change nothing more.
        const isOver =
          readInputs(inputs).backend === undefined &&
          (await states.revokeUnlessLocked(caller));
        if (!isOver) return 'unknown';
        await tool.settle(caller, undefined);
        return 'finished';
      }
      default:
        throw new Error(`no such state: ${found satisfies never}`);
    }
  }

  async giveUp(resourceId: string, operationId: string): Promise<void> {
    await this.options.tool.settle({ operationId, resourceId }, undefined);
  }

  /**
   * The state becomes ours, and is applied to: what that would do now must be what people saw. A run that ends
   * between the two goes on as with any state of ours.
   */
  async #adopt({
    request,
    run,
    question,
    plan,
    memory,
  }: {
    request: DriverRequest;
    run: DriverRun;
    question: PlanQuestion;
    plan: SavedPlan;
    memory: JsonObject;
  }): Promise<DriverResult> {
    const { states } = this.options;
    const { adopted, ...ours } = question;
    const { changes: seen } = shownFor(question, plan.shown);
    const caller = {
      operationId: run.operationId,
      resourceId: request.resourceId,
    };
    await states.write(caller, adopted?.text ?? '', undefined);
    run.log(`${adopted?.addresses.length} addresses are taken over.`);
    const { shown } = await this.#planning.plan(ours, run.signal);
    const { changes: now } = readAdoption(
      shown,
      secretOutputs(question.code),
      adopted?.addresses ?? [],
    );
    if (canonical(described(seen)) !== canonical(described(now))) {
      await states.remove(request.resourceId);
      throw new DriverError(
        'What is to be adopted is not any more what people saw: it changed meanwhile.',
        false,
        'PlanDiverged',
      );
    }
    const done = await this.apply(request, run);
    return { ...done, state: memory };
  }

  #codeFor(
    { inputs, held, previous }: DriverRequest,
    signal: AbortSignal,
  ): Promise<Code> {
    return held && previous
      ? this.#code.ofRecord(previous, signal)
      : this.#code.ofToday(inputs, signal);
  }

  async #outputs(
    resourceId: string,
    code: Code,
    end: RunnerEnd | undefined,
  ): Promise<ValueObject> {
    const { outputs } = code.inputs;
    if (code.inputs.backend) {
      const printed = outputsPrinted(end?.files[OUTPUTS_FILE]);
      return readOutputs(printed, outputs, secretOutputs(code));
    }
    const state = await this.options.states.read(resourceId);
    return readOutputs(
      state ? outputsInState(state.text) : {},
      outputs,
      secretOutputs(code),
    );
  }
}

/** Changes as plain data. */
function described(changes: DriverChange[]): JsonValue {
  return JSON.parse(JSON.stringify(changes));
}

/** Terraform before 1.8 does not say; then it is run. */
function hasSomethingToDo({ shown }: SavedPlan): boolean {
  const plan: { applyable?: boolean } = JSON.parse(shown);
  return plan.applyable !== false;
}
