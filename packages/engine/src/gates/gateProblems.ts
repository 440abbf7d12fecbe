import {
  durationMs,
  EnvironmentType,
  FreezeWindow,
  Platform,
  Problem,
  suggestion,
} from '../model';
import { expressionError } from '../create/cel';
import { documentPlace, PlatformPlaces } from '../read';
import { APPROVAL_VARIABLES } from './approvalNeeded';
import { neverBegins, parseCron } from './cron';
import { openWindow } from './openWindow';
import { promotionSlips } from './promotionSlips';
import { Path, Slip } from './slip';
import { isTimeZone } from './wallClock';

/**
 * What is wrong with the rules of environment types that decide when a deployment may begin and
 * has succeeded, as far as the files alone tell: nobody learns of it on the day it matters.
 */
export function gateProblems(
  { environmentTypes }: Pick<Platform, 'environmentTypes'>,
  places: PlatformPlaces = documentPlace,
): Problem[] {
  return Object.keys(environmentTypes)
    .sort()
    .flatMap(name => {
      const type = environmentTypes[name];
      const slips = [
        ...approvalSlips(type),
        ...verifySlips(type),
        ...freezeSlips(type),
        ...promotionSlips(type, { environmentTypes }),
      ];
      return slips.map(
        ({ path, inside, message, ...slip }): Problem => ({
          severity: 'error',
          ...slip,
          message: `EnvironmentType ${name}: ${message}`,
          ...places(type, ['spec', ...path], { inside }),
        }),
      );
    });
}

function* approvalSlips({
  access,
  approval,
}: EnvironmentType): Generator<Slip> {
  const { required, when, quorum, groups } = approval;
  if (when !== undefined) {
    const path = ['approval', 'when'];
    const error = expressionError(when, APPROVAL_VARIABLES);
    if (error) {
      yield {
        path,
        code: 'ExpressionInvalid',
        message: `${error.message}.`,
        inside: error.at,
      };
    }
    if (required) {
      yield {
        path,
        code: 'ApprovalInvalid',
        message: 'where approvals are required, no rule can make them so.',
        hint: 'Leave out "required" or "when".',
      };
    }
  }
  if (!required && when === undefined) {
    return;
  }
  const approvers = new Set(access.approve);
  const most = mostApprovers(approvers);
  if (most === 0) {
    yield {
      path: ['approval'],
      code: 'ApprovalInvalid',
      message: 'approvals are asked for, and nobody may give one.',
      hint: 'Name who may in access.approve.',
    };
  } else if (quorum > most) {
    yield {
      path: ['approval', 'quorum'],
      code: 'ApprovalInvalid',
      message: `${quorum} people have to agree, and access.approve names ${most}.`,
      hint: 'Name a group or more people there, or lower the quorum.',
    };
  }
  if (new Set(groups).size < groups.length) {
    yield {
      path: ['approval', 'groups'],
      code: 'ApprovalInvalid',
      message: 'a group stands twice in the list.',
      hint: 'Leave one of them out, or raise the quorum.',
    };
  }
}

/** How many people there can be at most: who is in a group or an owner, files do not tell. */
function mostApprovers(approvers: ReadonlySet<string>): number {
  const people = [...approvers].filter(one => one.startsWith('user:'));
  const others = [...approvers].filter(
    one => one !== 'nobody' && !one.startsWith('user:'),
  );
  return others.length > 0 ? Infinity : people.length;
}

function* verifySlips({ verify }: EnvironmentType): Generator<Slip> {
  const { healthyFor, within } = verify;
  if (healthyFor !== undefined && durationMs(healthyFor) > durationMs(within)) {
    yield {
      path: ['verify', 'healthyFor'],
      code: 'VerifyInvalid',
      message: `healthyFor, ${healthyFor}, is longer than within, ${within}.`,
      hint: 'Raise within, or lower healthyFor.',
    };
  }
  yield* repeated(verify.gates, ['verify', 'gates']);
}

function* repeated(gates: string[], path: Path): Generator<Slip> {
  const index = gates.findIndex((gate, at) => gates.indexOf(gate) < at);
  if (index >= 0) {
    yield {
      path: [...path, index],
      code: 'VerifyInvalid',
      message: `the gate "${gates[index]}" stands twice in the list.`,
      hint: 'Leave one of them out.',
    };
  }
}

/** Whatever day it is: any year has the same weekends and the same nights. */
const SOME_DAY = Date.UTC(2026, 0, 1);

const LONGEST = '366d';

function* freezeSlips({ freeze }: EnvironmentType): Generator<Slip> {
  let areReadable = true;
  for (const [index, window] of freeze.entries()) {
    for (const slip of windowSlips(window)) {
      areReadable = false;
      yield { ...slip, path: ['freeze', index, ...slip.path] };
    }
  }
  const first = freeze.findIndex(({ mode }) => mode === 'allow');
  if (first < 0 || !areReadable) {
    return;
  }
  const closed = openWindow(freeze, SOME_DAY);
  if (closed && closed.until === undefined) {
    yield {
      path: ['freeze', first],
      code: 'FreezeInvalid',
      message:
        'within a year there is no time that a window allows and none denies.',
      hint: 'Compare the times of the windows: deny wins.',
    };
  }
}

function* windowSlips({
  cron,
  duration,
  timeZone,
}: FreezeWindow): Generator<Slip> {
  const parsed = parseCron(cron);
  const code = 'FreezeInvalid';
  if (!parsed.ok) {
    yield {
      path: ['cron'],
      code,
      message: `${parsed.message}.`,
      hint: 'Write minute, hour, day, month and weekday, such as "0 16 * * 5" for Fridays at 16:00.',
      inside: parsed.field,
    };
  } else if (neverBegins(parsed.schedule)) {
    yield {
      path: ['cron'],
      code,
      message: `"${cron}" never begins: no month that it names has such a day.`,
      hint: 'Correct the day or the month.',
    };
  }
  if (!isTimeZone(timeZone)) {
    yield {
      path: ['timeZone'],
      code,
      message: `there is no time zone "${timeZone}".`,
      hint: zoneHint(timeZone),
    };
  }
  if (durationMs(duration) > durationMs(LONGEST)) {
    yield {
      path: ['duration'],
      code,
      message: `a window of ${duration} is longer than a year.`,
      hint: `Write at most ${LONGEST}.`,
    };
  }
}

/** Somebody who forgets the continent means a city. */
function zoneHint(timeZone: string): string | undefined {
  const zones = Intl.supportedValuesOf('timeZone');
  const wanted = timeZone.toLowerCase().replace(/[ -]/g, '_');
  const city = zones.find(zone => zone.toLowerCase().endsWith(`/${wanted}`));
  return city
    ? `Did you mean "${city}"?`
    : nearestZone(timeZone, zones) ?? 'Write a name such as "Europe/Berlin".';
}

function nearestZone(timeZone: string, zones: string[]): string | undefined {
  const [continent] = timeZone.split('/');
  const near = zones.filter(zone => zone.startsWith(`${continent}/`));
  return near.length > 0 ? suggestion(timeZone, near) : undefined;
}
