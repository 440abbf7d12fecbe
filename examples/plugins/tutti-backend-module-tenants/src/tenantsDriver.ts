import { Driver, DriverError, Value } from '@tutti/engine';

/** How long the service may take to answer. */
const TIMEOUT_MS = 10_000;

/**
 * Makes tenants of a service over its API: `PUT`, `GET` and `DELETE /tenants/<id>`. The id is the
 * resource's own, so that every call can be repeated: a run that is taken over finds what an earlier
 * one made.
 *
 * Inputs: `plan`. Outputs: `id`, known at plan, and `url`, known after apply.
 */
export function tenantsDriver(base: string): Driver {
  async function call(
    method: 'PUT' | 'GET' | 'DELETE',
    id: string,
    options: { body?: Value; signal?: AbortSignal } = {},
  ): Promise<{ url: string } | undefined> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(`${base}/tenants/${id}`, {
      method,
      signal: AbortSignal.any([timeout, options.signal ?? timeout]),
      ...(options.body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(options.body),
      }),
    }).catch(error => {
      options.signal?.throwIfAborted();
      throw new DriverError(`the service does not answer: ${error}`, true);
    });
    if (response.status === 404) return undefined;
    if (!response.ok) {
      // What the service says is not ours to judge: it may hold what was sent.
      const retryable = response.status === 429 || response.status >= 500;
      throw new DriverError(`the service said ${response.status}`, retryable);
    }
    const { url } = await response.json();
    return { url: String(url) };
  }

  return {
    name: 'tenants',
    version: '1',
    inputs: {
      type: 'object',
      required: ['plan'],
      properties: { plan: { type: 'string', enum: ['small', 'large'] } },
      additionalProperties: false,
    },
    async plan({ resourceId }) {
      return {
        outputs: { id: resourceId },
        objects: [],
        exactness: 'exact',
      };
    },
    async apply({ resourceId, inputs }, { signal, log }) {
      log(`tenant ${resourceId}`);
      const tenant = await call('PUT', resourceId, { body: inputs, signal });
      if (!tenant) throw new DriverError('the service has no such path');
      return {
        outputs: { id: resourceId, url: tenant.url },
        objects: [],
        physicalId: resourceId,
      };
    },
    async destroy({ resourceId }, { signal }) {
      await call('DELETE', resourceId, { signal });
    },
    async recover({ resourceId }) {
      return (await call('GET', resourceId)) ? 'finished' : 'notStarted';
    },
  };
}
