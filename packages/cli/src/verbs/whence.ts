import {
  ObjectChange,
  own,
  Plan,
  PlanRequest,
  PlanStep,
  TouchedFields,
  touchedFields,
} from '@tutti/engine';
import { Output, rendered, writeProblems } from '../render';
import { Fact, facts, patchFacts } from './facts';
import { EXIT, Terminal, UsageError } from '../Terminal';
import { PlanOptions, planOffline } from './plan';

interface Origin {
  object: string;
  /** Address of what makes it. */
  address: string;
  workload?: { name: string; file: string };
  definition?: { name: string; driver: string; file: string; line: number };
  profile?: { name: string; file: string; line: number };
  fields: TouchedFields[];
  release: string;
  plan: string;
}

/** From which files an object comes, and which of its fields its profile sets. */
export async function whence(
  object: string,
  paths: string[],
  options: PlanOptions & {
    output: Output;
    namespace?: string;
    portal?: string;
  },
  terminal: Terminal,
): Promise<number> {
  if (options.portal !== undefined) {
    throw new UsageError(
      'give Score files, to read where an object would come from, or --portal, to ask where one that runs came from; not both',
    );
  }
  const offline = await planOffline(paths, options, terminal);
  if (!offline) {
    return EXIT.problems;
  }
  const { request, planned } = offline;
  const found = find(planned, object, options.namespace);
  if (found.length !== 1) {
    writeProblems(
      [
        {
          severity: 'error',
          code: 'NoSuchObject',
          message: `${object} is ${
            found.length === 0 ? 'not' : 'more than once'
          } among the objects of this plan; there is ${namesIn(planned).join(
            ', ',
          )}.`,
          hint:
            found.length === 0
              ? 'Write kind and name as they stand in a manifest: Deployment/web.'
              : 'Say which with --namespace.',
        },
      ],
      terminal,
    );
    return EXIT.problems;
  }
  const [{ step, change }] = found;
  const origin = originOf(request, planned, step, change);
  terminal.out(
    options.output === 'text'
      ? asText(origin)
      : rendered(origin, options.output),
  );
  return EXIT.ok;
}

interface Found {
  step: PlanStep;
  change: ObjectChange;
}

/** Kinds are written with and without capitals. */
function find(
  { steps }: Plan,
  object: string,
  namespace: string | undefined,
): Found[] {
  const asked = object.toLowerCase();
  return steps.flatMap(step =>
    step.objects
      .filter(
        ({ ref }) =>
          nameOf(ref).toLowerCase() === asked &&
          (namespace === undefined || ref.namespace === namespace),
      )
      .map(change => ({ step, change })),
  );
}

function namesIn({ steps }: Plan): string[] {
  return steps
    .flatMap(({ objects }) => objects.map(({ ref }) => nameOf(ref)))
    .sort();
}

function nameOf({ kind, name }: { kind: string; name: string }): string {
  return `${kind}/${name}`;
}

function originOf(
  { platform, workloads }: PlanRequest,
  plan: Plan,
  step: PlanStep,
  { ref, desired = {} }: ObjectChange,
): Origin {
  const origin: Origin = {
    object: [ref.kind, ref.namespace, ref.name].filter(Boolean).join('/'),
    address: step.address,
    fields: [],
    release: plan.release,
    plan: plan.hash,
  };
  switch (step.kind) {
    case 'workload': {
      const file = workloads.find(({ name }) => name === step.workload)?.file;
      const profile = own(platform.profiles, step.profile);
      return {
        ...origin,
        ...(file !== undefined && { workload: { name: step.workload, file } }),
        ...(profile && {
          profile: {
            name: profile.name,
            file: profile.source.file,
            line: profile.source.line,
          },
          fields: touchedFields(profile, desired),
        }),
      };
    }
    case 'resource': {
      const definition = own(platform.definitions, step.definition);
      return {
        ...origin,
        ...(definition && {
          definition: {
            name: definition.name,
            driver: definition.driver,
            file: definition.source.file,
            line: definition.source.line,
          },
        }),
      };
    }
    default:
      return origin;
  }
}

function asText(origin: Origin): string {
  const { workload, definition, profile, fields } = origin;
  const lines: Fact[] = [
    ['object', origin.object],
    ['made by', origin.address],
  ];
  if (workload) lines.push(['score', workload.file]);
  if (definition) {
    lines.push([
      'definition',
      `${definition.name} (driver ${definition.driver}), ${definition.file}:${definition.line}`,
    ]);
  }
  if (profile) {
    lines.push(['profile', `${profile.name}, ${profile.file}:${profile.line}`]);
  }
  lines.push(...fields.flatMap(patchFacts));
  return facts(lines);
}
