import { useApi } from '@backstage/frontend-plugin-api';
import type { Problem, Workload } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { problemsOf } from '../../../data/apiErrors';
import { useDoing } from '../../../data/useDoing';
import { useCheck, useDraft } from '../../../editor';

/** Under which the draft of a workload's text is kept; without one, of a new workload. */
export function draftKey(application: string, workload = ''): string {
  return `${application}/${workload}`;
}

/**
 * A Score text that somebody writes: kept as a draft until it is saved, and checked against the
 * platform while it is written.
 */
export function useScoreText(options: {
  application: string;
  /** Absent: a new workload. */
  workload?: string;
  initial: string;
  known: Problem[];
  /** The name to check it under; absent while it has none. */
  nameOf(text: string): string | undefined;
}) {
  const { application, workload, initial, known, nameOf } = options;
  const api = useApi(tuttiApiRef);
  const draft = useDraft(draftKey(application, workload), initial);
  const { text } = draft;
  /** What the server said of the text that was saved last. */
  const [judged, setJudged] = useState({
    text: initial,
    problems: known,
    refused: false,
  });
  const name = nameOf(text);
  const check = useCheck(
    text,
    name === undefined ? undefined : { application, workload: name },
  );
  const { doing, error, run } = useDoing();

  async function save(as: string): Promise<Workload | undefined> {
    let saved: Workload | undefined;
    await run(async () => {
      try {
        saved = await api.putWorkload(application, as, { score: text });
        setJudged({ text, problems: saved.problems, refused: false });
        draft.forget();
      } catch (failure) {
        const problems = problemsOf(failure);
        if (!problems) throw failure;
        setJudged({ text, problems, refused: true });
      }
    });
    return saved;
  }

  // Why a text was refused stands until it is another text, whatever a check says of it later.
  const stands =
    judged.text === text && (judged.refused || check.text !== text);

  return {
    ...draft,
    name,
    problems:
      check.text === undefined || stands ? judged.problems : check.problems,
    save,
    saving: doing,
    error,
    unchecked: check.failed,
  };
}
