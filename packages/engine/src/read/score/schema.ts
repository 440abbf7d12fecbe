import { JsonSchema } from '../../model';

const LABEL_RULE =
  'lower-case letters, digits and dashes, 2 to 63 characters, no dash at either end';
const LABEL = '^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$';

/** A map whose keys are labels as DNS knows them. */
function byLabel(value: JsonSchema): JsonSchema {
  return {
    type: 'object',
    propertyNames: {
      type: 'string',
      minLength: 2,
      maxLength: 63,
      pattern: LABEL,
      errorMessage: LABEL_RULE,
    },
    additionalProperties: value,
  };
}

const PORT: JsonSchema = {
  type: 'integer',
  minimum: 1,
  maximum: 65535,
  errorMessage: 'a whole number from 1 to 65535',
};

const ANNOTATIONS: JsonSchema = {
  type: 'object',
  propertyNames: {
    type: 'string',
    minLength: 2,
    maxLength: 316,
    pattern:
      '^(([a-z0-9][a-z0-9-]{0,61}[a-z0-9])(\\.[a-z0-9][a-z0-9-]{0,61}[a-z0-9])*/)?[A-Za-z0-9][A-Za-z0-9._-]{0,61}[A-Za-z0-9]$',
    errorMessage:
      'an optional domain and "/", then 2 to 63 letters, digits, ".", "_" or "-"',
  },
  additionalProperties: { type: 'string' },
};

const RESOURCE_WORD: JsonSchema = {
  type: 'string',
  minLength: 2,
  maxLength: 63,
  pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]$',
  errorMessage:
    'letters, digits and dashes, 2 to 63 characters, no dash at either end',
};

const QUANTITIES: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    cpu: {
      type: 'string',
      pattern: '^\\d+(?:m|\\.\\d+)?$',
      errorMessage: 'a number of cores such as "2", "0.5" or "250m"',
    },
    memory: {
      type: 'string',
      pattern:
        '^(0\\.\\d+|[1-9]\\d*(\\.\\d+)?)(K|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$',
      errorMessage: 'an amount such as "128Mi" or "1.5G"',
    },
  },
};

const PROBE: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  anyOf: [{ required: ['httpGet'] }, { required: ['exec'] }],
  errorMessage: 'a probe with "httpGet" or "exec"',
  properties: {
    httpGet: {
      type: 'object',
      required: ['port', 'path'],
      additionalProperties: false,
      properties: {
        host: { type: 'string', minLength: 1 },
        scheme: { type: 'string', enum: ['HTTP', 'HTTPS'] },
        path: { type: 'string' },
        port: PORT,
        httpHeaders: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'value'],
            additionalProperties: false,
            properties: {
              name: {
                type: 'string',
                pattern: '^[A-Za-z0-9_-]+$',
                errorMessage: 'letters, digits, "_" and "-"',
              },
              value: { type: 'string', minLength: 1 },
            },
          },
        },
      },
    },
    exec: {
      type: 'object',
      required: ['command'],
      additionalProperties: false,
      properties: { command: { type: 'array', items: { type: 'string' } } },
    },
  },
};

const FILE: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  oneOf: [
    { required: ['content'] },
    { required: ['binaryContent'] },
    { required: ['source'] },
  ],
  errorMessage:
    'a file with exactly one of "content", "binaryContent" and "source"',
  properties: {
    mode: {
      type: 'string',
      pattern: '^0?[0-7]{3}$',
      errorMessage: 'three octal digits such as "0644"',
    },
    content: { type: 'string' },
    binaryContent: {
      type: 'string',
      pattern:
        '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
      errorMessage: 'bytes in standard base64',
    },
    source: { type: 'string', minLength: 1 },
    noExpand: { type: 'boolean' },
  },
};

const VOLUME: JsonSchema = {
  type: 'object',
  required: ['source'],
  additionalProperties: false,
  properties: {
    source: { type: 'string' },
    path: { type: 'string' },
    readOnly: { type: 'boolean' },
  },
};

const CONTAINER: JsonSchema = {
  type: 'object',
  required: ['image'],
  additionalProperties: false,
  properties: {
    image: { type: 'string', minLength: 1 },
    command: { type: 'array', items: { type: 'string' } },
    args: { type: 'array', items: { type: 'string' } },
    variables: {
      type: 'object',
      propertyNames: {
        type: 'string',
        minLength: 1,
        pattern: '^[^=]*$',
        errorMessage: 'at least one character and no "="',
      },
      additionalProperties: { type: 'string' },
    },
    files: { type: 'object', additionalProperties: FILE },
    volumes: { type: 'object', additionalProperties: VOLUME },
    before: byLabel({
      type: 'object',
      required: ['ready'],
      additionalProperties: false,
      properties: {
        ready: { type: 'string', enum: ['started', 'healthy', 'complete'] },
      },
    }),
    resources: {
      type: 'object',
      additionalProperties: false,
      properties: { limits: QUANTITIES, requests: QUANTITIES },
    },
    livenessProbe: PROBE,
    readinessProbe: PROBE,
  },
};

/** Score v1b1 after its old spellings were upgraded (Score specification 0.4.1). */
export const SCORE_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['apiVersion', 'metadata', 'containers'],
  additionalProperties: false,
  properties: {
    apiVersion: { type: 'string', const: 'score.dev/v1b1' },
    metadata: {
      type: 'object',
      required: ['name'],
      properties: {
        name: {
          type: 'string',
          minLength: 2,
          maxLength: 63,
          pattern: LABEL,
          errorMessage: LABEL_RULE,
        },
        annotations: ANNOTATIONS,
      },
    },
    containers: { ...byLabel(CONTAINER), minProperties: 1 },
    service: {
      type: 'object',
      additionalProperties: false,
      properties: {
        ports: byLabel({
          type: 'object',
          required: ['port'],
          additionalProperties: false,
          properties: {
            port: PORT,
            targetPort: PORT,
            protocol: { type: 'string', enum: ['TCP', 'UDP'] },
          },
        }),
      },
    },
    resources: byLabel({
      type: 'object',
      required: ['type'],
      additionalProperties: false,
      properties: {
        type: RESOURCE_WORD,
        class: RESOURCE_WORD,
        id: {
          type: 'string',
          minLength: 2,
          maxLength: 63,
          pattern:
            '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$',
          errorMessage:
            'lower-case letters, digits and dashes, in parts joined by ".", 2 to 63 characters',
        },
        params: { type: 'object' },
        metadata: {
          type: 'object',
          properties: { annotations: ANNOTATIONS },
        },
      },
    }),
  },
};
