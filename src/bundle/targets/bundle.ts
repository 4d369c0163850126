import { carriedOf, type Target, type Ways } from '../target.ts'

const ways: Ways = {
  confirmation: ['native'],
  confirmation_wording: ['native'],
  pre_speech: ['native'],
  execution_audio: ['native'],
  timeout_seconds: ['native'],
  request: ['native'],
  retry: ['native'],
  idempotency_header: ['native'],
  response_select: ['native'],
  response_errors: ['native'],
  pinned_definition: ['native'],
}

/** bundle is our own target: the canonical bundle as it is, for a runtime that executes the tools. */
export const bundle: Target = {
  title: 'Everything a runtime needs (schemas/bundle.schema.json)',
  executedBy: 'runtime',
  rules: { read: '2026-11-22', sources: ['schemas/bundle.schema.json'] },
  emit: (canonical) => ({
    document: canonical,
    tools: canonical.tools.map((tool) => ({
      tool,
      name: tool.name,
      description: tool.description,
      schema: tool.input_schema,
      carried: carriedOf(tool, ways),
    })),
    remarks: [],
  }),
}
