import { useState } from 'react';
import { applicationsQuestion } from '../data/questions';
import { useHeld } from '../data/useHeld';
import { useSettled } from '../data/useSettled';
import { useTutti } from '../data/useTutti';
import { useT } from '../translation';
import { Loaded } from '../ui/Loaded';
import { Skeletons } from '../ui/Skeletons';
import type { FieldProps } from './fieldProps';
import { Picker } from './Picker';

/** So many are offered to what was typed. */
const OFFERED = '50';

/** The name of an application, found by typing. */
export function ApplicationPicker(props: FieldProps<string>) {
  const { formData, onChange, rawErrors, required, disabled, schema } = props;
  const t = useT();
  const [search, setSearch] = useState('');
  const answer = useHeld(
    useTutti(applicationsQuestion, [useSettled(search), '', '', '', OFFERED]),
  );
  return (
    <Loaded
      answer={answer}
      what={t('forms.applications')}
      skeleton={<Skeletons count={1} height={40} />}
    >
      {({ items }) => (
        <Picker
          label={schema.title ?? t('forms.application')}
          help={schema.description}
          options={items.map(({ name, title }) => ({
            name,
            label: title === name ? name : `${title} (${name})`,
          }))}
          value={formData}
          required={required}
          disabled={disabled}
          errors={rawErrors}
          onSearch={setSearch}
          onChange={onChange}
        />
      )}
    </Loaded>
  );
}
