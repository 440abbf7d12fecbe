import { Container, Problem, Workload } from '../../model';

type Ready = Container['before'][string]['ready'];

/** Who starts when: `first` in this order, then all of `main` together. */
export interface StartOrder {
  first: { container: string; until: Ready }[];
  main: string[];
}

const STRENGTH: Record<Ready, number> = { started: 0, healthy: 1, complete: 2 };

/**
 * `A.before.B` means that A starts first and that B waits for A (Score's documents
 * contradict each other, this is score-compose's direction). Whoever has a `before` becomes an
 * init container; Kubernetes starts those one after the other, each when the one before it is
 * ready, which is stricter than asked but never less. Ties by name.
 */
export function startOrder(workload: Workload): {
  order: StartOrder;
  problems: Problem[];
} {
  const problems: Problem[] = [];
  const names = Object.keys(workload.containers).sort();
  const waitsFor = new Map<string, Set<string>>(
    names.map(name => [name, new Set()]),
  );
  const until = new Map<string, Ready>();
  const problem = (code: string, message: string, container: string) =>
    problems.push({
      severity: 'error',
      code,
      message,
      file: workload.file,
      path: `containers.${container}.before`,
    });

  for (const name of names) {
    for (const [later, { ready }] of Object.entries(
      workload.containers[name].before,
    )) {
      const waiting = waitsFor.get(later);
      if (!waiting) {
        problem(
          'UnknownContainer',
          `Container ${name} shall start before ${later}, but workload ${workload.name} has no container ${later}.`,
          name,
        );
        continue;
      }
      waiting.add(name);
      // One container has one form: what completes has also been started.
      const known = until.get(name);
      if (!known || STRENGTH[ready] > STRENGTH[known]) until.set(name, ready);
    }
  }

  const first: StartOrder['first'] = [];
  const placed = new Set<string>();
  const open = names.filter(name => until.has(name));
  while (open.length > 0) {
    const index = open.findIndex(name =>
      [...(waitsFor.get(name) ?? [])].every(earlier => placed.has(earlier)),
    );
    if (index < 0) {
      problem(
        'CyclicStart',
        `Containers ${open.join(', ')} of workload ${
          workload.name
        } wait for each other: none can start.`,
        open[0],
      );
      break;
    }
    const [name] = open.splice(index, 1);
    placed.add(name);
    first.push({ container: name, until: until.get(name) ?? 'started' });
  }
  return {
    order: { first, main: names.filter(name => !until.has(name)) },
    problems,
  };
}
