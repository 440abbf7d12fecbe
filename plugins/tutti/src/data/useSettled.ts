import { useEffect, useState } from 'react';

/** Nobody types faster for long. */
const SETTLED_MS = 250;

/** What somebody writes, once they pause: the server is not asked for every letter. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
