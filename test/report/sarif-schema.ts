/**
 * The part of the SARIF 2.1.0 schema (OASIS, sarif-schema-2.1.0.json) that reports use, closed as the schema itself is, with
 * what GitHub's code scanning demands besides: a physical location with a region, a message, a rule that is described.
 */
export const SARIF_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['$schema', 'version', 'runs'],
  properties: {
    $schema: { type: 'string', format: 'uri' },
    version: { const: '2.1.0' },
    runs: { type: 'array', minItems: 1, items: { $ref: '#/$defs/run' } },
  },
  $defs: {
    message: {
      type: 'object',
      additionalProperties: false,
      required: ['text'],
      properties: { text: { type: 'string', minLength: 1 }, markdown: { type: 'string', minLength: 1 } },
    },
    level: { enum: ['none', 'note', 'warning', 'error'] },
    propertyBag: {
      type: 'object',
      properties: { tags: { type: 'array', maxItems: 20, uniqueItems: true, items: { type: 'string' } } },
    },
    run: {
      type: 'object',
      additionalProperties: false,
      required: ['tool', 'results'],
      properties: {
        tool: {
          type: 'object',
          additionalProperties: false,
          required: ['driver'],
          properties: { driver: { $ref: '#/$defs/driver' } },
        },
        invocations: { type: 'array', items: { $ref: '#/$defs/invocation' } },
        artifacts: { type: 'array', uniqueItems: true, items: { $ref: '#/$defs/artifact' } },
        columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
        results: { type: 'array', maxItems: 25_000, items: { $ref: '#/$defs/result' } },
      },
    },
    driver: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'rules'],
      properties: {
        name: { type: 'string' },
        version: { type: 'string' },
        rules: { type: 'array', uniqueItems: true, items: { $ref: '#/$defs/rule' } },
      },
    },
    rule: {
      type: 'object',
      additionalProperties: false,
      required: ['id', 'shortDescription', 'fullDescription', 'help'],
      properties: {
        id: { type: 'string', maxLength: 255 },
        shortDescription: { $ref: '#/$defs/message' },
        fullDescription: { $ref: '#/$defs/message' },
        help: { $ref: '#/$defs/message' },
        defaultConfiguration: {
          type: 'object',
          additionalProperties: false,
          properties: { level: { $ref: '#/$defs/level' } },
        },
        properties: { $ref: '#/$defs/propertyBag' },
      },
    },
    invocation: {
      type: 'object',
      additionalProperties: false,
      required: ['executionSuccessful'],
      properties: {
        executionSuccessful: { type: 'boolean' },
        toolExecutionNotifications: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['message'],
            properties: { level: { $ref: '#/$defs/level' }, message: { $ref: '#/$defs/message' } },
          },
        },
      },
    },
    artifact: {
      type: 'object',
      additionalProperties: false,
      properties: {
        location: { $ref: '#/$defs/artifactLocation' },
        length: { type: 'integer', minimum: -1 },
        roles: { type: 'array', uniqueItems: true, items: { enum: ['analysisTarget'] } },
        mimeType: { type: 'string', pattern: '[^/]+/.+' },
        properties: { $ref: '#/$defs/propertyBag' },
      },
    },
    artifactLocation: {
      type: 'object',
      additionalProperties: false,
      required: ['uri'],
      properties: {
        uri: { type: 'string', format: 'uri-reference' },
        index: { type: 'integer', minimum: -1 },
      },
    },
    result: {
      type: 'object',
      additionalProperties: false,
      required: ['ruleId', 'message', 'locations', 'partialFingerprints'],
      properties: {
        ruleId: { type: 'string' },
        ruleIndex: { type: 'integer', minimum: -1 },
        level: { $ref: '#/$defs/level' },
        message: { $ref: '#/$defs/message' },
        locations: { type: 'array', minItems: 1, maxItems: 10, items: { $ref: '#/$defs/location' } },
        relatedLocations: {
          type: 'array',
          uniqueItems: true,
          maxItems: 1000,
          items: { $ref: '#/$defs/relatedLocation' },
        },
        baselineState: { enum: ['new', 'unchanged', 'updated', 'absent'] },
        occurrenceCount: { type: 'integer', minimum: 1 },
        partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
        properties: { $ref: '#/$defs/propertyBag' },
      },
    },
    relatedLocation: {
      type: 'object',
      additionalProperties: false,
      required: ['id', 'message', 'physicalLocation'],
      properties: {
        id: { type: 'integer', minimum: 0 },
        message: { $ref: '#/$defs/message' },
        physicalLocation: { $ref: '#/$defs/location/properties/physicalLocation' },
      },
    },
    location: {
      type: 'object',
      additionalProperties: false,
      required: ['physicalLocation'],
      properties: {
        physicalLocation: {
          type: 'object',
          additionalProperties: false,
          required: ['artifactLocation', 'region'],
          properties: {
            artifactLocation: { $ref: '#/$defs/artifactLocation' },
            region: {
              type: 'object',
              additionalProperties: false,
              required: ['startLine'],
              properties: {
                startLine: { type: 'integer', minimum: 1 },
                startColumn: { type: 'integer', minimum: 1 },
                endLine: { type: 'integer', minimum: 1 },
                endColumn: { type: 'integer', minimum: 1 },
              },
            },
          },
        },
      },
    },
  },
} as const;
