import type {
  EnvironmentValue,
  ValueVersion,
} from '@tutti/plugin-tutti-common';
import { ago, DAY, HOUR, MINUTE } from './applications';

export const environmentValues: EnvironmentValue[] = [
  {
    name: 'LOG_LEVEL',
    value: 'info',
    secret: false,
    scope: 'application',
    version: 3,
    updatedAt: ago(5 * DAY),
    updatedBy: 'user:default/maria',
    pending: false,
  },
  {
    name: 'LOG_LEVEL',
    value: 'debug',
    secret: false,
    scope: 'environment',
    version: 1,
    updatedAt: ago(2 * HOUR),
    updatedBy: 'user:default/jon',
    pending: false,
  },
  {
    name: 'PAYMENT_KEY',
    secret: true,
    scope: 'application',
    version: 2,
    updatedAt: ago(20 * MINUTE),
    updatedBy: 'user:default/maria',
    pending: true,
  },
];

/** A version a day; those before a name became secret are hidden. */
export function valueVersions(
  values: EnvironmentValue[],
  name: string,
): ValueVersion[] {
  return values
    .filter(each => each.name === name)
    .flatMap(each =>
      Array.from(
        { length: each.version },
        (_, at): ValueVersion => ({
          scope: each.scope,
          version: each.version - at,
          secret: each.secret,
          ...(!each.secret && {
            value: at === 0 ? each.value : `before-${at}`,
          }),
          removed: false,
          at: ago((at + 1) * DAY),
          by: each.updatedBy,
          inUse: at === 0,
          usedBy: [],
        }),
      ),
    );
}
