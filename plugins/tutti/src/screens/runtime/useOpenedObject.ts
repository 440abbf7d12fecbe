import { useAppSearchParams } from '@backstage/frontend-plugin-api';

/** The object whose window is open stands in the address, with the part of it that is looked at. */
export function useOpenedObject() {
  const [params, setParams] = useAppSearchParams();
  const set = (uid: string) =>
    setParams(
      current => {
        current.delete('object');
        current.delete('part');
        current.delete('container');
        if (uid) current.set('object', uid);
        return current;
      },
      { replace: true },
    );
  return {
    uid: params.get('object') ?? '',
    open: set,
    close: () => set(''),
  };
}
