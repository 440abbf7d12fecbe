import { getExpressionAst } from '@cdktn/hcl2json';

/** A type of Terraform's language (https://opentofu.org/docs/language/expressions/type-constraints). */
export type TypeConstraint =
  | { kind: 'any' }
  | { kind: 'string' }
  | { kind: 'number' }
  | { kind: 'bool' }
  | { kind: 'list' | 'set' | 'map'; of: TypeConstraint }
  | {
      kind: 'object';
      fields: Record<string, { type: TypeConstraint; optional: boolean }>;
    }
  | { kind: 'tuple'; items: TypeConstraint[] };

const PRIMITIVES = ['any', 'string', 'number', 'bool'] as const;
const COLLECTIONS = ['list', 'set', 'map'] as const;
/** Deeper is no module that anybody wrote. */
const DEEPEST = 32;

/** @param text - `object({ host = string, port = optional(number) })` */
export async function readType(
  text: string,
  depth = 0,
): Promise<TypeConstraint> {
  if (depth > DEEPEST) {
    return { kind: 'any' };
  }
  const written = text.trim();
  const primitive = PRIMITIVES.find(name => name === written);
  if (primitive) {
    return { kind: primitive };
  }
  const ast = await getExpressionAst('type.tf', written);
  const [first] = ast?.children ?? [];
  if (!ast || ast.type !== 'function' || !('name' in ast.meta)) {
    return { kind: 'any' };
  }
  const { name } = ast.meta;
  const inner = first && 'meta' in first ? first.meta : undefined;
  const collection = COLLECTIONS.find(each => each === name);
  if (collection && inner) {
    return { kind: collection, of: await readType(inner.value, depth + 1) };
  }
  if (name === 'object' && inner && 'items' in inner) {
    const fields: Record<string, { type: TypeConstraint; optional: boolean }> =
      {};
    for (const [key, value] of Object.entries(Object(inner.items))) {
      fields[key] = await readField(String(value), depth + 1);
    }
    return { kind: 'object', fields };
  }
  if (name === 'tuple' && first && 'children' in first) {
    return {
      kind: 'tuple',
      items: await Promise.all(
        first.children.map(child =>
          readType('meta' in child ? child.meta.value : 'any', depth + 1),
        ),
      ),
    };
  }
  return { kind: 'any' };
}

async function readField(
  text: string,
  depth: number,
): Promise<{ type: TypeConstraint; optional: boolean }> {
  if (!text.trim().startsWith('optional(')) {
    return { type: await readType(text, depth), optional: false };
  }
  const ast = await getExpressionAst('type.tf', text.trim());
  const [type] = ast?.children ?? [];
  return {
    type: await readType(
      type && 'meta' in type ? type.meta.value : 'any',
      depth,
    ),
    optional: true,
  };
}
