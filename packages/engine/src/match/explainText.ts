import { Candidate, Explanation, compareText } from '../model';

/** An explanation for people: what was asked where, the winner, one line per candidate. */
export function explainText(explanation: Explanation): string {
  const { request, context, winner, candidates } = explanation;
  const asked = [
    `${request.type}.${request.class}`,
    ...(request.id === undefined ? [] : [`id ${request.id}`]),
    ...(request.workload === undefined ? [] : [`workload ${request.workload}`]),
  ];
  const labels = Object.entries(context.labels)
    .sort(([a], [b]) => compareText(a, b))
    .map(([label, value]) => `${label}=${value}`);
  const where = [
    `application ${context.application}`,
    `environment ${context.environment}`,
    `environment type ${context.environmentType}`,
    ...(context.owner === undefined ? [] : [`owner ${context.owner}`]),
    ...(labels.length === 0 ? [] : [`labels ${labels.join(' ')}`]),
  ];
  const width = Math.max(0, ...candidates.map(one => one.definition.length));
  return [
    `asked   ${asked.join(', ')}`,
    `in      ${where.join(', ')}`,
    `winner  ${winner ?? verdict(candidates)}`,
    ...(candidates.length === 0 ? [] : ['']),
    ...candidates.map(
      one => `${mark(one)}  ${one.definition.padEnd(width)}  ${one.reason}`,
    ),
    '',
  ].join('\n');
}

function verdict(candidates: Candidate[]): string {
  if (candidates.length === 0) return 'none: there are no candidates';
  return candidates.some(candidate => candidate.matched)
    ? 'none: several are equally specific'
    : 'none: nothing matches';
}

/** As wide as the labels above. */
function mark(candidate: Candidate): string {
  if (candidate.won) return 'won   ';
  return candidate.matched ? 'match ' : 'no    ';
}
