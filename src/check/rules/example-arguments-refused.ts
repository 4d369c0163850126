import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import { plainlyFits } from '../../json/plain-fit.ts'
import { refusalsOf } from '../../json/refusals.ts'
import type { JsonObject } from '../../json/schema.ts'
import { argumentsSchema, type Parameter } from '../../model/parameter.ts'
import type { HttpTool } from '../../model/tool.ts'
import { schemasOf } from '../parameter-schemas.ts'
import { contradictsItself } from '../parameter-values.ts'
import { renamedIn } from '../renamed.ts'
import { defineRule } from '../rule.ts'

export const exampleArgumentsRefused = defineRule({
  code: 'example-arguments-refused',
  on: 'tool',
  about: 'examples',
  severity: 'error',
  title: 'The arguments of an example do not fit the parameters',
  why: 'The example cannot be run, and either it or the parameters tell the agent something wrong.',
  check({ tool }, report) {
    let judge: Judge | undefined
    for (const example of tool.examples) {
      if (fitsForSure(tool.parameters, example.arguments)) continue
      judge ??= judgeOf(tool)
      for (const { pointer, keyword, message } of refusalsOf(judge.schema, byParameter(example.arguments, renamedIn(tool)))) {
        // A schema that cannot be used has been told at its own place.
        if (keyword === '') continue
        const steps = pointer.split('/').slice(1)
        // A schema that takes no value, or refuses what it lists, has been told as such.
        if (judge.contradictory.has(steps[0])) continue
        report({
          message: `example "${example.name}" of tool "${tool.name}": ${steps.length === 0 ? message : `"${steps.join('.')}" ${message}`}`,
          span:
            steps.length === 0
              ? example.at.key('arguments')
              : keyword === 'false'
                ? example.at.key('arguments', ...steps)
                : example.at.value('arguments', ...steps),
          hint:
            keyword === 'false'
              ? didYouMean(steps.at(-1) ?? '', judge.names)
              : keyword === 'type'
                ? quotesHint(example.arguments, steps, message)
                : undefined,
        })
      }
    }
  },
})

/** A number where a text is wanted is one without its quotes. */
function quotesHint(given: JsonObject, steps: readonly string[], message: string): string | undefined {
  const value = steps.length === 1 ? given[steps[0] ?? ''] : undefined
  return typeof value === 'number' && message.endsWith('of type string') ? `put it in quotes: "${value}"` : undefined
}

/** A parameter that has another name everywhere is told where it is declared, and not in the examples as well. */
function byParameter(given: JsonObject, renamed: ReadonlyMap<string, string>): JsonObject {
  return renamed.size === 0 ? given : Object.fromEntries(Object.entries(given).map(([name, value]) => [renamed.get(name) ?? name, value]))
}

interface Judge {
  readonly schema: JsonObject
  readonly names: readonly string[]
  /** The parameters with a schema that contradicts itself. */
  readonly contradictory: ReadonlySet<string | undefined>
}

function judgeOf(tool: HttpTool): Judge {
  return {
    schema: argumentsSchema(tool.parameters),
    names: tool.parameters.map(({ name }) => name),
    contradictory: new Set(schemasOf(tool).all.flatMap((placed) => (contradictsItself(placed) ? [placed.parameter.name] : []))),
  }
}

/** Most examples are plain, and judging them in full takes a hundred times longer. */
function fitsForSure(parameters: readonly Parameter[], given: JsonObject): boolean {
  let known = 0
  for (const { name, required, schema } of parameters) {
    if (!Object.hasOwn(given, name)) {
      if (required) return false
    } else if (plainlyFits(schema, given[name])) known += 1
    else return false
  }
  return known === Object.keys(given).length
}
