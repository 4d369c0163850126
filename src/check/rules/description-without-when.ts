import { toolsOfAgent } from '../../model/project.ts'
import { lettered } from '../../text/lettered.ts'
import { saysWhenPlainly } from '../says-when.ts'
import { defineRule } from '../rule.ts'

export const descriptionWithoutWhen = defineRule({
  code: 'description-without-when',
  on: 'agent',
  severity: 'note',
  title: 'A description does not say when to use the tool',
  why: 'A model that knows what a tool does, and not when, calls it too early, too late, or not at all.',
  check(agent, report, project) {
    for (const tool of toolsOfAgent(project, agent)) {
      // The words of an MCP server are not ours to mend; what it asks of us stands in the prompt.
      if (tool.type !== 'http' || saysWhenPlainly(tool.description)) continue
      if (saysWhen(tool.description).test(tool.description) || !inKnownLanguage(tool.description).test(tool.description)) continue
      report({
        message: `the description of tool "${tool.name}" says what it does, and not when to use it`,
        span: tool.http.at.value('description'),
        hint: 'add a sentence such as "Use it when the caller asks …", or "Only after …"',
      })
    }
  },
})

// Moments, conditions and orders, in the languages that these files are mostly written in.
const saysWhen = lettered(
  "(?<![\\p{L}])(?:when|whenever|if|after|before|once|only|use|used|using|call|until|unless|first|then|soon|during|while|asks?|wants?|needs?|cannot|can't|never|always|must|for callers|cuando|si|después|antes|tras|solo|sólo|usar|usa|úsal[ao]s?|utiliza|utilízal[ao]s?|llama|llámal[ao]|pide|pregunta|quiere|para|wenn|falls|nach|nachdem|bevor|vor|nur|sobald|erst|nutzen?|verwenden?|aufrufen|fragt|möchte|will|quand|lorsque|après|avant|seulement|dès|utilise[rz]?|demande|veut|pour|quan|després|abans|només|usa-ho|fes|demana|vol|per|quando|se|depois|só|dopo|prima|als|zodra|wanneer|alleen|gebruik|en cuanto|chiede|vuole|usar[el]?)(?![\\p{L}])",
  'i',
)

// Words that hardly a sentence of these languages does without; in another language nothing is said.
const inKnownLanguage = lettered(
  '(?<![\\p{L}])(?:the|an?|of|to|el|la|los|las|una?|del?|der|die|das|ein|eine|einen|des|dem|den|le|les|une?|du|els|uns|il|gli|o|os|as|um|uma|do|da)(?![\\p{L}])',
  'i',
)
