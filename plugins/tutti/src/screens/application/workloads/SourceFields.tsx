import { useT } from '../../../translation';
import { Field } from '../../../ui/Field';
import { Row, Stack } from '../../../ui/Surface';
import type { SourceForm } from './useSourceForm';

/** Repository, path and ref of a Score file. */
export function SourceFields(props: {
  form: SourceForm;
  /** Title of the entity whose source location is used where no URL is given. */
  entity: string | undefined;
}) {
  const t = useT();
  const { form, entity } = props;
  return (
    <Stack sx={{ gap: 2, pt: 1 }}>
      <Field
        required={!entity}
        label={t('workloads.url')}
        value={form.url}
        onChange={event => form.setUrl(event.target.value)}
        placeholder={t('workloads.urlExample')}
        helperText={
          entity
            ? t('workloads.urlOrEntity', { entity })
            : t('workloads.urlHelp')
        }
        inputProps={{ spellCheck: false, inputMode: 'url' }}
      />
      <Row sx={{ alignItems: 'flex-start' }}>
        <Field
          label={t('workloads.path')}
          value={form.path}
          onChange={event => form.setPath(event.target.value)}
          placeholder={t('workloads.pathExample')}
          helperText={t('workloads.pathHelp')}
          inputProps={{ spellCheck: false }}
          sx={{ flex: '1 1 200px' }}
        />
        <Field
          label={t('workloads.ref')}
          value={form.ref}
          onChange={event => form.setRef(event.target.value)}
          helperText={t('workloads.refHelp')}
          inputProps={{ spellCheck: false }}
          sx={{ flex: '1 1 200px' }}
        />
      </Row>
    </Stack>
  );
}
