import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';

/** `ui:field: TuttiApplicationPicker` */
export const applicationPicker = FormFieldBlueprint.make({
  name: 'application-picker',
  params: {
    field: async () => {
      const { ApplicationPicker } = await import('../forms/ApplicationPicker');
      return createFormField({
        name: 'TuttiApplicationPicker',
        component: ApplicationPicker,
        schema: makeFieldSchema({
          output: z => z.string(),
          uiOptions: z => z.object({}),
        }),
      });
    },
  },
});

/** `ui:field: TuttiWorkloadPicker` */
export const workloadPicker = FormFieldBlueprint.make({
  name: 'workload-picker',
  params: {
    field: async () => {
      const { WorkloadPicker } = await import('../forms/WorkloadPicker');
      return createFormField({
        name: 'TuttiWorkloadPicker',
        component: WorkloadPicker,
        schema: makeFieldSchema({
          output: z => z.string(),
          uiOptions: z =>
            z.object({
              applicationField: z
                .string()
                .optional()
                .describe('Field that names the application'),
            }),
        }),
      });
    },
  },
});

/** `ui:field: TuttiEnvironmentsPicker` */
export const environmentsPicker = FormFieldBlueprint.make({
  name: 'environments-picker',
  params: {
    field: async () => {
      const [{ EnvironmentsPicker }, { validateEnvironments }] =
        await Promise.all([
          import('../forms/EnvironmentsPicker'),
          import('../forms/validateEnvironments'),
        ]);
      return createFormField({
        name: 'TuttiEnvironmentsPicker',
        component: EnvironmentsPicker,
        schema: makeFieldSchema({
          output: z =>
            z.array(z.object({ name: z.string(), type: z.string() })),
          uiOptions: z =>
            z.object({
              applicationField: z
                .string()
                .optional()
                .describe(
                  'Field that names the application; without it, environments of a new one are chosen',
                ),
            }),
        }),
        validation: validateEnvironments,
      });
    },
  },
});

/** `ui:field: TuttiResourcesPicker` */
export const resourcesPicker = FormFieldBlueprint.make({
  name: 'resources-picker',
  params: {
    field: async () => {
      const [{ ResourcesPicker }, { validateResources }] = await Promise.all([
        import('../forms/ResourcesPicker'),
        import('../forms/validateResources'),
      ]);
      return createFormField({
        name: 'TuttiResourcesPicker',
        component: ResourcesPicker,
        schema: makeFieldSchema({
          output: z =>
            z.array(
              z.object({
                name: z.string(),
                type: z.string(),
                class: z.string().optional(),
                id: z.string().optional(),
                params: z.record(z.any()).optional(),
                outputs: z.array(z.string()).optional(),
                mountPath: z.string().optional(),
              }),
            ),
          uiOptions: z =>
            z.object({
              applicationField: z
                .string()
                .optional()
                .describe('Field that names an application that is there'),
              workloadField: z
                .string()
                .optional()
                .describe('Field that names the workload to begin with'),
              ownerField: z
                .string()
                .optional()
                .describe('Field that holds the owner of a new application'),
              environmentsField: z
                .string()
                .optional()
                .describe('Field that holds its environments'),
            }),
        }),
        validation: validateResources,
      });
    },
  },
});
