import {
  Allowed,
  Application,
  ApplicationSettings,
  compareNames,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useT } from '../../../translation';

type Offers = ApplicationSettings['offers'];

/** What is offered to whom, while somebody changes it. */
export function useOffersForm({ offers: known, workloads }: Application) {
  const t = useT();
  const [offers, setOffers] = useState<Offers>(known);
  const offered = Object.keys(offers).sort(compareNames);
  const toNobody = offered.find(workload => offers[workload].length === 0);
  const changed = JSON.stringify(offers) !== JSON.stringify(known);
  const allowed = ((): Allowed => {
    if (toNobody !== undefined) {
      return {
        allowed: false,
        reason: t('settings.toWhomFirst', { workload: toNobody }),
      };
    }
    return changed
      ? { allowed: true }
      : { allowed: false, reason: t('application.nothingChanged') };
  })();
  return {
    offers,
    offered,
    /** Those that are not offered yet. */
    others: workloads
      .map(({ name }) => name)
      .filter(name => !Object.hasOwn(offers, name)),
    changed,
    allowed,
    offer: (workload: string, owners: string[]) =>
      setOffers(before => ({ ...before, [workload]: owners })),
    withdraw: (workload: string) =>
      setOffers(({ [workload]: _, ...rest }) => rest),
  };
}
