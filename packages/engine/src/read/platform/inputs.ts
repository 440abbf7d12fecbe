import { Driver, JsonValue, nearest, suggestion } from '../../model';
import { formatPath } from '../path';
import { parsePlatformText } from '../../placeholders';
import { Finding } from '../report';
import { contractFor } from '../schema/contract';
import { Violation, violations } from '../schema/violations';
import { textsOf } from '../tree';
import { PlatformDocument } from './document';

/** What reading must know of a driver. */
export type DriverContract = Pick<Driver, 'name' | 'inputs' | 'check'>;

/** Whether a definition's driver exists, and its inputs fit what that driver takes. */
export function inputFindings(
  document: PlatformDocument,
  drivers: DriverContract[],
  usedElsewhere: boolean,
): Finding[] {
  if (document.kind !== 'ResourceDefinition') {
    return [];
  }
  const { driver: name, inputs } = document.spec;
  const driver = drivers.find(known => known.name === name);
  if (!driver) {
    const names = drivers.map(known => known.name);
    return [
      usedElsewhere && nearest(name, names) === undefined
        ? {
            severity: 'warning',
            path: ['spec', 'driver'],
            code: 'DriverNotHere',
            message: `The driver "${name}" is not part of this program: what stands under inputs is not checked here.`,
            hint: 'A portal in which its module is installed checks it when it reads the files.',
          }
        : {
            path: ['spec', 'driver'],
            code: 'UnknownReference',
            message: `There is no driver "${name}".`,
            hint: suggestion(name, names),
          },
    ];
  }
  const errors = contractFor(driver.inputs).errorsOf(inputs);
  if (errors.length === 0) {
    return [];
  }
  const open = openPlaces(inputs);
  return violations(errors, inputs)
    .filter(violation => !isOpen(violation, open))
    .map(violation => ({
      ...violation,
      path: ['spec', 'inputs', ...violation.path],
      code: 'InputsDoNotFit',
      message: `The inputs do not fit the driver "${name}". ${violation.message}`,
    }));
}

interface OpenPlaces {
  /** What stands there is not known before a plan: as a whole, or as a text of some content. */
  places: Map<string, 'any' | 'text'>;
  /** Everything that has such a place below it. */
  above: Set<string>;
}

function openPlaces(inputs: JsonValue): OpenPlaces {
  const open: OpenPlaces = { places: new Map(), above: new Set() };
  for (const { text, path } of textsOf(inputs, [])) {
    const { parts } = parsePlatformText(text);
    if (parts.some(({ kind }) => kind === 'placeholder')) {
      open.places.set(formatPath(path), parts.length === 1 ? 'any' : 'text');
      path.forEach((_, depth) =>
        open.above.add(formatPath(path.slice(0, depth))),
      );
    }
  }
  return open;
}

function isOpen({ path, key, keyword }: Violation, open: OpenPlaces): boolean {
  if (key) {
    return false;
  }
  const place = formatPath(path);
  switch (open.places.get(place)) {
    case 'any':
      return true;
    case 'text':
      return keyword !== 'type';
    default:
      // Once what is below is known, a choice or a comparison may come out otherwise; a mapping stays
      // one.
      return open.above.has(place) && keyword !== 'type';
  }
}
