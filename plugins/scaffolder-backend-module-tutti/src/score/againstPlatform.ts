import { checkScore, Platform, Problem, readWorkload } from '@tutti/engine';
import { ResourceOffer, TuttiApi } from '@tutti/plugin-tutti-common';
import { asking, ifThere, Refusal } from '../tutti/refusal';

/** Where a workload will run. */
export interface Destination {
  /** Its environments count, where it is there. */
  application?: string;
  /** Of an application that is not there yet. */
  owner?: string;
  environmentTypes?: string[];
}

/** What is asked for and would not be made in every environment; each sentence once. */
function notOffered(
  asked: { name: string; type: string; class?: string }[],
  offers: ResourceOffer[],
): Problem[] {
  return asked.flatMap(({ name, type, class: asClass = 'default' }) => {
    const offered = offers.find(offer => offer.type === type);
    const found = offered?.classes.find(each => each.name === asClass);
    if (!offered || (!found && !offered.anyClass)) {
      return {
        severity: 'error' as const,
        code: 'NoMatch',
        message: `The resource '${name}' is of type ${type}${
          offered ? `, class ${asClass}` : ''
        }, which the platform does not offer.`,
      };
    }
    const missing = (found?.environments ?? []).filter(
      ({ definition }) => definition === undefined,
    );
    return missing.map(({ environment, whyNot }) => ({
      severity: 'error' as const,
      code: 'NoMatch',
      message:
        `The resource '${name}' (${type}) cannot be made in ${environment}. ${
          whyNot ?? ''
        }`.trim(),
      hint: `Take it away, or leave out ${environment}`,
    }));
  });
}

/** What the contract of each type says of params and placeholders, in every place. */
function broken(
  score: string,
  name: string,
  platform: Platform,
  { owner, environmentTypes }: Destination,
): Problem[] {
  const types = environmentTypes ?? Object.keys(platform.environmentTypes);
  return checkScore(score, {
    file: 'score.yaml',
    name,
    platform,
    workloads: [],
    drivers: {},
    places: types.map(type => ({
      context: {
        application: 'new',
        environment: type,
        environmentType: type,
        labels: {},
        ...(owner !== undefined && { owner }),
      },
    })),
  });
}

/**
 * Refuses a Score text before anything is made for it: one that is not valid, and one that asks for
 * what the platform does not have where it will run.
 * @throws Refusal with every problem
 */
export async function demandFit(
  tutti: TuttiApi,
  workload: { name: string; score: string },
  destination: Destination,
): Promise<void> {
  const { name, score } = workload;
  const { application, owner, environmentTypes } = destination;
  const read = readWorkload(score, { file: 'score.yaml' });
  const refuse = (problems: Problem[]) => {
    if (problems.some(({ severity }) => severity === 'error')) {
      throw Refusal.of(
        'InputError',
        `The workload ${name} cannot be as it was chosen:`,
        problems,
      );
    }
  };
  if (!read.ok) return refuse(read.problems);
  const asked = Object.entries(read.value.resources).map(
    ([resource, { type, class: asClass }]) => ({
      name: resource,
      type,
      class: asClass,
    }),
  );
  const present =
    application !== undefined
      ? await ifThere(tutti.listOffers(application))
      : undefined;
  if (application !== undefined && present) {
    const { problems } = await asking(
      tutti.checkWorkload(application, name, { score }),
    );
    return refuse([...notOffered(asked, present.items), ...problems]);
  }
  if (owner === undefined && environmentTypes === undefined) return undefined;
  const { items } = await asking(
    tutti.listPlatformOffers({
      ...(environmentTypes && { types: environmentTypes }),
      ...(owner !== undefined && { owner }),
    }),
  );
  const { platform } = await asking(tutti.getPlatform());
  return refuse([
    ...notOffered(asked, items),
    ...(platform ? broken(score, name, platform, destination) : []),
  ]);
}
