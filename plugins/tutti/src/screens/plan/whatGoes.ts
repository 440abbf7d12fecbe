import type { PlanHead } from '@tutti/plugin-tutti-common';

/** What a destruction takes away, in numbers, and by name what people must know of. */
export interface WhatGoes {
  workloads: number;
  resources: number;
  objects: number;
  /** Data that is lost: stateful resources, and claims and volumes that a consent names. */
  losing: string[];
  /** What is kept on purpose, and what it lives in. */
  staying: string[];
}

export function whatGoes({ contents, consents, target }: PlanHead): WhatGoes {
  const { steps, objects, losing, staying } = contents;
  const claims = consents.flatMap(({ subject, covers, given }) => {
    const name = subject.split('/').at(-1) ?? subject;
    const isObject = subject.includes('/');
    return isObject && given && covers === 'data' && name !== target.namespace
      ? [name]
      : [];
  });
  return {
    workloads: steps.workload.destroy ?? 0,
    resources: steps.resource.destroy ?? 0,
    objects: objects.delete ?? 0,
    losing: [...losing, ...claims],
    staying,
  };
}
