import { Redactor, Secret } from '@tutti/engine';
import { valuesFor } from '../../planning';
import { EnvironmentRecord, Store } from '../../store';

/**
 * A redactor that knows whatever runs in an environment may say: what is set for it now, what its
 * resources were made with and gave, and what its Secrets in the cluster hold, which may be older.
 */
export async function redactorFor(
  store: Store,
  known: {
    environment: EnvironmentRecord;
    platformSecrets: Record<string, Secret>;
    live?: Secret[];
  },
): Promise<Redactor> {
  const { environment, platformSecrets, live } = known;
  const redactor = new Redactor();
  redactor.learn(platformSecrets);
  redactor.learn(live);
  redactor.learn((await valuesFor(store, environment)).secrets);
  const generated = await store.generatedValues.all(environment.id);
  redactor.learn([...generated.values()]);
  for (const { inputs, outputs } of await store.resources.records(
    environment.id,
  )) {
    redactor.learn(inputs);
    redactor.learn(outputs);
  }
  return redactor;
}
