import { useT } from '../translation';
import { EntityLink } from './EntityLink';

/** Groups and people, as a line of access names them; `anyone` is everybody. */
export function Principals(props: { refs: string[] }) {
  const t = useT();
  const { refs } = props;
  if (refs.length === 0) return <>{t('common.nobody')}</>;
  return (
    <>
      {refs.map((ref, index) => (
        <span key={ref}>
          {index > 0 && ', '}
          {ref === 'anyone' ? t('ui.anyone') : <EntityLink entityRef={ref} />}
        </span>
      ))}
    </>
  );
}
