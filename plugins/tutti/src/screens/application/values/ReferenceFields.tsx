import type { SecretReference } from '@tutti/plugin-tutti-common';
import { useT } from '../../../translation';
import { Field } from '../../../ui/Field';
import { Stack } from '../../../ui/Surface';
import { Code } from '../../../ui/Text';

/** Where a new reference begins. */
export const NO_REFERENCE: SecretReference = {
  store: 'cluster',
  namespace: '',
  name: '',
  key: '',
};

const FIELDS = ['store', 'namespace', 'name', 'key'] as const;

const labels = {
  store: 'values.store',
  namespace: 'values.storeNamespace',
  name: 'values.storeName',
  key: 'values.storeKey',
} as const;

/** Nothing of it is left empty. */
export function isWhole(reference: SecretReference): boolean {
  return FIELDS.every(field => reference[field].trim() !== '');
}

/** Where a secret lives that is not kept here. Nothing of it is secret. */
export function ReferenceFields(props: {
  reference: SecretReference;
  onChange(reference: SecretReference): void;
}) {
  const t = useT();
  const { reference, onChange } = props;
  return (
    <Stack sx={{ gap: 1.5 }}>
      {FIELDS.map(field => (
        <Field
          key={field}
          required
          label={t(labels[field])}
          value={reference[field]}
          onChange={event =>
            onChange({ ...reference, [field]: event.target.value })
          }
          inputProps={{ spellCheck: false, autoComplete: 'off' }}
        />
      ))}
    </Stack>
  );
}

/** `from cluster secret shop/db, key password` */
export function ReferenceText(props: { reference: SecretReference }) {
  const t = useT();
  const { store, namespace, name, key } = props.reference;
  return (
    <span>
      {t('values.fromStore', {
        store,
        place: <Code>{`${namespace}/${name}`}</Code>,
        key: <Code>{key}</Code>,
      })}
    </span>
  );
}
