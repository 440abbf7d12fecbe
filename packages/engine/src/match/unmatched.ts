import { compareText, Explanation, nearest, Platform, Problem } from '../model';
import { describeFailure } from './explanation';

/** `NoMatch` names so many of the nearest candidates. */
const NEAREST_SHOWN = 3;

/** More names than this are a page of text, not a sentence. */
const NAMES_SHOWN = 40;

export interface Unmatched {
  platform: Platform;
  explanation: Explanation;
  /** Who asks, for the message: `resource db of workload web`. */
  subject: string;
  /** File, line, path and address, as far as known. */
  place: Pick<Problem, 'file' | 'line' | 'path' | 'address'>;
}

/**
 * The problem behind an explanation without a winner. `NoMatch` says the first thing that is in the
 * way: there is no such resource type, nothing makes it, no definition serves the class, or on which
 * criteria the nearest definitions failed. `AmbiguousMatch` names those that are equally specific.
 */
export function unmatched(asked: Unmatched): Problem {
  return {
    severity: 'error',
    ...(ambiguous(asked) ??
      withoutType(asked) ??
      withoutDefinition(asked) ??
      withoutClass(asked) ??
      outsideCriteria(asked)),
    ...asked.place,
  };
}

type Said = Pick<Problem, 'code' | 'message' | 'hint'>;

function ambiguous({ explanation, subject }: Unmatched): Said | undefined {
  const [first, ...others] = explanation.candidates.filter(
    ({ matched }) => matched,
  );
  if (!first) return undefined;
  const rivals = others.filter(({ specificity }) =>
    specificity.every((count, index) => count === first.specificity[index]),
  );
  const names = [first, ...rivals].map(({ definition }) => definition);
  return {
    code: 'AmbiguousMatch',
    message: `${names.join(' and ')} all match ${subject} (${wantedBy(
      explanation,
    )}), and none is more specific.`,
    hint: 'Have the platform team give one of them a criterion that the others lack.',
  };
}

function withoutType({
  explanation: { request },
  platform: { resourceTypes },
}: Unmatched): Said | undefined {
  const { type } = request;
  if (Object.hasOwn(resourceTypes, type)) return undefined;
  const types = Object.keys(resourceTypes).sort(compareText);
  const near = nearest(type, types);
  return {
    code: 'NoMatch',
    message: `There is no resource type ${type}; ${listed(
      types,
      'there is',
      'there are',
    )}.`,
    hint:
      near === undefined
        ? 'Ask for one of these, or have the platform team add the type.'
        : `Ask for ${near} if that is meant, or have the platform team add the type.`,
  };
}

function withoutDefinition({
  explanation: { request, candidates },
  subject,
}: Unmatched): Said | undefined {
  return candidates.length > 0
    ? undefined
    : {
        code: 'NoMatch',
        message: `No definition of the platform makes resources of type ${request.type}, so there is none for ${subject}.`,
        hint: `Have the platform team add a ResourceDefinition of type ${request.type}.`,
      };
}

function withoutClass({
  explanation: { request },
  platform: { definitions },
  subject,
}: Unmatched): Said | undefined {
  const served = Object.values(definitions)
    .filter(({ type }) => type === request.type)
    .map(definition => definition.class);
  if (served.includes('*') || served.includes(request.class)) {
    return undefined;
  }
  const classes = [...new Set(served)].sort(compareText);
  const near = nearest(request.class, classes);
  return {
    code: 'NoMatch',
    message: `No definition makes ${request.type} of class ${
      request.class
    } for ${subject}; ${listed(
      classes,
      'there is class',
      'there are classes',
    )}.`,
    hint: `Ask for ${
      near ?? (classes.length === 1 ? 'that class' : 'one of these classes')
    }, or have the platform team add a definition of class ${request.class}.`,
  };
}

function outsideCriteria({ explanation, subject }: Unmatched): Said {
  const nearestOnes = explanation.candidates
    .slice(0, NEAREST_SHOWN)
    .map(
      ({ definition, failed }) =>
        `${definition} (${failed.map(describeFailure).join('; ')})`,
    );
  return {
    code: 'NoMatch',
    message: `Nothing in the platform matches ${subject} (${wantedBy(
      explanation,
    )}). Nearest: ${nearestOnes.join(', ')}.`,
    hint: 'Change what is asked for, or have the platform team widen or add a definition.',
  };
}

function wantedBy({ request }: Explanation): string {
  return `${request.type}.${request.class}`;
}

function listed(names: string[], one: string, many: string): string {
  if (names.length === 0) return 'there is none';
  const more = names.length - NAMES_SHOWN;
  return `${names.length === 1 ? one : many} ${names
    .slice(0, NAMES_SHOWN)
    .join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
