import {
  Driver,
  DriverError,
  DriverPlan,
  DriverRequest,
  isValueObject,
  ObjectTemplate,
  ValueObject,
} from '../model';

/**
 * Objects in the environment's own target, written down in the definition. It only says what they
 * are: completing (namespace, labels), applying, health and pruning are the engine's.
 */
export const manifestsDriver: Driver = {
  name: 'manifests',
  version: '1',
  inputs: {
    type: 'object',
    properties: {
      objects: {
        type: 'array',
        items: {
          type: 'object',
          required: ['apiVersion', 'kind', 'metadata'],
          properties: {
            apiVersion: { type: 'string' },
            kind: { type: 'string' },
            metadata: {
              type: 'object',
              required: ['name'],
              properties: { name: { type: 'string' } },
            },
          },
        },
      },
      outputs: { type: 'object' },
    },
    additionalProperties: false,
  },
  outputsIn: ['outputs'],
  foresee,
  plan: async request => foresee(request),
  async apply(request) {
    return made(request);
  },
  async destroy() {},
  async recover() {
    return 'notStarted';
  },
};

function foresee(request: DriverRequest): DriverPlan {
  return { ...made(request), complete: true, exactness: 'exact' };
}

function made({ inputs }: DriverRequest): {
  outputs: ValueObject;
  objects: ObjectTemplate[];
} {
  const { objects = [], outputs = {} } = inputs;
  if (!Array.isArray(objects)) {
    throw new DriverError('inputs.objects must be a list of objects');
  }
  if (!isValueObject(outputs)) {
    throw new DriverError('inputs.outputs must be a map');
  }
  return {
    outputs,
    objects: objects.map((object, index) => {
      if (!isValueObject(object)) {
        throw new DriverError(`inputs.objects[${index}] must be a map`);
      }
      return object;
    }),
  };
}
