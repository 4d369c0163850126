import { blockEnd, changed, type Defect, lineOf, oneOf } from './defect.ts'

const yaml = (kind: string, what: string, plant: Defect['plant']): Defect => ({ kind, what, families: ['yaml-'], level: 'yaml', plant })

// A line with a key that stands below another key of its mapping.
const laterKey =
  /^( {4}(?:confirmation|pre_speech|execution_audio|timeout_seconds): | {6}(?:path|body): | {2}(?:token|username|password|name|value|client_id|client_secret): )/

const tooFarLeft = new RegExp(laterKey.source.replaceAll(/ \{(\d)\}/g, (_, width) => ` {${Number(width) - 1}}`).replace('^(', '^ ('))

/** yamlDefects are what no YAML parser takes. */
export const yamlDefects: readonly Defect[] = [
  yaml('unclosed quote', 'a double quote that is never closed', changed(/^( {4}(?:confirmation|description): )([^>|"].*)$/, '$1"$2')),
  yaml('unclosed quote', 'the end of a quoted text is missing', changed(/^( {4}  select: ".*)"$/, '$1')),
  yaml('unclosed quote', 'a single quote that is never closed', changed(/^( {8}pattern: '.*)'$/, '$1')),
  yaml('unclosed bracket', 'a [ that is never closed', changed(/^( {8}(?:enum|examples): \[.*)\]$/, '$1')),
  yaml('unclosed bracket', 'a { that is never closed', changed(/^( {6}(?:body|\w+): \{.*) \}$/, '$1')),
  yaml(
    'tab',
    'a tab before a key',
    oneOf(changed(/^ {4}((?:timeout_seconds|pre_speech|execution_audio): )/, '\t$1'), changed(/^ {6}(path: )/, '    \t$1')),
  ),
  yaml('indentation', 'a key one space too far left', changed(tooFarLeft, '$1')),
  yaml('indentation', 'a key one space too far right', changed(laterKey, ' $1')),
  yaml('colon in a plain text', 'a colon in a plain text', changed(/^( {4}description: [^>|"].*)\. Use it/, '$1: use it')),
  yaml('broken text', 'a quote that ends too early', changed(/^( {4}confirmation: )(\w+) (.*)$/, '$1"$2" $3')),
  yaml('broken text', 'a text that starts with @', changed(/^( {4}confirmation: )(.*)$/, '$1@caller: $2')),
  yaml('colon missing', 'no space after the colon', changed(/^( {4}(?:timeout_seconds|pre_speech|execution_audio):) (\w+)$/, '$1$2')),
  yaml('colon missing', 'no colon', changed(/^( {4}(?:request|response|parameters)):$/, '$1')),
  {
    kind: 'duplicate key',
    what: 'a key of a tool twice',
    families: ['yaml-'],
    level: 'yaml',
    plant: (lines, random) => {
      const index = lineOf(lines, /^ {4}(pre_speech|execution_audio|timeout_seconds|confirmation): /, random)
      if (index === undefined) return undefined
      const tool = lines.findLastIndex((line, at) => at < index && /^ {2}\w+:$/.test(line))
      // At the end of the tool, as when somebody adds a setting without looking.
      const end = lines.findLastIndex((line, at) => at < blockEnd(lines, tool) && line.trim() !== '')
      return { lines: lines.toSpliced(end + 1, 0, lines[index] ?? ''), line: end + 2 }
    },
  },
  {
    kind: 'duplicate tool',
    what: 'a tool twice',
    families: ['yaml-', 'tool-'],
    level: 'yaml',
    plant: (lines, random) => {
      const tools = lines.indexOf('tools:')
      const index = lineOf(lines.slice(tools), /^ {2}\w+:$/, random)
      if (tools < 0 || index === undefined) return undefined
      const body = lines.findLastIndex((line) => line.trim() !== '') + 1
      const copy = lines.slice(tools + index, blockEnd(lines, tools + index))
      return { lines: [...lines.slice(0, body), '', ...copy, ''], line: body + 2 }
    },
  },
]
