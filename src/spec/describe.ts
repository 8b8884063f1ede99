/** A field as JSON Schema (2020-12), with labels, units and ranges: what `lab describe` prints and documentation reads. */
import type { AnyField, Fields } from './field.ts'
import type { AnyKind } from './kind.ts'

export type JsonSchema = { readonly [key: string]: unknown }

export function kindSchema(kind: AnyKind, tag = 'kind'): JsonSchema {
  const { properties, required } = members(kind.fields)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: kind.title, description: kind.summary, type: 'object', additionalProperties: false,
    properties: { [tag]: { const: kind.kind }, ...properties }, required: [tag, ...required],
  }
}

export function fieldSchema(field: AnyField): JsonSchema {
  const { label, unit, description, symbol } = field.meta
  const fallback = field.fallback?.()
  return {
    ...(label === undefined ? {} : { title: label }), ...(description === undefined ? {} : { description }),
    ...(unit === undefined ? {} : { 'x-unit': unit }), ...(symbol === undefined ? {} : { 'x-symbol': symbol }),
    ...shapeSchema(field), ...(fallback === undefined ? {} : { default: fallback }),
  }
}

function shapeSchema({ shape }: AnyField): JsonSchema {
  switch (shape.type) {
    case 'number': return {
      type: shape.integer ? 'integer' : 'number', ...(shape.only === undefined ? {} : { enum: shape.only }),
      ...(shape.min === undefined ? {} : { minimum: shape.min }), ...(shape.max === undefined ? {} : { maximum: shape.max }),
      ...(shape.above === undefined ? {} : { exclusiveMinimum: shape.above }), ...(shape.below === undefined ? {} : { exclusiveMaximum: shape.below }),
    }
    case 'flag': return { type: 'boolean' }
    case 'text': return { type: 'string', maxLength: shape.maxLength }
    case 'choice': return { enum: shape.options }
    case 'list': return { type: 'array', items: fieldSchema(shape.item), ...(shape.min ? { minItems: shape.min } : {}) }
    case 'tuple': return { type: 'array', prefixItems: shape.items.map(fieldSchema), minItems: shape.items.length, maxItems: shape.items.length }
    case 'record': {
      const { properties, required } = members(shape.fields)
      return { type: 'object', additionalProperties: false, properties, required }
    }
    case 'dictionary': return { type: 'object', additionalProperties: fieldSchema(shape.item) }
    case 'either': return { anyOf: shape.options.map(fieldSchema) }
    case 'lazy': return { description: `any ${shape.name}` }
    case 'kind': return { type: 'object', description: `any ${shape.catalogue}`, properties: { kind: { enum: shape.kinds().map((k) => k.kind) } }, required: ['kind'] }
  }
}

function members(fields: Fields): { properties: Record<string, JsonSchema>; required: string[] } {
  const entries = Object.entries(fields)
  return {
    properties: Object.fromEntries(entries.map(([name, field]) => [name, fieldSchema(field)])),
    required: entries.filter(([, field]) => !field.optional && !field.fallback).map(([name]) => name),
  }
}
