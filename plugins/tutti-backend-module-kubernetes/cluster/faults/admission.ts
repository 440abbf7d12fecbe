import { findDrift, JsonObject } from '@tutti/engine';
import { Case } from '../Case';
import { environmentIn, Fault, settings } from './Fault';
import { Webhook } from './Webhook';

/** Whoever admits ConfigMaps does not answer. */
export const silentWebhook: Fault = {
  name: 'an admission webhook does not answer',
  says: /failed calling webhook .*(deadline exceeded|timeout|EOF)/i,
  async provoke(place) {
    const { change, deploy } = environmentIn(place, 'silent', [settings()]);
    await deploy();
    const webhook = await Webhook.start(
      place.plane,
      'silent',
      'Validating',
      () => undefined,
    );
    change({ objects: [settings('settings', 'b')] });
    return { deploy, mend: () => webhook.stop() };
  },
};

/** A webhook changes a field of ours and adds one: nobody calls that drift, and nothing is applied again. */
export const mutatingWebhook: Case = {
  name: 'a mutating webhook',
  async prove(place) {
    const { environment, change, deploy } = environmentIn(place, 'mutated', [
      settings(),
    ]);
    await deploy();
    const patch = [
      { op: 'replace', path: '/data/value', value: 'mirrored' },
      { op: 'add', path: '/data/added', value: 'yes' },
    ];
    const webhook = await Webhook.start(
      place.plane,
      'mutated',
      'Mutating',
      (object): JsonObject =>
        JSON.stringify(object).includes('"data"')
          ? {
              patchType: 'JSONPatch',
              patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
            }
          : {},
    );
    try {
      change({ objects: [settings(), settings('more')] });
      const first = await deploy();
      const again = await deploy();
      if (first.is !== 'healthy' || again.is !== 'healthy' || again.objects > 0)
        throw new Error(JSON.stringify([first, again]));
      // Somebody touches the other one: the webhook changes our field of it.
      await place.plane.ask(
        'PATCH',
        '/api/v1/namespaces/mutated/configmaps/settings',
        { metadata: { annotations: { 'example.com/seen': 'yes' } } },
      );
      const target = await place.driver.open({
        cluster: 'sandbox',
        namespace: 'mutated',
      });
      const { findings, candidates } = await findDrift(
        {
          environmentId: environment.request.environment.id,
          objects: environment.database.state().objects,
          completedJobs: new Map(),
          rules: [],
          digest: environment.ports().digest,
        },
        target,
        { signal: new AbortController().signal, timeoutMs: 10_000 },
      );
      if (candidates !== 1 || findings.length > 0)
        throw new Error(JSON.stringify({ candidates, findings }));
      return 'one object was changed by it since and asked about, no drift, nothing applied again';
    } finally {
      await webhook.stop();
    }
  },
};
