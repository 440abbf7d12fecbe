import {
  JsonObject,
  JsonSchema,
  JsonValue,
  NumeralPlace,
  Platform,
  isObject,
  own,
} from '../../model';
import { numeralFinding, wantsNumber } from '../numerals';
import { formatPath } from '../path';
import { Finding } from '../report';
import { contractFor } from '../schema/contract';
import { violations } from '../schema/violations';
import { valueAt } from '../tree';
import { PlatformDocument } from './document';
import { DriverContract } from './inputs';

/** Keywords of JSON Schema that hold data of the place that the schema is for. */
const DATA = ['default', 'const', 'enum'];

/**
 * Numbers of a platform document that are printed otherwise than they were written (`3.10`), where
 * a placeholder may make text of them: values of an application; params and inputs, unless a
 * contract says that a number stands there. Objects and patches are sent as they are: a number in
 * them stays one.
 */
export function numeralFindings(
  document: PlatformDocument,
  numerals: NumeralPlace[],
  platform: Platform,
  drivers: DriverContract[],
): Finding[] {
  return numerals
    .filter(({ path }) => path[0] === 'spec')
    .filter(({ path, written }) =>
      mayBecomeText(
        document,
        { path: path.slice(1), written },
        platform,
        drivers,
      ),
    )
    .map(({ path }) => numeralFinding(path));
}

function mayBecomeText(
  document: PlatformDocument,
  { path, written }: NumeralPlace,
  { resourceTypes }: Platform,
  drivers: DriverContract[],
): boolean {
  const [field, second, third] = path;
  switch (document.kind) {
    case 'Application':
      return field === 'values';
    case 'ResourceType':
      return isOpenData({ ...document.spec }, { path, written });
    case 'ResourceDefinition': {
      const { spec } = document;
      const type = own(resourceTypes, spec.type);
      const below = (depth: number) => ({ path: path.slice(depth), written });
      switch (field) {
        case 'inputs': {
          if (second === 'objects') {
            return false;
          }
          const driver = drivers.find(({ name }) => name === spec.driver);
          const isNumber =
            isNumberIn(driver?.inputs, spec.inputs, below(1)) ||
            (spec.driver === 'static'
              ? isNumberIn(type?.outputs, spec.inputs, below(1))
              : second === 'outputs' &&
                isNumberIn(
                  type?.outputs,
                  spec.inputs.outputs ?? null,
                  below(2),
                ));
          return !isNumber;
        }
        case 'dependsOn':
        case 'provisions': {
          const referred =
            field === 'dependsOn'
              ? spec.dependsOn[String(second)]
              : spec.provisions[Number(second)];
          const contract = own(resourceTypes, referred.type)?.params;
          const { params = {} } = referred;
          return third === 'params' && !isNumberIn(contract, params, below(3));
        }
        default:
          return false;
      }
    }
    default:
      return false;
  }
}

/** A default, or a value to choose from, of something that the schema does not call a number. */
function isOpenData(
  spec: JsonObject,
  { path, written }: NumeralPlace,
): boolean {
  const at = path.findIndex(segment => DATA.includes(String(segment)));
  const { [String(path[at])]: _, ...schema } = schemaAt(spec, path, at);
  const depth = at + (path[at] === 'enum' ? 2 : 1);
  return (
    at > 0 &&
    !isNumberIn(schema, valueAt(spec, path.slice(0, depth)) ?? null, {
      path: path.slice(depth),
      written,
    })
  );
}

function schemaAt(
  spec: JsonObject,
  path: NumeralPlace['path'],
  end: number,
): JsonObject {
  const schema = valueAt(spec, path.slice(0, Math.max(end, 0)));
  return isObject(schema) ? schema : {};
}

function isNumberIn(
  contract: JsonSchema | undefined,
  root: JsonValue,
  numeral: NumeralPlace,
): boolean {
  if (!contract) {
    return false;
  }
  try {
    const judged = contractFor(contract);
    return wantsNumber(
      value =>
        violations(judged.errorsOf(value), value).map(({ path, message }) => ({
          path: formatPath(path),
          message,
        })),
      root,
      numeral,
    );
  } catch {
    // A contract that cannot be used is a problem of its own.
    return false;
  }
}
