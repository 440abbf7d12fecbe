import { isObject, JsonObject, JsonValue } from '../json';
import { ApiError, badRequest } from '../status';

/** A misfortune that the next requests meet, asked for by a test. */
export interface Fault {
  /** The answer; absent with `drop`, or when only a delay is wanted. */
  status?: number;
  /** Cut the connection instead of answering. */
  drop: boolean;
  /** How often it still happens. */
  times: number;
  method?: string;
  /** A part of the path, such as `/deployments/web`. */
  path?: string;
  delayMs: number;
  /** The request is carried out all the same; only its answer is lost. */
  afterwards: boolean;
  /** It meets dry runs alone; without it they are spared, since plans ask them on their own account. */
  dryRun: boolean;
  message?: string;
}

const reasons: Record<number, string> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Expired',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

export class Faults {
  private faults: Fault[] = [];

  add(body: JsonValue): Fault {
    const fault = readFault(body);
    this.faults.push(fault);
    return fault;
  }

  clear(): void {
    this.faults = [];
  }

  /** The first fault that this request meets; it happens one time less from now on. */
  take(method: string, path: string, isDryRun: boolean): Fault | undefined {
    const fault = this.faults.find(
      ({ method: wanted, path: part, dryRun }) =>
        dryRun === isDryRun &&
        (wanted === undefined || wanted === method) &&
        (part === undefined || path.includes(part)),
    );
    if (!fault) return undefined;
    fault.times -= 1;
    this.faults = this.faults.filter(({ times }) => times > 0);
    return fault;
  }

  toJson(): JsonObject {
    return {
      faults: this.faults.map(fault => JSON.parse(JSON.stringify(fault))),
    };
  }
}

export function faultError(fault: Fault): ApiError | undefined {
  if (fault.status === undefined) return undefined;
  return new ApiError(
    fault.status,
    reasons[fault.status] ?? 'InternalError',
    fault.message ?? `injected fault: ${fault.status}`,
    fault.status === 429 ? { retryAfterSeconds: 1 } : {},
  );
}

function readFault(body: JsonValue): Fault {
  if (!isObject(body)) throw badRequest('a fault is a map');
  const { status, drop, times, method, path, delayMs, message } = body;
  const { afterwards, dryRun } = body;
  const known = [
    'status',
    'drop',
    'times',
    'method',
    'path',
    'delayMs',
    'afterwards',
    'dryRun',
    'message',
  ];
  const odd = Object.keys(body).find(key => !known.includes(key));
  if (odd) throw badRequest(`unknown field ${odd}; known: ${known.join(', ')}`);
  if (status === undefined && drop !== true && delayMs === undefined)
    throw badRequest('a fault needs a status, drop or delayMs');
  if (
    status !== undefined &&
    !(typeof status === 'number' && status >= 400 && status < 600)
  )
    throw badRequest('status is a number from 400 to 599');
  return {
    ...(typeof status === 'number' && { status }),
    drop: drop === true,
    times: typeof times === 'number' ? times : 1,
    ...(typeof method === 'string' && { method: method.toUpperCase() }),
    ...(typeof path === 'string' && { path }),
    delayMs: typeof delayMs === 'number' ? delayMs : 0,
    afterwards: afterwards === true,
    dryRun: dryRun === true,
    ...(typeof message === 'string' && { message }),
  };
}
