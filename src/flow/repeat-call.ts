import { readArguments } from '../request/arguments.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import type { FoundExample } from './find-examples.ts'

/** repeatCall is the words that call by hand what an example calls: `integration/tool key=value…`. */
export function repeatCall({ integration, toolName, example, tool }: FoundExample): readonly string[] {
  const target = `${integration.name}/${toolName}`
  const schema = 'name' in tool ? tool.inputSchema : {}
  const words = Object.entries(example.arguments).map(([key, value]) => {
    const plain = `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`
    return [plain, `${key}:=${JSON.stringify(value)}`].find((word) => isRead(word, { [key]: value }, schema))
  })
  // A name with a dot or a colon in it is no key of a word.
  const areWords = words.every((word) => word !== undefined)
  return areWords ? [target, ...words] : [target, '--args', JSON.stringify(example.arguments)]
}

/** Whether a word means a value is for its reader to say. */
function isRead(word: string, meant: Readonly<Record<string, unknown>>, schema: Parameters<typeof readArguments>[2]): boolean {
  const read = readArguments([word], {}, schema)
  return read.ok && canonicalJson(read.value) === canonicalJson(meant)
}
