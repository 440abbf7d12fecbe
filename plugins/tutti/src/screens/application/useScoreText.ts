import { useApi } from '@backstage/frontend-plugin-api';
import type { Problem, Workload } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { problemsOf } from '../../data/apiErrors';
import { useDoing } from '../../data/useDoing';

/** A Score text that somebody writes, and what the server says against it. */
export function useScoreText(initial: string, known: Problem[]) {
  const api = useApi(tuttiApiRef);
  const [text, setText] = useState(initial);
  /** The text that `problems` are about. */
  const [judged, setJudged] = useState({ text: initial, problems: known });
  const { doing, error, run } = useDoing();

  async function save(
    application: string,
    workload: string,
  ): Promise<Workload | undefined> {
    let saved: Workload | undefined;
    await run(async () => {
      try {
        saved = await api.putWorkload(application, workload, { score: text });
        setJudged({ text, problems: saved.problems });
      } catch (failure) {
        const problems = problemsOf(failure);
        if (!problems) throw failure;
        setJudged({ text, problems });
      }
    });
    return saved;
  }

  return {
    text,
    setText,
    /** Lines move while somebody writes: problems stay with the text they were found in. */
    problems: judged.problems,
    outdated: judged.text !== text && judged.problems.length > 0,
    changed: text !== initial,
    saving: doing,
    error,
    save,
  };
}
