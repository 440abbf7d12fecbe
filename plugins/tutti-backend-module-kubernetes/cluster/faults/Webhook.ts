import { readFile } from 'node:fs/promises';
import https from 'node:https';
import { AddressInfo } from 'node:net';
import { JsonObject, JsonValue } from '@tutti/engine';
import { ControlPlane } from '../../src/__testUtils__/controlPlane';
import { until } from './Fault';

const ROOT = '/apis/admissionregistration.k8s.io/v1';

/** A webhook that the API server asks about ConfigMaps of one namespace. */
export class Webhook {
  private constructor(
    private readonly plane: ControlPlane,
    private readonly server: https.Server,
    private readonly path: string,
    private readonly namespace: string,
  ) {}

  /**
   * Resolves when the API server asks it.
   *
   * @param answer - `undefined`: it never answers
   */
  static async start(
    plane: ControlPlane,
    namespace: string,
    kind: 'Validating' | 'Mutating',
    answer: (object: JsonValue) => JsonObject | undefined,
  ): Promise<Webhook> {
    let asked = 0;
    const server = https.createServer(
      {
        cert: await readFile(plane.caFile),
        key: await readFile(plane.certificateKeyFile),
      },
      (incoming, outgoing) => {
        asked++;
        const chunks: Buffer[] = [];
        incoming.on('data', chunk => chunks.push(chunk));
        incoming.on('end', () => {
          const { request } = JSON.parse(Buffer.concat(chunks).toString());
          const response = answer(request.object);
          if (response)
            outgoing.end(
              JSON.stringify({
                apiVersion: 'admission.k8s.io/v1',
                kind: 'AdmissionReview',
                response: { uid: request.uid, allowed: true, ...response },
              }),
            );
        });
      },
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const name = `${kind.toLowerCase()}-${namespace}`;
    const path = `${ROOT}/${kind.toLowerCase()}webhookconfigurations`;
    await plane.ask('POST', path, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: `${kind}WebhookConfiguration`,
      metadata: { name },
      webhooks: [
        {
          name: `${name}.lab.example.com`,
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          timeoutSeconds: 1,
          failurePolicy: 'Fail',
          clientConfig: {
            url: `https://127.0.0.1:${port}/`,
            caBundle: (await readFile(plane.caFile)).toString('base64'),
          },
          namespaceSelector: {
            matchLabels: { 'kubernetes.io/metadata.name': namespace },
          },
          rules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['configmaps'],
            },
          ],
        },
      ],
    });
    const webhook = new Webhook(plane, server, `${path}/${name}`, namespace);
    await until(async () => {
      await webhook.try();
      return asked > 0;
    });
    return webhook;
  }

  /** Resolves when the API server asks it no more. */
  async stop(): Promise<void> {
    await this.plane.ask('DELETE', this.path);
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
    await until(() => this.try());
  }

  /** Whether a ConfigMap would be accepted. */
  private try(): Promise<boolean> {
    return this.plane
      .ask(
        'POST',
        `/api/v1/namespaces/${this.namespace}/configmaps?dryRun=All`,
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { generateName: 'try-' },
        },
      )
      .then(
        () => true,
        () => false,
      );
  }
}
