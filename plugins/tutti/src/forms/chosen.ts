import {
  compareNames,
  JsonObject,
  ResourceOffer,
} from '@tutti/plugin-tutti-common';
import { parse } from 'yaml';

/** An environment that was chosen, or is to be made. */
export interface ChosenEnvironment {
  name: string;
  type: string;
}

/** A resource as `tutti:score:write` takes it. */
export interface ChosenResource {
  name: string;
  type: string;
  class?: string;
  id?: string;
  params?: JsonObject;
  outputs?: string[];
  mountPath?: string;
}

const USUAL_NAMES: Record<string, string> = {
  environment: 'env',
  volume: 'files',
  dns: 'address',
};

/** `db` for a postgres would be a guess: the type says what it is; a second one gets a number. */
export function freeName(type: string, chosen: ChosenResource[]): string {
  const base =
    USUAL_NAMES[type] ?? type.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
  const taken = new Set(chosen.map(({ name }) => name));
  let name = base;
  for (let next = 2; taken.has(name); next += 1) name = `${base}-${next}`;
  return name;
}

/** Outputs that are text or numbers: what a variable can hold. */
export function variablesOf(offer: ResourceOffer): string[] {
  if (offer.type === 'environment') return [];
  return offer.outputs
    .filter(({ type }) =>
      ['string', 'integer', 'number', 'boolean'].includes(type),
    )
    .map(({ name }) => name)
    .sort(compareNames);
}

export function chosenFrom(
  offer: ResourceOffer,
  chosen: ChosenResource[],
): ChosenResource {
  return {
    name: freeName(offer.type, chosen),
    type: offer.type,
    ...(offer.type === 'volume' && { mountPath: '/data' }),
    outputs: variablesOf(offer),
  };
}

/** What a Score text asks for; nothing where it cannot be read. */
export function chosenIn(score: string): ChosenResource[] {
  let file: unknown;
  try {
    file = parse(score);
  } catch {
    return [];
  }
  const resources: unknown = Object(file).resources;
  return Object.entries(Object(resources)).flatMap(([name, value]) => {
    const { type, class: asClass, id, params } = Object(value);
    if (typeof type !== 'string') return [];
    return {
      name,
      type,
      ...(typeof asClass === 'string' && { class: asClass }),
      ...(typeof id === 'string' && { id }),
      ...(typeof params === 'object' && params !== null && { params }),
    };
  });
}

/** Which rule a chosen resource breaks; undefined where it is good. */
export function ruleBroken(
  resource: ChosenResource,
  all: ChosenResource[],
): 'nameRule' | 'nameTwice' | 'mountRule' | undefined {
  const { name, mountPath } = resource;
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) return 'nameRule';
  if (all.filter(each => each.name === name).length > 1) return 'nameTwice';
  if (mountPath !== undefined && !mountPath.startsWith('/')) return 'mountRule';
  return undefined;
}
