import type {
  Completion,
  CompletionContext,
  CompletionResult,
} from '@codemirror/autocomplete';
import type { Translate } from '../translation';
import { fieldText } from './fields';
import {
  Declared,
  declaredIn,
  isObject,
  keysAt,
  Knowledge,
  offerOf,
  propertiesOf,
  requiredOf,
  schemaAt,
  typesOf,
  valuesOf,
} from './knowledge';
import { placeAt, placeholderAt, ScorePlace } from './place';

/** What can be written at the cursor: fields and values of Score, and what the platform offers. */
export function completeScore(
  knowledge: () => Knowledge,
  t: Translate,
): (context: CompletionContext) => CompletionResult | null {
  return ({ state, pos, explicit }) => {
    const text = state.sliceDoc();
    const placeholder = placeholderAt(text, pos);
    const declared = declaredIn(text);
    if (placeholder) {
      return {
        from: placeholder.from,
        options: placeholderOptions(
          placeholder.parts,
          declared,
          knowledge(),
          t,
        ),
        validFor: /^[\w-]*$/,
      };
    }
    const place = placeAt(text, pos);
    if (!explicit && pos === place.from && place.kind === 'key') return null;
    const options =
      place.kind === 'key'
        ? keyOptions(text, place, declared, knowledge(), t)
        : valueOptions(place, declared, knowledge(), t);
    return options.length === 0
      ? null
      : { from: place.from, options, validFor: /^[\w-]*$/ };
  };
}

function placeholderOptions(
  parts: string[],
  { metadata, resources }: Declared,
  knowledge: Knowledge,
  t: Translate,
): Completion[] {
  const [root, name] = parts;
  if (parts.length === 1) {
    return [
      { label: 'resources', type: 'namespace', apply: 'resources.' },
      { label: 'metadata', type: 'namespace', apply: 'metadata.' },
    ];
  }
  if (root === 'metadata') {
    const above = parts
      .slice(1, -1)
      .reduce<unknown>(
        (found, key) => (isObject(found) ? found[key] : undefined),
        metadata,
      );
    return isObject(above)
      ? Object.keys(above).map(label => ({ label, type: 'property' }))
      : [];
  }
  if (root !== 'resources') return [];
  if (parts.length === 2) {
    return Object.entries(resources).map(([label, { type }]) => ({
      label,
      detail: type,
      type: 'variable',
    }));
  }
  if (parts.length > 3 || !Object.hasOwn(resources, name)) return [];
  const offer = offerOf(knowledge, resources[name].type);
  return (offer?.outputs ?? []).map(output => ({
    label: output.name,
    detail: output.secret ? t('editor.secret') : output.type,
    info: output.description,
    type: 'property',
  }));
}

function keyOptions(
  text: string,
  { path }: ScorePlace,
  declared: Declared,
  knowledge: Knowledge,
  t: Translate,
): Completion[] {
  const schema = schemaAt(path, declared, knowledge);
  const present = new Set(keysAt(text, path));
  const required = requiredOf(schema);
  return propertiesOf(schema)
    .filter(([name]) => !present.has(name))
    .map(([name, property]) => {
      const [type] = typesOf(property);
      const info =
        fieldText([...path, name], t) ??
        (typeof property.description === 'string'
          ? property.description
          : undefined);
      return {
        label: name,
        detail: required.includes(name) ? '*' : type,
        info,
        type: 'property',
        apply: `${name}:${type === 'object' || type === 'array' ? '' : ' '}`,
        boost: required.includes(name) ? 1 : 0,
      };
    });
}

function valueOptions(
  { path }: ScorePlace,
  declared: Declared,
  knowledge: Knowledge,
  t: Translate,
): Completion[] {
  const [root, name, field, key, leaf] = path;
  if (root === 'resources' && path.length === 3) {
    if (field === 'type') {
      return knowledge.offers.map(({ type, title, description }) => ({
        label: type,
        detail: title,
        info: description,
        type: 'class',
      }));
    }
    if (field === 'class') {
      const offer = offerOf(knowledge, declared.resources[name]?.type);
      return (offer?.classes ?? []).map(({ name: label }) => ({
        label,
        type: 'enum',
      }));
    }
  }
  if (root === 'containers' && field === 'variables' && path.length === 4) {
    return outputOptions(declared, knowledge, t);
  }
  if (
    root === 'containers' &&
    field === 'volumes' &&
    key &&
    leaf === 'source'
  ) {
    return Object.keys(declared.resources).map(label => ({
      label: `\${resources.${label}}`,
      detail: declared.resources[label].type,
      type: 'variable',
    }));
  }
  return valuesOf(schemaAt(path, declared, knowledge)).map(value => ({
    label: String(value),
    type: 'enum',
  }));
}

/** Everything that the declared resources give. */
function outputOptions(
  { resources }: Declared,
  knowledge: Knowledge,
  t: Translate,
): Completion[] {
  return Object.entries(resources).flatMap(([name, { type }]) =>
    (offerOf(knowledge, type)?.outputs ?? []).map(output => ({
      label: `\${resources.${name}.${output.name}}`,
      detail: output.secret ? t('editor.secret') : output.type,
      info: output.description,
      type: 'variable',
    })),
  );
}
