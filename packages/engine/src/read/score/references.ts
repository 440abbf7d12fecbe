import { JsonValue, suggestion, isObject } from '../../model';
import { Path } from '../path';
import { parseScoreText, showPlaceholder, TextPart } from '../../placeholders';
import { Finding } from '../report';
import { keysOf, textsOf, valueAt } from '../tree';

/**
 * Placeholders, wherever Score allows them (docs/reference/score-files.md): their syntax, their root,
 * and whether what they name stands in this file. What a resource puts out is not known here.
 * The document may still be wrong in other ways.
 */
export function* placeholderFindings(document: JsonValue): Generator<Finding> {
  const resources = valueAt(document, ['resources']);
  const declared: Declared = {
    metadata: valueAt(document, ['metadata']),
    resources: new Set(isObject(resources) ? Object.keys(resources) : []),
  };
  for (const { place, ...text } of expandedTexts(document)) {
    yield* textFindings(text, place, declared);
  }
}

/**
 * Placeholders of Score where nobody fills them: in arguments, probes, annotations, keys. What a
 * shell or another program may mean (`${HOME}`) is left alone.
 */
export function* unfilledFindings(document: JsonValue): Generator<Finding> {
  for (const { text, path } of textsOf(document, [])) {
    if (!isFilled(path)) {
      yield* unfilled(text, { path });
    }
  }
  for (const { key, path } of keysOf(document, [])) {
    yield* unfilled(key, { path, key: true });
  }
}

function* unfilled(
  text: string,
  place: Pick<Finding, 'path' | 'key'>,
): Generator<Finding> {
  const placeholder =
    text.includes('${') && parseScoreText(text).parts.find(isOurs);
  if (placeholder) {
    yield {
      severity: 'warning',
      ...place,
      ...(!place.key && { inside: placeholder.source }),
      code: 'PlaceholderNotFilled',
      message: `${showPlaceholder(
        placeholder.source,
      )} is not filled here: Score leaves this text as it is.`,
      hint: 'Put it where Score fills placeholders: in variables, the content of files, the source of volumes or the params of resources.',
    };
  }
}

/** The places of `expandedTexts`, and content that asks not to be filled. */
function isFilled(path: Path): boolean {
  const [root, , field, , key] = path;
  if (root === 'resources') {
    return field === 'params';
  }
  return (
    root === 'containers' &&
    (field === 'variables' ||
      (field === 'files' && key === 'content') ||
      (field === 'volumes' && key === 'source'))
  );
}

function isOurs(part: TextPart): part is Extract<TextPart, { source: string }> {
  return (
    part.kind === 'placeholder' &&
    (part.path[0] === 'metadata' || part.path[0] === 'resources')
  );
}

/** The texts in which Score fills placeholders, wherever they stand. */
function* expandedTexts(
  document: JsonValue,
): Generator<{ text: string; path: Path; place: Place }> {
  for (const [name, container] of entriesAt(document, ['containers'])) {
    const at = ['containers', name];
    for (const [variable, text] of entriesAt(container, ['variables'])) {
      if (typeof text === 'string') {
        yield { text, path: [...at, 'variables', variable], place: 'text' };
      }
    }
    for (const [target, file] of entriesAt(container, ['files'])) {
      const text = valueAt(file, ['content']);
      const isLiteral = valueAt(file, ['noExpand']) === true;
      if (typeof text === 'string' && !isLiteral) {
        const path = [...at, 'files', target, 'content'];
        yield { text, path, place: 'text' };
      }
    }
    for (const [target, volume] of entriesAt(container, ['volumes'])) {
      const text = valueAt(volume, ['source']);
      if (typeof text === 'string') {
        const path = [...at, 'volumes', target, 'source'];
        yield { text, path, place: 'volume' };
      }
    }
  }
  for (const [name, resource] of entriesAt(document, ['resources'])) {
    const params = valueAt(resource, ['params']);
    for (const text of textsOf(params, ['resources', name, 'params'])) {
      yield { ...text, place: 'text' };
    }
  }
}

/** What a placeholder can name in this file. */
export interface Declared {
  metadata: JsonValue | undefined;
  resources: ReadonlySet<string>;
}

/** A volume's source names the resource itself, everything else one of its outputs. */
type Place = 'text' | 'volume';

function entriesAt(
  root: JsonValue,
  path: Path,
): [name: string, value: JsonValue][] {
  const value = valueAt(root, path);
  return isObject(value) ? Object.entries(value) : [];
}

/** What is wrong with the placeholders of one text. */
export function* textFindings(
  { text, path }: { text: string; path: Path },
  place: Place,
  declared: Declared,
): Generator<Finding> {
  if (!text.includes('$')) return;
  for (const part of parseScoreText(text).parts) {
    const judgement =
      part.kind === 'placeholder' && judge(part, place, declared);
    if (judgement) {
      yield { ...judgement, path, inside: part.source };
    }
  }
}

type Judgement = Pick<Finding, 'code' | 'message' | 'hint'> | undefined;

function judge(
  { source, path: [root, ...keys] }: { source: string; path: string[] },
  place: Place,
  declared: Declared,
): Judgement {
  const shown = showPlaceholder(source);
  if (root !== 'metadata' && root !== 'resources') {
    return {
      code: 'InvalidPlaceholder',
      message: `${shown} cannot be filled: a placeholder begins with "metadata" or "resources".`,
      hint: `Write $${shown} if the text is meant as it stands.`,
    };
  }
  if (keys.length === 0 || keys.includes('')) {
    return {
      code: 'InvalidPlaceholder',
      message: `${shown} lacks a key${
        keys.length > 1 ? ' between two dots or at the end' : ` after "${root}"`
      }.`,
    };
  }
  return root === 'metadata'
    ? judgeMetadata(shown, keys, declared)
    : judgeResource(shown, keys, place, declared);
}

function judgeMetadata(
  shown: string,
  keys: string[],
  declared: Declared,
): Judgement {
  for (const [index, key] of keys.entries()) {
    const above = valueAt(declared.metadata ?? null, keys.slice(0, index));
    if (!isObject(above)) {
      return {
        code: 'UnknownPlaceholder',
        message: `${shown} leads nowhere: there is no mapping above "${key}".`,
      };
    }
    if (!Object.hasOwn(above, key)) {
      return {
        code: 'UnknownPlaceholder',
        message: `${shown} leads nowhere: the metadata has no "${key}" there.`,
        hint: suggestion(key, Object.keys(above)),
      };
    }
  }
  return undefined;
}

function judgeResource(
  shown: string,
  [name, ...outputs]: string[],
  place: Place,
  declared: Declared,
): Judgement {
  if (!declared.resources.has(name)) {
    return {
      code: 'UnknownPlaceholder',
      message: `${shown} leads nowhere: this file declares no resource "${name}".`,
      hint:
        suggestion(name, [...declared.resources]) ??
        'Declare it under "resources".',
    };
  }
  if (outputs.length === 0 && place === 'text') {
    return {
      code: 'InvalidPlaceholder',
      message: `${shown} names a resource, but none of its outputs.`,
      hint: `Add an output, as in \${resources.${name}.host}.`,
    };
  }
  return undefined;
}
