import { useT } from '../../translation';
import { ChoiceField } from '../../ui/ChoiceField';
import { Field } from '../../ui/Field';
import { Row } from '../../ui/Surface';
import { OUTCOMES } from './outcomes';
import { AuditFilterState } from './useAuditFilters';

const TEXTS = ['application', 'environment', 'actor', 'verb'] as const;
const DAYS = ['from', 'to'] as const;

export function AuditFilters(props: { filters: AuditFilterState }) {
  const t = useT();
  const { values, set } = props.filters;
  return (
    <Row role="search" aria-label={t('audit.filters')}>
      {TEXTS.map(name => (
        <Field
          key={name}
          label={t(`audit.${name}`)}
          value={values[name]}
          onChange={event => set[name](event.target.value.trim())}
          sx={{ width: name === 'actor' ? 210 : 140 }}
        />
      ))}
      <ChoiceField
        label={t('audit.outcome')}
        value={values.outcome}
        minWidth={140}
        choices={[
          { value: '', name: t('audit.any') },
          ...OUTCOMES.map(value => ({ value, name: t(`audit.${value}`) })),
        ]}
        onChange={set.outcome}
      />
      {DAYS.map(name => (
        <Field
          key={name}
          type="date"
          label={t(`audit.${name}`)}
          value={values[name]}
          onChange={event => set[name](event.target.value)}
          InputLabelProps={{ shrink: true }}
          sx={{ width: 160 }}
        />
      ))}
    </Row>
  );
}
