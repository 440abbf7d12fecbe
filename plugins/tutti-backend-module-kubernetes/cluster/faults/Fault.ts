import { setTimeout as pause } from 'node:timers/promises';
import { environmentOfThings } from '../../src/__testUtils__/environmentOfThings';
import { Case, Place } from '../Case';
import { deploy, Deployed } from '../deployTo';

/** Something that goes wrong in a cluster while somebody deploys. */
export interface Fault {
  name: string;
  /** The sentence that the person reads. */
  says: RegExp;
  /** Makes it go wrong, or arranges for it to go wrong in the middle. */
  provoke(place: Place): Promise<{
    deploy(): Promise<Deployed>;
    /** Resolves when it is over. */
    mend(): Promise<void>;
  }>;
}

/** Longer than all tries of all calls. */
const HANGS_MS = 120_000;

/** It is told by its cause, does not hang, and is over when somebody deploys again. */
export function caseOf({ name, says, provoke }: Fault): Case {
  return {
    name: `fault: ${name}`,
    async prove(place) {
      const { deploy: go, mend } = await provoke(place);
      const began = performance.now();
      const broken = await within(HANGS_MS, go());
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      await mend();
      if (broken.is === 'healthy') throw new Error('it went well');
      const sentence = broken.why.split('\n').find(line => says.test(line));
      if (sentence === undefined)
        throw new Error(`it was told as: ${broken.why}`);
      const again = await within(HANGS_MS, go());
      if (again.is !== 'healthy')
        throw new Error(`deployed again: ${again.why}`);
      return `after ${seconds} s: "${sentence}"; healthy when deployed again`;
    },
  };
}

/** An environment that needs these objects, in a namespace of its own. */
export function environmentIn(
  { driver }: Pick<Place, 'driver'>,
  namespace: string,
  objects: object[],
) {
  const { environment, change } = environmentOfThings(
    place => driver.open(place),
    { cluster: 'sandbox', namespace },
    { objects },
  );
  return { environment, change, deploy: () => deploy(environment) };
}

export const settings = (name = 'settings', value = 'a') => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data: { value },
});

export const deployment = (
  name: string,
  annotations: Record<string, string>,
) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name }, annotations },
      spec: { containers: [{ name: 'main', image: 'example.com/image:1' }] },
    },
  },
});

/** @throws Error when it does not become true in 30 s */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('not within 30 s');
    await pause(100);
  }
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    pause(milliseconds, undefined, { ref: false }).then(() => {
      throw new Error(`it hangs for ${milliseconds / 1000} s`);
    }),
  ]);
}
