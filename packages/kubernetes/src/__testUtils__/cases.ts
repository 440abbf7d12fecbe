import { ContentObject } from '../content';
import { mutationsOf } from './mutations';
import { objects } from './objects';

export interface Case {
  title: string;
  object: ContentObject;
}

/** Every object as it is, and changed in one place; in the same order each time. */
export function allCases(): Case[] {
  return objects.flatMap(object => [
    { title: `${object.kind}: as it is`, object },
    ...mutationsOf(object),
  ]);
}

/**
 * Where we cannot agree with a dry run, each with the reason: what only the cluster's own objects
 * decide, what a dry run does not do, and numbers that a server changes without a word.
 */
export const beyondUs: Record<string, string> = {
  'Pod: spec.preemptionPolicy = "Never"': 'a PriorityClass decides',
  'Pod: spec.priorityClassName = "x"': 'a PriorityClass decides',
  'Pod: spec.overhead = {}': 'a RuntimeClass decides',
  'Pod: spec.runtimeClassName = "x"': 'a RuntimeClass decides',
  'Service: spec.ports.0.nodePort = -1': 'a dry run hands out no ports',
  'Service: spec.ports.0.nodePort = 3000000000': 'a dry run hands out no ports',
  'PriorityClass: value = 3000000000':
    'beyond 32 bits: the server stores another number',
};
