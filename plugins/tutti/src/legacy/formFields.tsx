import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { ComponentType, createElement, lazy, Suspense } from 'react';
import type { FieldProps } from '../forms/fieldProps';
import { validateEnvironments } from '../forms/validateEnvironments';
import { validateResources } from '../forms/validateResources';
import { Skeletons } from '../ui/Skeletons';
import { OldApp } from './OldApp';
import { tuttiPlugin } from './plugin';

/** A field of the scaffolder's forms, loaded when a form has it. */
function inOldApp<T>(load: () => Promise<ComponentType<FieldProps<T>>>) {
  const Field = lazy(async () => ({ default: await load() }));
  return (props: FieldProps<T>) => (
    <OldApp>
      <Suspense fallback={<Skeletons count={1} height={40} />}>
        {createElement(Field, props)}
      </Suspense>
    </OldApp>
  );
}

/**
 * `ui:field: TuttiApplicationPicker`. Goes with the others into `<ScaffolderFieldExtensions>`.
 *
 * @public
 */
export const TuttiApplicationPicker = tuttiPlugin.provide(
  createScaffolderFieldExtension({
    name: 'TuttiApplicationPicker',
    component: inOldApp<string>(() =>
      import('../forms/ApplicationPicker').then(m => m.ApplicationPicker),
    ),
  }),
);

/**
 * `ui:field: TuttiWorkloadPicker`
 *
 * @public
 */
export const TuttiWorkloadPicker = tuttiPlugin.provide(
  createScaffolderFieldExtension({
    name: 'TuttiWorkloadPicker',
    component: inOldApp<string>(() =>
      import('../forms/WorkloadPicker').then(m => m.WorkloadPicker),
    ),
  }),
);

/**
 * `ui:field: TuttiEnvironmentsPicker`
 *
 * @public
 */
export const TuttiEnvironmentsPicker = tuttiPlugin.provide(
  createScaffolderFieldExtension({
    name: 'TuttiEnvironmentsPicker',
    component: inOldApp(() =>
      import('../forms/EnvironmentsPicker').then(m => m.EnvironmentsPicker),
    ),
    validation: validateEnvironments,
  }),
);

/**
 * `ui:field: TuttiResourcesPicker`
 *
 * @public
 */
export const TuttiResourcesPicker = tuttiPlugin.provide(
  createScaffolderFieldExtension({
    name: 'TuttiResourcesPicker',
    component: inOldApp(() =>
      import('../forms/ResourcesPicker').then(m => m.ResourcesPicker),
    ),
    validation: validateResources,
  }),
);
