import { inspect } from 'node:util';
import { loadPlatform } from '../../loadPlatform';
import { Platform, Problem, Result, succeed, Workload } from '../../model';
import { readWorkload, SourceFile } from '../../read';
import {
  brokenPromises,
  startCounting,
  TIME_LIMIT,
} from '../../read/__testUtils__/robust';
import { CANARY, DRIVERS } from '../worlds';
import { Home } from './Home';

/** One file that somebody has broken, in the home it belongs to. */
export interface Broken {
  kind: 'score' | 'platform';
  home: Home;
  file: string;
  text: string;
}

/** What became of it, and which promise was not kept. */
export interface Verdict {
  /** `refused`: problems when it was read; `not planned`: problems after; `planned`. */
  end: 'refused' | 'not planned' | 'planned';
  promises: string[];
}

/**
 * Takes a broken file through everything that happens before a run: reading, loading with the
 * rest of its home, graph, values, manifests, policies, plan.
 */
export async function throughTheChain(broken: Broken): Promise<Verdict> {
  const promises = brokenPromises(broken.text);
  const counted = startCounting();
  try {
    const { end, problems, shown } = await planned(broken);
    const took = counted();
    return {
      end,
      promises: [
        ...promises,
        ...(took > TIME_LIMIT ? [`took ${Math.round(took)} ms`] : []),
        ...problems.filter(isEmpty).map(problem => JSON.stringify(problem)),
        ...(shown.includes(CANARY) ? ['a secret is shown'] : []),
      ],
    };
  } catch (error) {
    return {
      end: 'refused',
      promises: [...promises, `threw ${inspect(error)}`],
    };
  }
}

async function planned({ kind, home, file, text }: Broken): Promise<{
  end: Verdict['end'];
  problems: Problem[];
  shown: string;
}> {
  const platform: Result<Platform> =
    kind === 'platform'
      ? loadPlatform(
          home.platform.map(other =>
            other.file === file ? { file, text } : other,
          ),
          DRIVERS,
        )
      : succeed(home.whole);
  const workloads: Result<Workload[]> =
    kind === 'score' ? besides(home, { file, text }) : succeed(home.neighbours);
  const problems = [...platform.problems, ...workloads.problems];
  if (!platform.ok || !workloads.ok) {
    return { end: 'refused', problems, shown: JSON.stringify(problems) };
  }
  const plan = await home
    .environment(platform.value, workloads.value)
    .tryPlan();
  return {
    end: plan.ok ? 'planned' : 'not planned',
    problems: [...problems, ...plan.problems],
    shown: JSON.stringify([problems, plan]),
  };
}

function besides(home: Home, source: SourceFile): Result<Workload[]> {
  const read = readWorkload(source.text, { file: source.file });
  return read.ok
    ? succeed(
        [
          read.value,
          ...home.neighbours.filter(({ name }) => name !== read.value.name),
        ],
        read.problems,
      )
    : read;
}

function isEmpty({ code, message }: Problem): boolean {
  return code === '' || message === '';
}
