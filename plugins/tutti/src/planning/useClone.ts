import { useApi } from '@backstage/frontend-plugin-api';
import {
  Allowed,
  EnvironmentSummary,
  nameProblem,
} from '@tutti/plugin-tutti-common';
import { useRef, useState } from 'react';
import { tuttiApiRef } from '../api';
import {
  applicationQuestion,
  platformQuestion,
  valuesQuestion,
} from '../data/questions';
import { lastingTypes } from '../data/lastingTypes';
import { useDoing } from '../data/useDoing';
import { useTutti } from '../data/useTutti';
import { useT } from '../translation';
import { useRequestPlan } from './planRequest';

/** What a new environment like another one is made of, until somebody makes it. */
export function useClone(application: string, source: EnvironmentSummary) {
  const t = useT();
  const api = useApi(tuttiApiRef);
  const requestPlan = useRequestPlan();
  const values = useTutti(valuesQuestion, [application, source.name]);
  const { data: platform } = useTutti(platformQuestion, []);
  const { data: detail } = useTutti(applicationQuestion, [application]);
  const { doing, error, run } = useDoing();
  const [name, setName] = useState('');
  const [type, setType] = useState(source.type);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  // The same request, however often it is sent: a lost answer makes no second environment.
  const key = useRef(randomKey());

  const own = (values.data?.items ?? []).filter(
    each => each.scope === 'environment',
  );
  const plain = own.filter(each => !each.secret);
  const toCopy = plain.filter(each => !left.has(each.name));
  const wrong = name === '' ? undefined : nameProblem('environment', name);
  const isTaken = detail?.environments.some(each => each.name === name);
  const problem = wrong ?? (isTaken ? t('environments.nameTaken') : undefined);
  const allowed: Allowed =
    name === '' || problem
      ? { allowed: false, reason: problem ?? t('environments.nameFirst') }
      : detail?.allowed.createEnvironment ?? { allowed: true };

  const make = () =>
    run(async () => {
      const given = Object.fromEntries(
        Object.entries(secrets).filter(([, secret]) => secret !== ''),
      );
      await api.createEnvironment(
        application,
        {
          name,
          type,
          from: {
            environment: source.name,
            values: toCopy.map(each => each.name),
          },
          ...(Object.keys(given).length > 0 && { secrets: given }),
        },
        { idempotencyKey: key.current },
      );
      requestPlan(application, name, {
        // With the images that it runs, whatever their tags name by now.
        ...(source.release && {
          promoteFrom: source.name,
          releaseId: source.release.id,
        }),
      });
    });

  return {
    values,
    plain,
    secretNames: own.filter(each => each.secret).map(each => each.name),
    types: lastingTypes(platform?.platform),
    name,
    setName,
    problem,
    type,
    setType,
    isCopied: (value: string) => !left.has(value),
    copy: (value: string, on: boolean) =>
      setLeft(before => {
        const after = new Set(before);
        if (on) after.delete(value);
        else after.add(value);
        return after;
      }),
    /** Something was written that would be lost. */
    isBegun: name !== '' || Object.values(secrets).some(each => each !== ''),
    secrets,
    setSecret: (secret: string, content: string) =>
      setSecrets(before => ({ ...before, [secret]: content })),
    allowed,
    doing,
    error,
    make,
  };
}

/** Unlike `randomUUID` also where the portal is not served over HTTPS. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))]
    .map(number => number.toString(36))
    .join('-');
}
