import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { Allowed, nameProblem, Problem } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { problemsOf } from '../../data/apiErrors';
import { useT } from '../../translation';
import { nameFrom, workloadNameOf } from './newApplication';

/**
 * The form of a new application. The name follows the title (or the Score file) until
 * somebody writes one. When the application was made and its Score file refused, the next
 * attempt only sends the file again.
 */
export function useNewApplication(options: {
  adopt: boolean;
  onDone(name: string): void;
}) {
  const t = useT();
  const api = useApi(tuttiApiRef);
  const [title, setTitle] = useState('');
  const [ownName, setName] = useState<string>();
  const [owner, setOwner] = useState('');
  const [score, setScore] = useState('');
  const [made, setMade] = useState<string>();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const [problems, setProblems] = useState<Problem[]>([]);

  const workload = options.adopt ? workloadNameOf(score) : undefined;
  const name = ownName ?? (nameFrom(title) || (workload ?? ''));
  const wrong = name === '' ? undefined : nameProblem('application', name);
  const allowed = ((): Allowed => {
    if (options.adopt && workload === undefined) {
      return {
        allowed: false,
        reason: t('applications.needsScore'),
      };
    }
    const wrongWorkload = workload && nameProblem('workload', workload);
    if (wrongWorkload) return { allowed: false, reason: wrongWorkload };
    return name === '' || wrong
      ? { allowed: false, reason: wrong ?? t('applications.needsName') }
      : { allowed: true };
  })();

  async function submit() {
    if (!allowed.allowed || pending) return;
    setPending(true);
    setError(undefined);
    setProblems([]);
    try {
      if (made !== name) {
        await api.createApplication({
          name,
          ...(title && { title }),
          ...(owner && { owner }),
        });
        setMade(name);
      }
      if (workload) {
        const saved = await api.putWorkload(name, workload, { score });
        if (saved.problems.some(each => each.severity === 'error')) {
          setProblems(saved.problems);
          return;
        }
      }
      options.onDone(name);
    } catch (failure) {
      const found = problemsOf(failure);
      if (found) setProblems(found);
      else setError(toError(failure));
    } finally {
      setPending(false);
    }
  }

  return {
    title,
    setTitle,
    name,
    setName,
    nameProblem: wrong,
    owner,
    setOwner,
    score,
    setScore,
    changed: [title, ownName, owner, score].some(each => each),
    pending,
    error,
    problems,
    allowed,
    submit,
  };
}
