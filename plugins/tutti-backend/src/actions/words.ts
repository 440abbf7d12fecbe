import { HealthCause, PlanSummary, Problem } from '@tutti/engine';
import { shortened } from './bounds';

/** `DatabaseMissing at resources.db (score.yaml:7): … Way out: …` */
export function problemText(problem: Problem): string {
  const { code, message, hint, file, line, path, address } = problem;
  const at = path ?? address;
  const where = file && `(${file}${line === undefined ? '' : `:${line}`})`;
  return shortened(
    [
      [code, at && `at ${at}`, where].filter(Boolean).join(' '),
      withWayOut(message, hint),
    ].join(': '),
    1_000,
  );
}

/** `ImagePullBackOff: image … cannot be pulled. Way out: …` */
export function causeText({ reason, message, hint }: HealthCause): string {
  return shortened(`${reason}: ${withWayOut(message, hint)}`);
}

function withWayOut(message: string, hint: string | undefined): string {
  const sentence = /[.!?…]$/.test(message) ? message : `${message}.`;
  return hint === undefined ? message : `${sentence} Way out: ${hint}`;
}

/** How many steps do what; what no step does is left out. */
export function countsOf(summary: PlanSummary): Record<string, number> {
  return Object.fromEntries(
    Object.entries(summary).flatMap(([action, count]) =>
      count ? [[action, count] as const] : [],
    ),
  );
}
