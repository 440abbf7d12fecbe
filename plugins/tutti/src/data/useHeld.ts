import { useRef } from 'react';
import type { Answer } from './useTutti';

/**
 * An answer that keeps the data of the question before until the new one is answered: a list does
 * not go while somebody types what it shall show.
 */
export function useHeld<T>(answer: Answer<T>): Answer<T> {
  const held = useRef<Pick<Answer<T>, 'data' | 'loadedAt'>>({});
  const { data, loadedAt } = answer;
  if (data !== undefined) {
    held.current = { data, loadedAt };
    return answer;
  }
  return answer.error ? answer : { ...answer, ...held.current };
}
