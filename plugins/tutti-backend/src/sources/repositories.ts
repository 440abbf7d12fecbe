/** The same text for every spelling of one repository: hosts of repositories know no difference of case. */
export function repositoryKey(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname.replace(/(\.git)?\/?$/, '')}`.toLowerCase();
}

export function isSameRepository(one: string, other: string): boolean {
  return repositoryKey(one) === repositoryKey(other);
}
