import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

/** Names of other fields of the same form, as `ui:options` give them. */
export interface OtherFields {
  applicationField?: string;
  workloadField?: string;
  ownerField?: string;
  environmentsField?: string;
}

export type FieldProps<T> = FieldExtensionComponentProps<T, OtherFields>;

/** The value of another field that is text; undefined until somebody chose one. */
export function textOf(
  form: unknown,
  field: string | undefined,
): string | undefined {
  const value = valueOf(form, field);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function valueOf(form: unknown, field: string | undefined): unknown {
  return typeof form === 'object' && form !== null && field !== undefined
    ? Reflect.get(form, field)
    : undefined;
}
