import type { Allowed, RepositoryInput } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useT } from '../../../translation';

/** Which Score file of which repository, while somebody writes it. */
export function useSourceForm(known: RepositoryInput = {}, entity?: string) {
  const t = useT();
  const [url, setUrl] = useState(known.url ?? '');
  const [path, setPath] = useState(known.path ?? '');
  const [ref, setRef] = useState(known.ref ?? '');
  const input: RepositoryInput = {
    ...(url.trim() && { url: url.trim() }),
    ...(path.trim() && { path: path.trim() }),
    ...(ref.trim() && { ref: ref.trim() }),
  };
  const changed =
    url !== (known.url ?? '') ||
    path !== (known.path ?? '') ||
    ref !== (known.ref ?? '');
  /** An entity may name where its source lies; without one the URL is needed. */
  const allowed: Allowed =
    input.url || entity
      ? { allowed: true }
      : { allowed: false, reason: t('workloads.needsUrl') };
  return { url, setUrl, path, setPath, ref, setRef, input, changed, allowed };
}

export type SourceForm = ReturnType<typeof useSourceForm>;
