import {
  DriftRule,
  DriverDrift,
  isObject,
  JsonValue,
  ResourceRecord,
} from '../model';
import { DriftFinding } from './finding';
import { isIgnored, SHIPPED_RULES } from './rules';

/**
 * What a driver found of a resource, as findings.
 *
 * @param rules of the platform, beside the shipped ones
 */
export function driverFindings(
  { resourceId, name, definition }: ResourceRecord,
  drift: readonly DriverDrift[],
  rules: readonly DriftRule[],
): DriftFinding[] {
  const { driver } = definition;
  return drift
    .flatMap(({ address, kind, change, fields }): DriftFinding[] => {
      const whole: DriftFinding = {
        ref: { apiVersion: driver, kind, namespace: name, name: address },
        driver,
        owner: resourceId,
        change,
        path: '',
        secret: false,
        managers: [],
      };
      return change === 'gone'
        ? [whole]
        : fields.map(({ path, before, after }) => ({
            ...whole,
            path,
            ...(before !== undefined && { applied: before, wanted: before }),
            ...(after !== undefined && { live: after }),
            secret: isSecret(before) || isSecret(after),
          }));
    })
    .filter(finding => !isIgnored(finding, [...SHIPPED_RULES, ...rules]));
}

function isSecret(value: JsonValue | undefined): boolean {
  return isObject(value) && value.masked === 'secret';
}
