/** Verbs where neither the method nor the end of the path is one. */
const OF_METHOD: Record<string, string> = {
  post: 'create',
  put: 'set',
  delete: 'remove',
};
/** Nouns that have no plural: to post one is not to do it. */
const NOT_A_VERB: Record<string, string> = {
  drift: 'check',
  impact: 'foresee',
};

/**
 * In a word, what a route does, and to what: `POST /deployments/{id}/cancel` cancels `deployments`,
 * `PUT …/hold` sets `hold`.
 */
export function verbOf({ method, path }: { method: string; path: string }): {
  verb: string;
  noun: string;
} {
  const nouns = path
    .split('/')
    .filter(segment => segment !== '' && !segment.startsWith('{'));
  const last = nouns.at(-1) ?? '';
  if (last in NOT_A_VERB) {
    return method === 'post'
      ? { verb: NOT_A_VERB[last], noun: last }
      : { verb: OF_METHOD[method] ?? method, noun: last };
  }
  const isVerb = method === 'post' && !last.endsWith('s');
  return isVerb
    ? { verb: last, noun: nouns.at(-2) ?? last }
    : { verb: OF_METHOD[method] ?? method, noun: last };
}
