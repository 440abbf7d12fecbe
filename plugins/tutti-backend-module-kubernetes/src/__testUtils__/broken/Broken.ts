import { HealthStatus, JsonObject, Manifest } from '@tutti/engine';
import { PodFate } from '../pretendedNode';

/** A deployment that does not get well, and the sentence that says why and what to do. */
export interface Broken {
  what: string;
  /** Made in this order; asked about is the last one. */
  objects: Manifest[];
  /** Labels of its namespace. */
  labels?: Record<string, string>;
  status: HealthStatus;
  says: string | RegExp;
  /** A part of the way out. */
  hint: string;
}

export const IMAGE = 'registry.example.com/shop/web:1';
export const long = () => new Date(Date.now() - 60_000).toISOString();
export const running = () => ({ state: { running: { startedAt: long() } } });

/** A Deployment whose pods fare so. */
export function told(fate: PodFate, pod: JsonObject = {}): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: templateOf(fate, pod),
    },
  };
}

export function templateOf(fate: PodFate, pod: JsonObject): JsonObject {
  return {
    metadata: {
      labels: { app: 'web' },
      annotations: { 'lab/fate': JSON.stringify(fate) },
    },
    spec: {
      containers: [
        {
          name: 'main',
          image: IMAGE,
          resources: { limits: { memory: '128Mi' } },
        },
      ],
      ...pod,
    },
  };
}

export const IS_FINAL = { status: 'failed' } as const;
export const MAY_COME = { status: 'progressing' } as const;

export const unhealthy = (message: string) => ({
  events: [{ reason: 'Unhealthy', message }],
});
