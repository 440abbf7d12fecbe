import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import type { ValueDraft } from './ValueDialog';

/** What a link asks to be set here (`TuttiLinks.setValue`): of one environment, as it lacks it. */
export function useAskedValue() {
  const [params, setParams] = useAppSearchParams();
  const name = params.get('set');
  const draft: ValueDraft | undefined = name
    ? {
        scope: 'environment',
        name,
        secret: params.get('secret') === 'yes',
        isNew: true,
      }
    : undefined;
  const forget = () => {
    if (!name) return;
    setParams(
      current => {
        current.delete('set');
        current.delete('secret');
        return current;
      },
      { replace: true },
    );
  };
  return { draft, forget };
}
