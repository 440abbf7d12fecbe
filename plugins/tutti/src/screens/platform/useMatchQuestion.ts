import { useAppSearchParams } from '@backstage/frontend-plugin-api';

/** What the match explorer asks; empty where nothing was said. */
export interface Asked {
  type: string;
  application: string;
  environment: string;
  class: string;
  /** Of a shared resource; then no workload counts. */
  id: string;
  workload: string;
}

/** The question as the address has it, and how to change parts of it. */
export function useMatchQuestion(): [Asked, (change: Partial<Asked>) => void] {
  const [params, setParams] = useAppSearchParams();
  const said = (name: keyof Asked) => params.get(name) ?? '';
  const id = said('id');
  const ask = (change: Partial<Asked>) =>
    setParams(
      current => {
        for (const [name, value] of Object.entries(change)) {
          if (value) current.set(name, value);
          else current.delete(name);
        }
        return current;
      },
      { replace: true },
    );
  return [
    {
      type: said('type'),
      application: said('application'),
      environment: said('environment'),
      class: said('class'),
      id,
      workload: id ? '' : said('workload'),
    },
    ask,
  ];
}
