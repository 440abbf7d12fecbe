import { DriverRun, ResourceRecord } from '@tutti/engine';
import { readInputs } from '../definition/TerraformInputs';
import { PlanStore } from '../plans/PlanStore';
import { DetachedStates, StateStore } from '../state';
import {
  CodeReader,
  filesOf,
  hasOwnState,
  initialisesOf,
  variablesOf,
} from './Code';
import { DESTROY, INIT } from './commands';
import { readMemory } from './memory';
import { isEmptyState } from './stateOutputs';
import { Tool } from './Tool';

/** What becomes of resources that nobody needs any more. */
export class Leaving {
  constructor(
    private readonly options: {
      plans: PlanStore;
      states: StateStore;
      tool: Tool;
      detached: DetachedStates;
      code: CodeReader;
    },
  ) {}

  async destroy(record: ResourceRecord, run: DriverRun): Promise<void> {
    const { states, plans, tool, code: reader } = this.options;
    const { resourceId } = record;
    if (await this.mayHoldSomething(record)) {
      const code = await reader.ofRecord(record, run.signal);
      const initialises = initialisesOf(code);
      await tool.run({
        caller: { operationId: run.operationId, resourceId, access: 'write' },
        subject: readMemory(record.driverState)?.subject,
        ownState: hasOwnState(code),
        files: filesOf(code),
        commands: [INIT, DESTROY],
        ...(initialises !== undefined && { initialises }),
        env: variablesOf(code),
        keep: [],
        signal: run.signal,
        log: line => run.log(line),
      });
    }
    await states.remove(resourceId);
    await plans.remove(resourceId);
  }

  /** What it is, goes on; its state goes to whoever manages it from now on. */
  async detach(record: ResourceRecord, run: DriverRun): Promise<void> {
    const { states, plans, detached } = this.options;
    const { resourceId, name, driverState } = record;
    await plans.remove(resourceId);
    const { backend } = readInputs(record.inputs);
    if (backend) {
      run.log(`Its state stays where it is, in the backend ${backend.type}.`);
      return;
    }
    if (!(await this.mayHoldSomething(record))) {
      await states.remove(resourceId);
      return;
    }
    const subject = readMemory(driverState)?.subject;
    const file = await detached.keep(
      resourceId,
      [subject?.application, subject?.environment, name]
        .filter(Boolean)
        .join('-'),
    );
    run.log(
      file === undefined
        ? 'Its state is kept sealed in the database for now; name a folder in tutti.terraform.state.exportTo to get it as a file.'
        : `Its state is in the file ${file} on a machine of the backend, with secrets in clear.`,
    );
  }

  /** Where the state is kept elsewhere, only the tool knows. */
  async mayHoldSomething({
    resourceId,
    inputs,
  }: Pick<ResourceRecord, 'resourceId' | 'inputs'>): Promise<boolean> {
    if (readInputs(inputs).backend) return true;
    const state = await this.options.states.read(resourceId);
    return state !== undefined && !isEmptyState(state.text);
  }
}
