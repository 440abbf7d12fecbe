import type { DriftCause } from '@tutti/plugin-tutti-common';
import type { Translate } from '../translation';

/** `Deployment: spec.replicas`, `Service is gone`. */
export function causeWords(t: Translate, cause: DriftCause): string {
  const { kind, path, change } = cause;
  switch (change) {
    case 'gone':
      return t('drift.gone', { kind });
    case 'taken':
      return t('drift.taken', { kind });
    default:
      return t('drift.altered', { kind, path });
  }
}

/** Whose doing it is, as far as the cluster says. */
export function managerWords(t: Translate, cause: DriftCause): string {
  if (cause.change !== 'altered') return '';
  return cause.manager === undefined
    ? t('drift.byNobody')
    : t('drift.by', { manager: cause.manager });
}
