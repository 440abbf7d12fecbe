import { CurrentRelease, hasErrors, Platform } from '../../model';
import { buildGraph } from '../graph';
import { requestProblems } from '../draft/draftDeployment';
import { matchContextOf, bindingOf, requestContextOf } from '../draft/binding';
import { Setting } from '../draft/Resolver';
import { Foreseen, ForesightPorts, Past } from './Foreseen';
import { Foresight } from './Foresight';

/** Match, graph, values and manifests of a release under a platform. */
export function foresee(
  platform: Platform,
  release: CurrentRelease,
  past: Past,
  ports: ForesightPorts,
): Foreseen {
  const request = {
    ...release,
    platform,
    force: false,
    consent: [],
    moves: [],
  };
  const graph = buildGraph({
    platform,
    workloads: release.workloads,
    context: matchContextOf(request),
    wiring: past.wiring,
  });
  const place = bindingOf(request);
  const problems = [
    ...requestProblems(request),
    ...graph.problems,
    ...place.problems,
  ];
  const foreseen: Foreseen = {
    ...(place.ok && { place: place.value }),
    resources: new Map(),
    workloads: new Map(),
    problems,
  };
  if (!graph.ok || !place.ok || hasErrors(problems)) {
    return foreseen;
  }
  const setting: Setting = {
    request,
    graph: graph.value,
    wiring: past.wiring,
    context: requestContextOf(request),
  };
  return new Foresight(setting, past, ports, place.value, {
    ...foreseen,
    setting,
  }).all();
}
