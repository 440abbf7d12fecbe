import { JsonValue, Value, ValueObject } from '../../../model';
import { reveal } from '../../values';
import { valueAt } from '../tree';
import { ApiServer, startApiServer } from '@tutti/kubernetes/testing';

const NAMESPACE = 'shop-development';

const API: Record<string, string> = {
  Deployment: `apis/apps/v1/namespaces/${NAMESPACE}/deployments`,
  StatefulSet: `apis/apps/v1/namespaces/${NAMESPACE}/statefulsets`,
  Job: `apis/batch/v1/namespaces/${NAMESPACE}/jobs`,
  CronJob: `apis/batch/v1/namespaces/${NAMESPACE}/cronjobs`,
  Service: `api/v1/namespaces/${NAMESPACE}/services`,
  ConfigMap: `api/v1/namespaces/${NAMESPACE}/configmaps`,
  Secret: `api/v1/namespaces/${NAMESPACE}/secrets`,
};

const STRICT = 'fieldValidation=Strict';
const DRY_RUN = `${STRICT}&dryRun=All`;

type Answer = ReturnType<ApiServer['ask']>;

/** Calls on objects in one namespace. `dryRun` is the default: nothing stays. */
export interface Calls {
  ask: ApiServer['ask'];
  namespace: string;
  apply(object: ValueObject, how?: 'dryRun' | 'forGood'): Answer;
  put(object: ValueObject): Answer;
  patch(object: ValueObject, body: JsonValue, contentType: string): Answer;
}

/**
 * Tests against a real API server of their own. Without KUBEBUILDER_ASSETS (the convention of
 * envtest: a folder with etcd and kube-apiserver) they are skipped, and that is said.
 */
export function onApiServer(what: string, tests: (calls: Calls) => void): void {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets === undefined)
    process.stderr.write(
      `SKIPPED: ${what} NOT tested against a real API server. Set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver.\n`,
    );
  const describeHere = assets === undefined ? describe.skip : describe;
  describeHere('on a real API server (KUBEBUILDER_ASSETS)', () => {
    let server: ApiServer;
    const ask: Calls['ask'] = request => server.ask(request);

    beforeAll(async () => {
      server = await startApiServer(assets ?? '');
      await ask({
        method: 'POST',
        path: '/api/v1/namespaces',
        body: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: NAMESPACE },
        },
      });
    }, 90_000);
    afterAll(() => server?.stop(), 30_000);

    tests({
      ask,
      namespace: NAMESPACE,
      apply: (object, how = 'dryRun') =>
        ask({
          method: 'PATCH',
          path: `${pathOf(object)}?fieldManager=tutti&force=true&${
            how === 'dryRun' ? DRY_RUN : STRICT
          }`,
          body: reveal(object),
          contentType: 'application/apply-patch+yaml',
        }),
      put: object =>
        ask({
          method: 'PUT',
          path: `${pathOf(object)}?${DRY_RUN}`,
          body: reveal(object),
        }),
      patch: (object, body, contentType) =>
        ask({
          method: 'PATCH',
          path: `${pathOf(object)}?${DRY_RUN}`,
          body,
          contentType,
        }),
    });
  });
}

function pathOf(object: Value): string {
  const kind = String(valueAt(object, 'kind'));
  return `/${API[kind]}/${valueAt(object, 'metadata', 'name')}`;
}
