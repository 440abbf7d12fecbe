import { DriverError } from '@tutti/engine';
import { Credentials, CredentialSubject } from '../credentials';
import { Runner, RunnerCommand, RunnerEnd, RunnerWork } from '../runner';
import { StateCaller, StateStore } from '../state';
import { ToolErrors } from './toolErrors';

/** What the tool leaves where it could not write its state. */
const ERRORED_STATE = 'errored.tfstate';
/** A token is for one operation; it is longer than anybody waits for one. */
const TOKEN_MS = 6 * 60 * 60 * 1000;

export interface ToolWork
  extends Pick<RunnerWork, 'initialises' | 'isFollowed'> {
  caller: StateCaller;
  /** For what it works; absent where that is not known any more. */
  subject?: CredentialSubject;
  /** The state is kept by us, not by a backend of the platform's own. */
  ownState: boolean;
  files: Record<string, string | Buffer>;
  commands: RunnerCommand[];
  /** `TF_VAR_…`. */
  env: Record<string, string>;
  keep: string[];
  signal: AbortSignal;
  log(line: string): void;
}

/** The tool at work for one operation, and what has to be put in order when it has ended. */
export class Tool {
  constructor(
    private readonly given: {
      runner: Runner;
      states: StateStore;
      /** Where the tool finds our states, without the resource. */
      stateUrl(): Promise<string>;
      /** Absent: the tool gets none. */
      credentials?: Pick<Credentials, 'handTo'>;
    },
  ) {}

  /**
   * @throws DriverError with what the tool complained about, where it failed or was stopped. By then its state
   *   is kept, and nothing of it is left.
   */
  async run(work: ToolWork): Promise<RunnerEnd> {
    const { runner, credentials } = this.given;
    const { caller, signal } = work;
    const handed = await credentials?.handTo(work.subject, signal);
    const errors = new ToolErrors();
    const end = await runner.run(
      {
        operationId: caller.operationId,
        files: work.files,
        commands: work.commands,
        ...(work.initialises !== undefined && {
          initialises: work.initialises,
        }),
        ...(work.isFollowed && { isFollowed: true }),
        ...(handed && { secretFiles: handed.secretFiles }),
        env: {
          ...handed?.env,
          ...work.env,
          ...(work.ownState && (await this.#access(caller))),
        },
        keep: [...work.keep, ERRORED_STATE],
      },
      {
        signal,
        log(line) {
          const clean = handed?.clean(line) ?? line;
          errors.hear(clean);
          work.log(clean);
        },
      },
    );
    await this.settle(caller, end);
    if (end.outcome === 'done') {
      return end;
    }
    signal.throwIfAborted();
    throw new DriverError(
      end.outcome === 'stopped'
        ? `The tool was stopped before it was done. ${errors.text}`.trim()
        : `The tool failed: ${errors.text}`,
    );
  }

  /**
   * What is left of an operation that has ended: a state that its tool could not write is kept, its lock is
   * free, its token counts no more. Doing it twice does nothing.
   */
  async settle(
    caller: Pick<StateCaller, 'operationId' | 'resourceId'>,
    end: RunnerEnd | undefined,
  ): Promise<void> {
    const { states, runner } = this.given;
    const errored = end?.files[ERRORED_STATE];
    if (errored) {
      await states.writeIfNewer(caller, errored.toString('utf8'));
    }
    await states.unlock(caller);
    await states.revoke(caller.operationId);
    await runner.forget(caller.operationId);
  }

  /** What ended on this machine so long ago that nobody will ask for it; a state that is not kept yet stays. */
  async sweep(olderThanMs: number): Promise<void> {
    await this.given.runner.sweep?.(olderThanMs, [ERRORED_STATE]);
  }

  /** All of it by the environment: nothing of it is in the code, or in a saved plan. */
  async #access(caller: StateCaller): Promise<Record<string, string>> {
    const { states, stateUrl } = this.given;
    const address = `${await stateUrl()}/${encodeURIComponent(
      caller.resourceId,
    )}`;
    return {
      TF_HTTP_ADDRESS: address,
      TF_HTTP_LOCK_ADDRESS: address,
      TF_HTTP_UNLOCK_ADDRESS: address,
      TF_HTTP_USERNAME: caller.operationId,
      TF_HTTP_PASSWORD: await states.issue(caller, TOKEN_MS),
    };
  }
}
