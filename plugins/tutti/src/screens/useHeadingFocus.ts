import { useEffect, useRef } from 'react';

/** For as long as a page may need until it knows its name. */
const PATIENCE_MS = 10_000;

/**
 * After a navigation the focus is on the new page's heading, so that keyboard and screen reader
 * go on there. Whoever moves the focus before the heading is there keeps it.
 *
 * @param page another text is another page
 */
export function useHeadingFocus(page: string): void {
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return undefined;
    shown.current = page;
    const left = document.activeElement;
    const focusHeading = () => {
      const heading = document.querySelector<HTMLElement>('main h2[tabindex]');
      if (heading && document.activeElement === left) heading.focus();
      return heading !== null;
    };
    if (focusHeading()) return undefined;
    const watching = new MutationObserver(() => {
      if (focusHeading()) watching.disconnect();
    });
    watching.observe(document.body, { childList: true, subtree: true });
    const timer = setTimeout(() => watching.disconnect(), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      watching.disconnect();
    };
  }, [page]);
}
