import { suggestion } from '../../model';
import { Finding } from '../report';
import { ScoreDocument } from './document';

/**
 * `before` (docs/reference/score-files.md): each container named exists, none names itself, nobody
 * waits in a circle, and who shall be healthy has a probe that can say so.
 */
export function* startOrderFindings({
  containers,
}: ScoreDocument): Generator<Finding> {
  for (const [name, container] of Object.entries(containers)) {
    for (const [later, { ready }] of Object.entries(container.before ?? {})) {
      const path = ['containers', name, 'before', later];
      if (later === name) {
        yield {
          path,
          key: true,
          code: 'StartOrder',
          message: `The container "${name}" cannot start before itself.`,
        };
      } else if (!Object.hasOwn(containers, later)) {
        yield {
          path,
          key: true,
          code: 'StartOrder',
          message: `There is no container "${later}" that could wait for "${name}".`,
          hint: suggestion(later, Object.keys(containers)),
        };
      } else if (
        ready === 'healthy' &&
        !container.readinessProbe &&
        !container.livenessProbe
      ) {
        yield {
          path: [...path, 'ready'],
          code: 'StartOrder',
          message: `"${later}" waits until "${name}" is healthy, but "${name}" has no probe.`,
          hint: `Give "${name}" a readinessProbe, or wait for "started".`,
        };
      }
    }
  }
  const cycle = findCycle(containers);
  if (cycle) {
    yield {
      path: ['containers', cycle[0], 'before', cycle[1]],
      key: true,
      code: 'StartOrder',
      message: `These containers wait for each other: ${cycle.join(' -> ')}.`,
    };
  }
}

/** The first cycle of two or more, its first container repeated at the end. */
function findCycle(
  containers: ScoreDocument['containers'],
): string[] | undefined {
  const done = new Set<string>();
  for (const start of Object.keys(containers).sort()) {
    // Depth first without recursion: a chain may be as long as the file allows.
    const trail: { name: string; next: string[] }[] = [];
    const enter = (name: string) =>
      trail.push({
        name,
        next: Object.keys(containers[name].before ?? {})
          .filter(later => later !== name && Object.hasOwn(containers, later))
          .sort(),
      });
    if (!done.has(start)) {
      enter(start);
    }
    const open = new Set([start]);
    while (trail.length > 0) {
      const current = trail[trail.length - 1];
      const later = current.next.shift();
      if (later === undefined) {
        done.add(current.name);
        open.delete(current.name);
        trail.pop();
      } else if (open.has(later)) {
        const names = trail.map(({ name }) => name);
        return [...names.slice(names.indexOf(later)), later];
      } else if (!done.has(later)) {
        open.add(later);
        enter(later);
      }
    }
  }
  return undefined;
}
