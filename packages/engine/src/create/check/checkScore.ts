import { own, Platform, Problem, Workload } from '../../model';
import { parsePath } from '../../read/path';
import { Finding, Problems } from '../../read/report';
import { surveyWorkload } from '../../read/score';
import { surveyGraph, workloadAddress } from '../graph';
import { nameProblems } from './nameProblems';
import { contractOutputs, DriverOutputs } from './outputs';
import { OutputsByName, placeholderFindings } from './placeholders';
import { Place, PlaceFinding, saidOnce } from './places';

/** What a Score text is checked against. */
export interface CheckRequest {
  /** Of the text, for messages. */
  file: string;
  /** What the workload is called; absent: whatever the text says. */
  name?: string;
  platform: Platform;
  /** The others of the application: resources may be shared, and addresses asked for. */
  workloads: Workload[];
  /** Where it will run: environments, or kinds of them. */
  places: Place[];
  drivers: Record<string, DriverOutputs>;
}

/**
 * All that is wrong with a Score text, each problem at its line: what reading says, and what a plan
 * would say of its resources, their params and its placeholders, by contract alone. Nobody is asked
 * and nothing is drafted, so it can be called while somebody types. What is wrong in some places only
 * is a warning that names them.
 */
export function checkScore(text: string, request: CheckRequest): Problem[] {
  const { file, name, places } = request;
  const { problems, readable } = surveyWorkload(text, { file });
  if (!readable) {
    return problems;
  }
  const { workload, located } = readable;
  const found = places.flatMap(place => findings(workload, request, place));
  const report = new Problems();
  report.add(problems);
  report.addFindings(
    [
      ...nameProblems(name ?? workload.name, workload).map(foundAt),
      ...saidOnce(found, places),
    ],
    located,
  );
  return report.inReadingOrder([file]);
}

function findings(
  workload: Workload,
  { platform, workloads, drivers }: CheckRequest,
  place: Place,
): PlaceFinding[] {
  const { graph, problems } = surveyGraph({
    platform,
    workloads: [...workloads, workload],
    context: place.context,
  });
  const asked = problems
    .filter(({ file }) => file === workload.file)
    .map(problem => ({ ...foundAt(problem), place }));
  const asking = graph?.nodes[workloadAddress(workload.name)];
  const outputs: OutputsByName = Object.fromEntries(
    Object.entries(asking?.aliases ?? {}).flatMap(([name, address]) => {
      const node = graph?.nodes[address];
      if (node?.kind !== 'resource') return [];
      const { type } = node;
      const definition = own(platform.definitions, node.definition);
      const contract = { platform, type, definition, place, drivers };
      return [[name, contractOutputs(contract)]];
    }),
  );
  return [
    ...asked,
    ...[...placeholderFindings(workload, outputs)].map(finding => ({
      ...finding,
      place,
    })),
  ];
}

/** A problem that knows its path, to be found in the text. */
function foundAt({
  severity,
  code,
  message,
  hint,
  fix,
  path = '',
}: Problem): Finding {
  return {
    severity,
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(fix && { fix }),
    path: parsePath(path),
  };
}
