import { useUrlState } from '../../data/useUrlState';

/** Each stands in the address. */
export function useAuditFilters() {
  const [application, setApplication] = useUrlState('application');
  const [environment, setEnvironment] = useUrlState('environment');
  const [actor, setActor] = useUrlState('actor');
  const [verb, setVerb] = useUrlState('verb');
  const [outcome, setOutcome] = useUrlState('outcome');
  const [from, setFrom] = useUrlState('from');
  const [to, setTo] = useUrlState('to');
  const values = { application, environment, actor, verb, outcome, from, to };
  return {
    values,
    set: {
      application: setApplication,
      environment: setEnvironment,
      actor: setActor,
      verb: setVerb,
      outcome: setOutcome,
      from: setFrom,
      to: setTo,
    },
    /** All of them as one text. */
    asked: new URLSearchParams(values).toString(),
  };
}

export type AuditFilterState = ReturnType<typeof useAuditFilters>;
