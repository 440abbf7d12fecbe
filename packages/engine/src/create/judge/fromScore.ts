import { allowsAnnotation, own, Problem } from '../../model';
import { formatPath } from '../../read/path';
import { JudgedObject } from './judgeObjects';
import { writtenInProfile, sourceOf } from './origins';
import { Power, powersIn } from './powersIn';
import { Entrance, Hand, handOf, Lineage, Trail } from './Trail';

/**
 * Powers in finished objects that no file of the platform has decided: they came through params, values
 * or annotations that those who write Score files and values choose. Each is refused unless the
 * document that hands it on says so (`fromScore.allow`).
 */
export function powersFromScore(
  objects: JudgedObject[],
  lineage: Lineage,
): Problem[] {
  return objects.flatMap(object =>
    [...powersIn(object.template)].flatMap(power => {
      const entrance = entranceTo(object, power, lineage);
      return entrance && isRefused(power, entrance)
        ? [refusal(object, power, entrance.by, lineage)]
        : [];
    }),
  );
}

function isRefused({ name, kind }: Power, { by, below }: Entrance): boolean {
  // The platform has written the key down, and so has decided that it is there.
  return (
    (kind !== 'key' || below > 0) &&
    !allowsAnnotation(by.fromScore?.allow ?? [], name)
  );
}

function refusal(
  { ref, template, origin, address }: JudgedObject,
  { name, path, reaches }: Power,
  by: Hand,
  { graph, workloads }: Lineage,
): Problem {
  const node = own(graph.nodes, address);
  const declarer = node?.kind === 'resource' ? node.declaredBy[0] : undefined;
  const { file, path: at } =
    declarer && own(workloads, declarer.workload)
      ? {
          file: workloads[declarer.workload].file,
          path: `resources.${declarer.resource}`,
        }
      : sourceOf(origin, template, path);
  return {
    severity: 'error',
    code: 'PowerFromScore',
    message: `${ref.kind} ${ref.name}: ${formatPath(
      path,
    )} decides ${reaches}; it comes from the application, and ${titleOf(
      by,
    )} does not allow that.`,
    hint: `Leave it out. The platform team can allow it: \`fromScore: { allow: [${name}] }\` of ${titleOf(
      by,
    )}.`,
    address,
    ...(file !== undefined && { file }),
    ...(at !== undefined && { path: at }),
  };
}

function titleOf({ kind, name }: Hand): string {
  return `${kind} ${name}`;
}

function entranceTo(
  { template, origin, address }: JudgedObject,
  { path }: Power,
  lineage: Lineage,
): Entrance | undefined {
  const trail = new Trail(lineage);
  switch (origin.kind) {
    case 'definition':
      // Drivers that are programs decide for themselves.
      return origin.definition.driver === 'manifests'
        ? trail.ofResource(address, ['objects', origin.index ?? 0, ...path])
        : undefined;
    case 'workload': {
      const written = writtenInProfile(origin.profile, template, path);
      return written
        ? trail.of(written.value, written.rest, {
            by: handOf('WorkloadProfile', origin.profile),
          })
        : trail.ofVolume(address, origin.workload, template, path);
    }
    default:
      return undefined;
  }
}
