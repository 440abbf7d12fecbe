import { JsonValue } from './json';
import { ValueObject } from './value';

/** In the order in which people read them. */
export const COMPARED_SECTIONS = [
  'workloads',
  'resources',
  'values',
  'place',
] as const;

export type ComparedSection = (typeof COMPARED_SECTIONS)[number];

/**
 * What is compared of an environment, a release or a deployment: subjects by name, each with its
 * content. A section of which it knows nothing is absent. A `Secret` here holds what tells whether
 * it is the same (which version of whose), never the secret itself: who compares must not learn it
 * by trying.
 */
export type Side = Partial<Record<ComparedSection, ValueObject>>;

/** One place where the sides differ. Absent on the side where nothing stands; secrets are a `Mask`. */
export interface ComparedLeaf {
  /** `containers.main.image`; the whole subject: an empty text. */
  path: string;
  left?: JsonValue;
  right?: JsonValue;
}

/** A workload, a resource by its address, a value by its name. */
export interface ComparedSubject {
  name: string;
  /** On which side it is there. */
  on: 'both' | 'left' | 'right';
  leaves: ComparedLeaf[];
}

export interface SectionComparison {
  section: ComparedSection;
  /** What differs, by name. */
  changed: ComparedSubject[];
  /** Names of what is the same on both sides. */
  same: string[];
}

/** Sections that both sides have. */
export type Comparison = SectionComparison[];
