import { defineRule } from '../rule.ts'

// Variables of every call (facts/diga-platform.md 4). `agent_name` is one as well, but an agent may be a person who sells houses.
const knownToEveryCall = new Set(['user_phone_number', 'current_time'])

export const parameterKnownFromCall = defineRule({
  code: 'parameter-known-from-call',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'A parameter asks for what the call knows by itself',
  why: 'The agent asks the caller for it or makes it up, and a caller may name the number of somebody else.',
  check({ tool }, report) {
    for (const { name, at } of tool.parameters) {
      if (!knownToEveryCall.has(name)) continue
      report({
        message: `parameter "${name}" is filled by the agent, but every call has the variable "{{${name}}}"`,
        span: at.key(),
        hint: `write "{{${name}}}" in the request and delete the parameter, or name it after what the caller says`,
      })
    }
  },
})
