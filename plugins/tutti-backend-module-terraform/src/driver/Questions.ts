import { canonical, DriverError, DriverRequest } from '@tutti/engine';
import { Adoption } from '../adoption/Adoption';
import { readAdoption } from '../adoption/shownAdoption';
import { CredentialSubject } from '../credentials';
import { readInputs, TerraformInputs } from '../definition/TerraformInputs';
import { readRefreshPlan } from '../plans/shownDrift';
import { readShownPlan, ShownPlan } from '../plans/shownPlan';
import { StateStore } from '../state';
import { Code, hasOwnState, secretOutputs } from './Code';
import { PlanQuestion } from './Planning';

type Backend = TerraformInputs['backend'];

/** From what the engine asks to what the tool is asked. */
export class Questions {
  constructor(
    private readonly options: { states: StateStore; adoption: Adoption },
  ) {}

  /** @throws DriverError where the state would be left behind, or what is to be adopted cannot be read */
  async of(
    request: DriverRequest,
    code: Code,
    signal: AbortSignal,
  ): Promise<PlanQuestion> {
    const { resourceId, previous } = request;
    const subject = subjectOf(request);
    const refresh = request.refresh ?? false;
    const question = { resourceId, code, subject, refresh };
    const { adopts, backend } = code.inputs;
    if (adopts && (await this.isWithoutState(resourceId, code))) {
      const { adoption } = this.options;
      return {
        ...question,
        adopted: await adoption.read(adopts, { resourceId, subject }, signal),
      };
    }
    if (previous) {
      demandSamePlace(readInputs(previous.inputs).backend, backend);
    }
    return question;
  }

  /** Of a state that we keep, there is none yet. */
  async isWithoutState(resourceId: string, code: Code): Promise<boolean> {
    return (
      hasOwnState(code) &&
      (await this.options.states.version(resourceId)) === 'none'
    );
  }
}

/** With no state at another place, everything would be made a second time. */
function demandSamePlace(before: Backend, after: Backend): void {
  if (before?.type === after?.type) {
    const was = before?.config ?? {};
    const is = after?.config ?? {};
    // What is added to it says how it is reached.
    const moved = Object.keys(was).find(
      key =>
        Object.hasOwn(is, key) && canonical(was[key]) !== canonical(is[key]),
    );
    if (moved === undefined) return;
  }
  throw new DriverError(
    `Its state is kept ${
      before ? `in ${before.type}` : 'with Tutti'
    }, and the definition names another place: with no state there, everything would be made a second time. ${
      after
        ? 'Detach the resource, put its exported state there, and ask for it again.'
        : 'Name where it is under inputs.adoptState, so that it is taken over.'
    }`,
  );
}

/** What a plan for this question would do, as people read it. */
export function shownFor(
  { code, refresh, adopted }: PlanQuestion,
  shown: string,
): ShownPlan {
  const secret = secretOutputs(code);
  if (adopted) return readAdoption(shown, secret, adopted.addresses);
  return refresh
    ? readRefreshPlan(shown, secret)
    : readShownPlan(shown, secret);
}

export function subjectOf({ context, name }: DriverRequest): CredentialSubject {
  const { application, environment, environmentType } = context;
  return { application, environment, environmentType, resource: name };
}
