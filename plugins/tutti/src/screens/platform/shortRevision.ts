/** As much of a content hash as tells revisions apart. */
export function shortRevision(revision: string): string {
  return revision.slice(0, 10);
}
