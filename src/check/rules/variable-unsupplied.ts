import type { Place } from '../../diagnostic/diagnostic.ts'
import { closest } from '../../diagnostic/did-you-mean.ts'
import { isSystemVariable, systemVariables } from '../../model/agent.ts'
import { parameterNamed, usesParameter } from '../../model/lookup.ts'
import { toolsOfAgent } from '../../model/project.ts'
import type { HttpTool } from '../../model/tool.ts'
import { defineRule } from '../rule.ts'

export const variableUnsupplied = defineRule({
  code: 'variable-unsupplied',
  on: 'agent',
  severity: 'warning',
  title: 'A call variable that nobody supplies',
  why: 'On a call the braces stay empty: the request goes out without the value, or the agent reads them aloud.',
  check(agent, report, project) {
    const told = new Set<string>()
    const isSupplied = (name: string): boolean => agent.variables.has(name) || isSystemVariable(name) || told.has(name)
    const supplied = [...agent.variables.keys(), ...systemVariables]
    const hintFor = (name: string): string => {
      const meant = closest(name, supplied) ?? supplied.find((each) => each.startsWith(`${name}_`))
      return meant === undefined ? `give "${name}" a sample under variables of the agent` : `did you mean "{{${meant}}}"?`
    }
    const related = (): Place[] => [{ span: agent.at.key('variables'), label: `agent "${agent.name}" supplies its variables here` }]
    for (const tool of toolsOfAgent(project, agent)) {
      if (tool.type !== 'http') continue
      for (const { kind, name, written, in: text } of tool.http.request.holes) {
        // Where a parameter was meant, and is not used, the tool is told that.
        const isMeant = parameterNamed(tool.http, name) !== undefined && !usesParameter(tool.http.request, name)
        if (kind !== 'variable' || isSupplied(name) || isMeant) continue
        told.add(name)
        const message = `variable "${written}" of tool "${tool.name}" is not supplied by agent "${agent.name}"`
        report({
          message,
          span: tool.http.at.within(written, ...text.steps),
          related: related(),
          hint: parameterHint(name, tool.http) ?? hintFor(name),
        })
      }
    }
    const file = agent.prompt?.file
    if (file === undefined || !file.text.includes('{')) return
    for (const { written, start, message, hint } of brokenIn(file.text, (name) => agent.variables.has(name) || isSystemVariable(name))) {
      if (!told.has(written)) report({ message, span: { file, start, end: start + written.length }, hint })
      told.add(written)
    }
    for (const match of file.text.matchAll(/\{\{\s*([A-Za-z_]\w*)(?:\[[^\]{}]*\])?\s*\}\}/g)) {
      const [written, name = ''] = match
      if (isSupplied(name)) continue
      told.add(name)
      const span = { file, start: match.index, end: match.index + written.length }
      report({
        message: `variable "${written}" of the prompt is not supplied by agent "${agent.name}"`,
        span,
        related: related(),
        hint: hintFor(name),
      })
    }
  },
})

interface Broken {
  readonly written: string
  readonly start: number
  readonly message: string
  readonly hint: string
}

/** What a prompt writes with the braces of something else, or with too few, and nobody fills. */
function* brokenIn(text: string, isKnown: (name: string) => boolean): Generator<Broken> {
  for (const { index: start, 0: written, 1: open = '', 2: name = '', 3: close } of text.matchAll(
    /(?<![{$])(\$\{|\{{1,2})([A-Za-z_]\w{0,99})(\}{1,2})?(?![\w[])/g,
  )) {
    const hint = `write "{{${name}}}"`
    if (open === '${' && close === '}' && isEnvironment(text, start, name)) {
      const message = `"${written}" is not filled in a prompt: the environment is no business of the model`
      yield { written, start, message, hint: isKnown(name) ? hint : 'write the words out' }
    } else if (isKnown(name) && (open === '{{' ? close !== '}}' : open === '{' && close !== undefined)) {
      yield { written, start, message: `"${written}" is not filled: a variable of the call stands in two braces`, hint }
    }
  }
}

/** Written like a name of the environment, and neither quoted nor spoken of: "in our templates ${NAME} stands for". */
function isEnvironment(text: string, start: number, name: string): boolean {
  const before = text.slice(Math.max(0, start - 100), start)
  const isSpokenOf = /[`"'“«]$|\b(?:templates?|placeholders?|vorlagen?|platzhalter|plantillas?|modèles?)\b[^\n]*$/i.test(before)
  return /^[A-Z][A-Z0-9_]*$/.test(name) && !isSpokenOf
}

/** Two braces for a value that the agent fills, which has one. */
function parameterHint(name: string, tool: HttpTool): string | undefined {
  const meant = parameterNamed(tool, name)?.name
  return meant === undefined ? undefined : `write "{${meant}}": "${meant}" is a parameter of the tool`
}
