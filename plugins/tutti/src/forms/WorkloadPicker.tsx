import { applicationQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { useT } from '../translation';
import { Loaded } from '../ui/Loaded';
import { Skeletons } from '../ui/Skeletons';
import { Muted } from '../ui/Text';
import { FieldProps, textOf } from './fieldProps';
import { Picker } from './Picker';

/** The name of a workload of the application that another field names. */
export function WorkloadPicker(props: FieldProps<string>) {
  const { formContext, uiSchema } = props;
  const t = useT();
  const application = textOf(
    formContext?.formData,
    uiSchema['ui:options']?.applicationField,
  );
  return application === undefined ? (
    <Muted>{t('forms.applicationFirst')}</Muted>
  ) : (
    <WorkloadsOf {...props} application={application} />
  );
}

function WorkloadsOf(props: FieldProps<string> & { application: string }) {
  const { application, formData, onChange, rawErrors, required } = props;
  const { disabled, schema } = props;
  const t = useT();
  const answer = useTutti(applicationQuestion, [application]);
  return (
    <Loaded
      answer={answer}
      what={t('forms.workloads')}
      skeleton={<Skeletons count={1} height={40} />}
    >
      {({ workloads }) =>
        workloads.length === 0 ? (
          <Muted>{t('forms.noWorkloads')}</Muted>
        ) : (
          <Picker
            label={schema.title ?? t('forms.workload')}
            help={schema.description}
            options={workloads.map(({ name, source }) =>
              source.kind === 'repository'
                ? {
                    name,
                    label: t('forms.followsFile', { name, url: source.url }),
                    refused: true,
                  }
                : { name, label: name },
            )}
            value={formData}
            required={required}
            disabled={disabled}
            errors={rawErrors}
            onChange={onChange}
          />
        )
      }
    </Loaded>
  );
}
