import {
  didYouMean,
  isValueObject,
  nearest,
  Problem,
  Value,
  Workload,
} from '../../model';
import { NodeDraft } from './NodeDraft';
import { servicePort } from './servicePorts';

/** The type whose contract is the same on every platform: params `host`, `path` and `port`. */
export const ROUTE = 'route';

/**
 * What is wrong with a route whatever the platform's definition makes of it: a port that the
 * workload does not have, or a path that is a pattern. A path is a literal prefix, and a prefix with
 * signs of a pattern in it matches no request: nobody would find out before a customer does.
 *
 * @param params settled; what only a plan can know is not judged
 * @param place where the params are written, for a param's name
 */
export function routeProblems(input: {
  draft: NodeDraft;
  params: Value;
  workload: Workload | undefined;
  place: (param: string) => Pick<Problem, 'file' | 'line' | 'path'>;
}): Problem[] {
  const { draft, params, workload, place } = input;
  if (draft.place.type !== ROUTE || !isValueObject(params)) return [];
  const { path, port } = params;
  const said: Record<string, Said | undefined> = {
    path: typeof path === 'string' ? pathSaid(path) : undefined,
    port:
      workload && (typeof port === 'string' || typeof port === 'number')
        ? portSaid(String(port), workload)
        : undefined,
  };
  return Object.entries(said).flatMap(([param, found]): Problem[] =>
    found
      ? [
          {
            severity: 'error',
            ...found,
            address: draft.address,
            ...place(param),
          },
        ]
      : [],
  );
}

type Said = Pick<Problem, 'code' | 'message' | 'hint'>;

function portSaid(port: string, workload: Workload): Said | undefined {
  const { ports } = workload.service;
  if (servicePort(port, ports)) return undefined;
  const names = Object.keys(ports).sort();
  if (names.length === 0) {
    return {
      code: 'UnknownPort',
      message: `The route leads to port ${port} of workload ${workload.name}, which has no service ports.`,
      hint: `Add the port to service.ports in the Score file of ${workload.name}.`,
    };
  }
  const near = nearest(port, names);
  const shown = names.map(name => `${name} (${ports[name].port})`);
  return {
    code: 'UnknownPort',
    message: `The route leads to port ${port}, which workload ${
      workload.name
    } does not have; there ${names.length === 1 ? 'is' : 'are'} ${shown.join(
      ', ',
    )}.`,
    hint: `${
      near === undefined ? '' : `${didYouMean(near)} `
    }Give a port of service.ports, by its name or its number.`,
  };
}

/** Signs that stand in patterns and in no path that a request could have. */
const PATTERN =
  /[*^\\|[\]{}<>"`\s]|\.\+|\$$|\(\?|\/\(|\(\/|\([^)]*\.[^)]*\)|\)[+?$]/;
const LONGEST_PATH = 500;
const QUERY = /[?#]/;

function pathSaid(path: string): Said | undefined {
  if (path.length > LONGEST_PATH) {
    return {
      code: 'InvalidRoutePath',
      message: `A path of ${path.length} characters is too long for a route, which has at most ${LONGEST_PATH}.`,
      hint: 'Route the beginning of the path: everything below it comes along.',
    };
  }
  if (PATTERN.test(path) || /^[~=]/.test(path)) {
    return {
      code: 'InvalidRoutePath',
      message: `Path ${path} is a pattern, but a route takes its path literally: it would never match.`,
      hint: `Write ${literalPrefix(
        path,
      )}: a route leads that path and everything below it to the workload.`,
    };
  }
  if (QUERY.test(path)) {
    return {
      code: 'InvalidRoutePath',
      message: `Path ${path} has a query or a fragment, which are no part of a path: it would never match.`,
      hint: `Write ${path.slice(0, path.search(QUERY)) || '/'}.`,
    };
  }
  return path.startsWith('/')
    ? undefined
    : {
        code: 'InvalidRoutePath',
        message: `Path ${path === '' ? '""' : path} does not begin with /.`,
        hint: `Write /${path}.`,
      };
}

/** The whole segments before the first sign of a pattern: `/api` of `^/api/v[0-9]+`. */
function literalPrefix(pattern: string): string {
  const path = pattern.replace(/^[~=*^\s]+/, '').replace(/^(?!\/)/, '/');
  const end = path.search(/[*^\\|[\]{}<>"`\s()?#$+]|\.[*+]/);
  const literal = end < 0 ? path : path.slice(0, end);
  // What follows a whole segment: `/api(/|$)`, `/api.*`, `/api$`.
  const isWhole = end < 0 || /^(\(\/|\(\?:\/|\.|\$)/.test(path.slice(end));
  const segments = isWhole ? literal : literal.replace(/[^/]*$/, '');
  return segments.replace(/\/+$/, '') || '/';
}
