import {
  compareText,
  ENVIRONMENT_DRIVER,
  JsonSchema,
  Platform,
  ResourceType,
  ValueType,
} from '../../model';
import { definitionMatcher, unmatched } from '../../match';
import { viewSchema } from '../values';
import { Place } from './places';

/** A resource type as somebody who writes a Score file chooses it. */
export interface ResourceOffer {
  type: string;
  title?: string;
  description?: string;
  /** `after`: made when the workload is there (routes, autoscalers). */
  phase: ResourceType['phase'];
  /** `default` first. */
  classes: OfferedClass[];
  /** Some definition serves classes of any name. */
  anyClass: boolean;
  /** JSON Schema of `params`. */
  params: JsonSchema;
  /** What `${resources.NAME.…}` can name. */
  outputs: OfferedOutput[];
}

export interface OfferedClass {
  name: string;
  /** In the order of the places asked about. */
  environments: OfferedPlace[];
}

export interface OfferedPlace {
  /** Name of the environment, or of the type where there is none yet. */
  environment: string;
  environmentType: string;
  /** The definition that would make it. Absent where there is none: then `whyNot`. */
  definition?: string;
  /** One sentence. */
  whyNot?: string;
}

export interface OfferedOutput {
  name: string;
  type: ValueType;
  secret: boolean;
  description?: string;
}

/** Types that are asked for by the engine, never by a Score file. */
const IMPLICIT = ['base-environment', 'base-workload'];

/** What a platform offers whoever deploys to these places, by the name of the type. */
export function offersOf(platform: Platform, places: Place[]): ResourceOffer[] {
  const matchers = places.map(place => ({
    place,
    match: definitionMatcher(platform, place.context),
  }));
  return Object.values(platform.resourceTypes)
    .filter(({ name }) => !IMPLICIT.includes(name))
    .sort(byName)
    .map(type => {
      const { name, title, description, phase, params } = type;
      const served = servedClasses(platform, name);
      return {
        type: name,
        ...(title !== undefined && { title }),
        ...(description !== undefined && { description }),
        phase,
        classes: served.names.map(klass => ({
          name: klass,
          environments: matchers.map(({ place: { context }, match }) => {
            const explanation = match({ type: name, class: klass });
            const { environment, environmentType } = context;
            return {
              environment,
              environmentType,
              ...(explanation.winner === undefined
                ? {
                    whyNot: unmatched({
                      platform,
                      explanation,
                      subject: `a resource of type ${name}`,
                      place: {},
                    }).message,
                  }
                : { definition: explanation.winner }),
            };
          }),
        })),
        anyClass: served.any,
        params,
        outputs: outputsOf(platform, type, places),
      };
    });
}

function servedClasses(
  { definitions }: Platform,
  type: string,
): { names: string[]; any: boolean } {
  const served = new Set(
    Object.values(definitions)
      .filter(definition => definition.type === type)
      .map(definition => definition.class),
  );
  const any = served.delete('*');
  if (any || served.size === 0) served.add('default');
  const names = [...served].sort(
    (a, b) =>
      Number(b === 'default') - Number(a === 'default') || compareText(a, b),
  );
  return { names, any };
}

/** Those that the type declares, and those that people set for one of the environments. */
function outputsOf(
  { definitions }: Platform,
  type: ResourceType,
  places: Place[],
): OfferedOutput[] {
  const schema = viewSchema(type.outputs);
  const declared = schema.properties.map((name): OfferedOutput => {
    const property = schema.property(name);
    return {
      name,
      type: property.type,
      secret: schema.secret || property.holdsSecret(),
      ...(property.description !== undefined && {
        description: property.description,
      }),
    };
  });
  const givesValues = Object.values(definitions).some(
    definition =>
      definition.type === type.name && definition.driver === ENVIRONMENT_DRIVER,
  );
  const set = new Map<string, OfferedOutput>();
  for (const { name, secret } of places.flatMap(place => place.values ?? [])) {
    const isSecret = secret || set.get(name)?.secret === true;
    set.set(name, { name, type: 'any', secret: isSecret });
  }
  return givesValues
    ? [...declared, ...[...set.values()].sort(byName)]
    : declared;
}

function byName(a: { name: string }, b: { name: string }): number {
  return compareText(a.name, b.name);
}
