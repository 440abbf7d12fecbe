import type {
  Build,
  BuildOutcome,
  NewBuild,
  ToldBuild,
} from '@tutti/plugin-tutti-common';
import { readSource } from '../../files';
import { ciFacts, CiFacts } from '../../online/ciFacts';
import { answered } from '../../online/errors';
import { follow, FollowOptions } from '../../online/following';
import { harmless } from '../../online/harmless';
import { Portal, portalOf, PortalOptions } from '../../online/portal';
import { rendered } from '../../render';
import { EXIT, Terminal, UsageError } from '../../Terminal';

export interface BuildOptions
  extends PortalOptions,
    FollowOptions,
    Partial<CiFacts> {
  image: string;
  container?: string;
  /** File of this machine. */
  score?: string;
  scoreFromRepository?: boolean;
  wait?: boolean;
}

/**
 * Tells the portal that an image of a workload exists. Nobody is asked: where builds are deployed by
 * themselves, the platform has said before.
 */
export function build(
  application: string,
  workload: string,
  options: BuildOptions,
  terminal: Terminal,
): Promise<number> {
  const input: NewBuild = {
    application,
    workload,
    image: options.image,
    ...factsOf(options),
    ...(options.container !== undefined && { container: options.container }),
    ...scoreOf(options),
  };
  return answered(terminal, async () => {
    const portal = portalOf(options, terminal);
    terminal.progress('telling the build');
    const told = await portal.tutti.createBuild(input);
    const isText = options.output === 'text';
    if (isText) terminal.out(asText(told));
    const code = options.wait
      ? await ended(portal, told, options, terminal)
      : EXIT.ok;
    if (options.output !== 'text') {
      terminal.out(
        rendered(
          options.wait ? await portal.tutti.getBuild(told.id) : told,
          options.output,
        ),
      );
    }
    return code;
  });
}

/** One after the other: a CI's log is read from top to bottom. */
async function ended(
  portal: Portal,
  told: Build,
  options: BuildOptions,
  terminal: Terminal,
): Promise<number> {
  let code: number = EXIT.ok;
  for (const { environment } of told.outcomes) {
    const one = await endedIn(environment, portal, told, options, terminal);
    if (one === EXIT.interrupted) return one;
    code = Math.max(code, one);
  }
  return code;
}

/** Where a newer build takes this one along before it has begun, that deployment is waited for. */
async function endedIn(
  environment: string,
  portal: Portal,
  told: Build,
  options: BuildOptions,
  terminal: Terminal,
): Promise<number> {
  const deployment = deploymentIn(environment, told);
  if (deployment === undefined) return EXIT.ok;
  const code = await follow(
    portal,
    deployment,
    { ...options, output: 'text' },
    // Standard output is the build's alone where a program reads it.
    options.output === 'text' ? terminal : { ...terminal, out: terminal.err },
  );
  if (code !== EXIT.problems) return code;
  const now = await portal.tutti.getBuild(told.id);
  return deploymentIn(environment, now) === deployment
    ? code
    : endedIn(environment, portal, now, options, terminal);
}

function deploymentIn(
  environment: string,
  { outcomes }: Build,
): string | undefined {
  const outcome = outcomes.find(each => each.environment === environment);
  return outcome && 'deployment' in outcome ? outcome.deployment.id : undefined;
}

/** @throws UsageError that names what neither the options nor the CI say */
function factsOf(options: BuildOptions): CiFacts {
  const said = ciFacts(process.env);
  const fact = (name: keyof CiFacts): string => {
    const text = options[name] ?? said[name];
    if (text === undefined) {
      throw new UsageError(
        `--${name} is needed where GitHub Actions, GitLab CI or Jenkins do not say it`,
      );
    }
    return text;
  };
  return {
    commit: fact('commit'),
    ref: fact('ref'),
    repository: fact('repository'),
  };
}

/** @throws UsageError */
function scoreOf({ score, scoreFromRepository }: BuildOptions) {
  if (score !== undefined && scoreFromRepository) {
    throw new UsageError(
      '--score gives a text, --score-from-repository has the portal read it: not both',
    );
  }
  if (scoreFromRepository) {
    return { score: { fromRepository: true as const } };
  }
  return score === undefined ? {} : { score: { text: readSource(score).text } };
}

function asText({ workload, image, commit, repeated, outcomes }: ToldBuild) {
  return [
    `${workload} ${image} at ${commit.slice(0, 12)}${
      repeated ? ', told before: nothing is deployed again' : ''
    }`,
    ...outcomes.map(outcomeLine),
    ...(outcomes.length === 0
      ? ['no environment deploys builds by itself']
      : []),
    '',
  ]
    .map(harmless)
    .join('\n');
}

function outcomeLine(outcome: BuildOutcome): string {
  if ('reason' in outcome) {
    return `  ${outcome.environment}: ${outcome.reason}`;
  }
  const { number, status, waits } = outcome.deployment;
  return `  ${outcome.environment}: #${number} ${waits?.message ?? status}${
    outcome.replaced ? ', with a newer image in its place' : ''
  }`;
}
