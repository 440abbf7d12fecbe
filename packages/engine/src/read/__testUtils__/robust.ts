import { Problem, Result } from '../../model';
import { DriverContract, readPlatform } from '../platform';
import { readWorkload } from '../score';

/**
 * Milliseconds of processor time that reading one file may take, whatever it holds: twice what the
 * largest ones take on a core that is shared, far below what a quadratic reader would.
 */
export const TIME_LIMIT = 2500;

/**
 * Starts to count the processor time of this thread; the answer is in milliseconds. Collecting
 * garbage and compiling in other threads of a busy process are nobody's reading; Node 22 cannot
 * tell them apart.
 */
export function startCounting(): () => number {
  const usage =
    'threadCpuUsage' in process && typeof process.threadCpuUsage === 'function'
      ? process.threadCpuUsage
      : process.cpuUsage;
  const began = usage.call(process);
  return () => {
    const { user, system } = usage.call(process, began);
    return (user + system) / 1000;
  };
}

/** Drivers whose schemas have a choice in them, as modules may bring. */
const DRIVERS: DriverContract[] = [
  { name: 'static', inputs: { type: 'object' } },
  {
    name: 'manifests',
    inputs: {
      type: 'object',
      properties: {
        objects: { type: 'array', items: { type: 'object' } },
        outputs: { anyOf: [{ type: 'object' }, { type: 'string' }] },
      },
      additionalProperties: false,
    },
  },
];

/** Reads a text in every way a user can hand it in, and says what promise was broken, if one was. */
export function brokenPromises(text: string): string[] {
  const reads: Record<string, () => Result<unknown>> = {
    score: () => readWorkload(text, { file: 'score.yaml' }),
    override: () =>
      readWorkload('metadata: { name: web }', {
        file: 'score.yaml',
        overrides: [{ file: 'override.yaml', text }],
      }),
    set: () =>
      readWorkload('metadata: { name: web }', {
        file: 'score.yaml',
        set: [text],
      }),
    platform: () => readPlatform([{ file: 'platform.yaml', text }], DRIVERS),
  };
  return Object.entries(reads).flatMap(([name, read]) => {
    const counted = startCounting();
    try {
      const broken = shapeOf(read());
      const took = counted();
      return [
        ...broken.map(what => `${name}: ${what}`),
        ...(took > TIME_LIMIT ? [`${name}: took ${Math.round(took)} ms`] : []),
      ];
    } catch (error) {
      return [`${name}: threw ${error}`];
    }
  });
}

function shapeOf(result: Result<unknown>): string[] {
  const errors = result.problems.filter(({ severity }) => severity === 'error');
  return [
    ...(result.ok === errors.length > 0
      ? [`ok is ${result.ok} with ${errors.length} errors`]
      : []),
    ...result.problems
      .filter(problem => !isWhole(problem))
      .map(problem => JSON.stringify(problem)),
  ];
}

function isWhole({ code, message, file, line, column }: Problem): boolean {
  return (
    code !== '' &&
    message !== '' &&
    file !== undefined &&
    [line, column].every(
      number =>
        number === undefined || (Number.isInteger(number) && number >= 1),
    )
  );
}
