import { useEffect } from 'react';

/** Names the browser's tab, the closest thing first; what is not known yet is left out. */
export function useTabTitle(...parts: (string | undefined)[]): void {
  const title = parts.filter(Boolean).join(' · ');
  useEffect(() => {
    if (!title) return undefined;
    const before = document.title;
    document.title = before ? `${title} · ${before}` : title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
