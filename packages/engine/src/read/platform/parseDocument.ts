import { JsonValue, suggestion, isObject } from '../../model';
import { Finding } from '../report';
import { Contract, ownContract } from '../schema/contract';
import { Violation, violations, withoutViolations } from '../schema/violations';
import { valueAt } from '../tree';
import { PlatformDocument } from './document';
import {
  isPlatformKind,
  kindSchema,
  PLATFORM_API_VERSION,
  PLATFORM_KINDS,
  PlatformKind,
} from './schema';

export interface ParsedDocument {
  /**
   * Absent when it cannot be used at all. With findings it is what is left without the broken
   * parts, so that the others can be judged at once as well.
   */
  document?: PlatformDocument;
  /** Nothing is missing in `document` but fields that nobody reads: today's schema has no such. */
  isWhole: boolean;
  findings: Finding[];
}

const contracts = new Map<PlatformKind, Contract>();

function contractOf(kind: PlatformKind): Contract {
  let contract = contracts.get(kind);
  if (!contract) {
    contract = ownContract(kindSchema(kind), { useDefaults: true });
    contracts.set(kind, contract);
  }
  return contract;
}

/** Checks one document against the schema of its kind and fills the defaults in, in place. */
export function parseDocument(value: JsonValue): ParsedDocument {
  const kind = kindOf(value);
  if (!kind.ok) {
    return { isWhole: false, findings: [kind.finding] };
  }
  const contract = contractOf(kind.kind);
  const errors = contract.errorsOf(value);
  if (isOfKind(value, errors)) {
    return { document: value, isWhole: true, findings: [] };
  }
  const broken = violations(errors, value);
  const rest = withoutViolations(value, broken);
  const isUsable = isOfKind(rest, contract.errorsOf(rest));
  return {
    ...(isUsable && { document: rest }),
    isWhole:
      isUsable &&
      broken.every(({ keyword }) => keyword === 'additionalProperties'),
    findings: broken.map(violation => ({
      ...violation,
      code: 'SchemaViolation',
      hint: hintFor(violation, value),
    })),
  };
}

/** What the schema of its kind lets through is of this shape. */
function isOfKind(
  value: unknown,
  errors: readonly unknown[],
): value is PlatformDocument {
  return value !== undefined && errors.length === 0;
}

function kindOf(
  value: JsonValue,
): { ok: true; kind: PlatformKind } | { ok: false; finding: Finding } {
  const fails = (finding: Finding) => ({ ok: false as const, finding });
  if (!isObject(value)) {
    return fails({
      path: [],
      code: 'NotAMapping',
      message: 'A platform document is a mapping with apiVersion and kind.',
    });
  }
  const { apiVersion, kind } = value;
  if (apiVersion !== PLATFORM_API_VERSION) {
    const foreign =
      typeof apiVersion === 'string' ? apiVersion.slice(0, 80) : undefined;
    return fails({
      path: foreign === undefined ? [] : ['apiVersion'],
      code: 'UnknownApiVersion',
      message:
        foreign === undefined
          ? 'This document has no apiVersion.'
          : `"${foreign}" is no apiVersion of platform files.`,
      hint: foreign?.startsWith('score.dev/')
        ? 'Name it under "workloads" of an Application: this is a Score file.'
        : `Write apiVersion: ${PLATFORM_API_VERSION}.`,
    });
  }
  if (typeof kind !== 'string' || !isPlatformKind(kind)) {
    const given = typeof kind === 'string' ? kind.slice(0, 80) : undefined;
    return fails({
      path: 'kind' in value ? ['kind'] : [],
      code: 'UnknownKind',
      message:
        given === undefined
          ? 'This document has no kind.'
          : `There is no kind "${given}".`,
      hint: suggestion(given ?? '', PLATFORM_KINDS),
    });
  }
  return { ok: true, kind };
}

function hintFor(
  { path, keyword, key, hint }: Violation,
  document: JsonValue,
): string | undefined {
  const value = valueAt(document, path);
  if (keyword === 'type' && value === null) {
    return 'Put something under this key, or remove it.';
  }
  if (
    keyword === 'type' &&
    (typeof value === 'number' || typeof value === 'boolean')
  ) {
    return 'Write the value in quotes if a text is wanted.';
  }
  if (keyword === 'additionalProperties' && path.length === 1 && key) {
    return 'Move it under "spec": only apiVersion, kind and metadata stand beside it.';
  }
  return hint;
}
