import { answered } from '../../online/errors';
import { planText, toldPlan } from '../../online/planText';
import { portalOf, PortalOptions } from '../../online/portal';
import { Output, rendered } from '../../render';
import { EXIT, Terminal } from '../../Terminal';
import { contentOf, ContentOptions } from './deploy';

export interface PlanOnlineOptions extends PortalOptions, ContentOptions {
  output: Output;
}

/** What deploying would do to what is there: the portal plans, and keeps the plan for a while. */
export function planOnline(
  application: string,
  environment: string,
  options: PlanOnlineOptions,
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    const { tutti } = portalOf(options, terminal);
    const waiting = {
      onWaiting: () => terminal.progress('the portal is planning'),
    };
    const input = await contentOf(tutti, { application, environment }, options);
    const plan = await tutti.createPlan(
      application,
      environment,
      input,
      waiting,
    );
    const { output } = options;
    if (output === 'text') {
      terminal.out(planText(await toldPlan(tutti, plan), terminal.colours.out));
      terminal.err(
        `to deploy exactly this: tutti deploy ${application} ${environment} --plan ${plan.id}\n`,
      );
    } else {
      terminal.out(rendered(plan, output));
    }
    return plan.plan.deployable ? EXIT.ok : EXIT.problems;
  });
}
