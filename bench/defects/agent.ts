import { changed, type Defect, oneOf } from './defect.ts'

const agent = (kind: string, what: string, families: readonly string[], plant: Defect['plant']): Defect => {
  return { kind, what, families, level: 'meaning', plant }
}

/** agentDefects are planted in agents; their prompts stay as they were. */
export const agentDefects: readonly Defect[] = [
  agent(
    'agent with an unknown tool',
    'a misspelt tool',
    ['agent-'],
    oneOf(changed(/^( {2}\w+: \[.*)\b(check|cancel|create)(_\w+)/, '$1$2s$3'), changed(/^( {2}\w+: \[\w+?)([a-z])([a-z])([,\]].*)$/, '$1$3$2x$4')),
  ),
  agent('agent with an unknown tool', 'a tool of nobody', ['agent-'], changed(/^( {2}\w+: \[.*)\]$/, '$1, transfer_call]')),
  agent('agent with an unknown integration', 'a misspelt integration', ['agent-'], changed(/^( {2}\w+)(_\d{5}: \[)/, '$1s$2')),
  agent('agent with a tool twice', 'a tool twice in a list', ['tool-', 'agent-'], changed(/^( {2}\w+: \[)(\w+)(.*)\]$/, '$1$2$3, $2]')),
]
