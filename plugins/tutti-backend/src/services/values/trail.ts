import { Scope, scopeId, Store } from '../../store';
import { Caller } from '../types';

/**
 * Does it in a transaction of the application, and leaves in the audit which version of the name was set
 * before and is after. Never a content, plain ones neither: what becomes a secret later is forgotten where
 * versions are shown, and an audit forgets nothing.
 */
export function onTrail<Answer>(
  store: Store,
  { scope, name, caller }: { scope: Scope; name: string; caller: Caller },
  work: (store: Store) => Promise<Answer>,
): Promise<Answer> {
  return store.ofApplication(scope.applicationId, async tx => {
    const before = caller.audit && (await stateOf(tx, scope, name));
    const answer = await work(tx);
    const after = caller.audit && (await stateOf(tx, scope, name));
    caller.audit?.changed({
      ...(before && { before }),
      ...(after && { after }),
    });
    return answer;
  });
}

async function stateOf({ values, secrets }: Store, scope: Scope, name: string) {
  const of = [scope.applicationId, scopeId(scope)] as const;
  const named = (head: { name: string }) => head.name === name;
  const secret = (await secrets.list(...of)).find(named);
  const state = secret ?? (await values.list(...of)).find(named);
  return (
    state && {
      scope: state.scope,
      version: state.version,
      secret: secret !== undefined,
    }
  );
}
