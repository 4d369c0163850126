import { pick, type Random } from '../../bench/random.ts'

/** snippet makes a text up. Most are well built of odd things, about a half of them are YAML. */
export function snippet(random: Random): string {
  const end = pick(random, ['\n', '\n', '\n', '\n', '', '\n\n', '\n  '])
  const lines = random() < 0.03 ? [flow(random, 0)] : block(random, '', 0)
  return lines.join(random() < 0.1 ? '\r\n' : '\n') + end
}

function block(random: Random, indent: string, depth: number): readonly string[] {
  const makeEntry = random() < 0.3 ? item : pair
  return Array.from({ length: pick(random, [1, 2, 2, 3]) }, () => [
    ...(random() < 0.1 ? [aside(random)] : []),
    ...makeEntry(random, indent, depth),
  ]).flat()
}

function aside(random: Random): string {
  return pick(random, ['', '', '  ', '      ', '# why', '  # why', '      # why'])
}

function item(random: Random, indent: string, depth: number): readonly string[] {
  const dash = `-${pick(random, [' ', ' ', ' ', '  ', '   '])}`
  if (depth > 3 || random() < 0.6) return inline(random, `${indent}${dash}`, indent)
  if (random() < 0.2) return [`${indent}-${pick(random, ['', ' ', ' # why'])}`, ...block(random, deeper(random, indent), depth + 1)]
  const [first = '', ...more] = block(random, indent + ' '.repeat(dash.length), depth + 1)
  return [`${indent}${dash}${first.trimStart()}`, ...more]
}

function pair(random: Random, indent: string, depth: number): readonly string[] {
  const start = `${indent}${random() < 0.1 ? pick(random, odd) : key(random)}:`
  if (depth > 3 || random() < 0.6) return inline(random, `${start} `, indent)
  return [start + pick(random, ['', '', ' ', ' # why']), ...block(random, deeper(random, indent), depth + 1)]
}

function key(random: Random): string {
  const name = `k${Math.floor(random() * 40)}`
  return pick(random, [name, name, `key ${name}`, `"${name}"`, `'${name}'`])
}

function deeper(random: Random, indent: string): string {
  return indent + ' '.repeat(pick(random, [2, 2, 2, 4, 1, 0, 0]))
}

/** What stands behind a dash or a colon, and the lines below that belong to it. */
function inline(random: Random, start: string, indent: string): readonly string[] {
  if (random() < 0.15) return [start + pick(random, ['|', '>', '|-', '>-', '|+', '>+', '> # why']), ...blockText(random, indent)]
  const value = random() < 0.3 ? flow(random, 0) : scalar(random)
  const [first = '', ...more] = value.split('\n').map((line, index) => (index === 0 ? line : `${indent}  ${line}`))
  return [start + first, ...more.slice(0, -1), ...more.slice(-1).map((line) => line + pick(random, ['', '', ' # why']))]
}

function blockText(random: Random, indent: string): readonly string[] {
  const inner = indent + ' '.repeat(pick(random, [1, 2, 2, 2, 4]))
  return Array.from({ length: pick(random, [1, 1, 2, 3, 4, 5]) }, (_, index) => {
    if (random() < 0.03) return indent + pick(random, ['---', '\t', '\u0085', 'x', '# why', '  '])
    const line = index === 0 && random() < 0.8 ? 'first' : pick(random, blockLines)
    return line === '' && random() < 0.7 ? '' : inner + line
  })
}

const blockLines = ['some text', 'more text', 'a: b', '- a', '# none', '  further in', ' in', '', '', '', '"', '{', 'é', '  '] as const

function flow(random: Random, depth: number): string {
  const isList = random() < 0.5
  const entries = Array.from({ length: pick(random, [0, 1, 1, 2, 3]) }, () => {
    const value = depth < 3 && random() < 0.3 ? flow(random, depth + 1) : scalar(random)
    // A few pairs in brackets and a few values alone in braces.
    if (isList === random() < 0.95) return gap(random) + value + gap(random)
    return gap(random) + (random() < 0.1 ? scalar(random) : key(random)) + pick(random, [': ', ': ', ':', ' : ', ':\n']) + value + gap(random)
  })
  const text = entries.join(',') + (random() < 0.1 ? ',' : '')
  const lines = isList ? `[${text}]` : `{${text}}`
  return random() < 0.7 ? lines.replaceAll(/(?: # why)?\n+/g, ' ') : lines
}

function gap(random: Random): string {
  return pick(random, ['', '', ' ', ' ', ' ', '\n', ' # why\n', '\n\n'])
}

function scalar(random: Random): string {
  return random() < 0.25 ? pick(random, odd) : pick(random, plainer)
}

const plainer = [
  ...['a', 'two words', '1', '-2', '3.5', 'true', 'null', '~', '"x"', '"a: b"', '"\\"\\n"', "'y'", "'it''s'", '1.2.3', '2026-11-23', 'a-b'],
  ...['http://x', 'a#b', 'é'],
] as const satisfies readonly [string, ...string[]]

const odd = [
  ...['a', 'Two words', "the caller's", 'x: y', 'x:y', 'x:', ':x', '- x', '-x', '--- x', '...', '.', '?', '? x', 'a # b', 'a#b', '#a', 'a, b'],
  ...['{a}', '[a]', '${A}', 'a]', 'true', 'True', 'TRUE', 'tRUE', 'false', 'False', 'no', 'on', 'y', '~', '~a', 'null', 'Null', 'NULL', 'nULL'],
  ...['nil', '', '""', "''", '<<', '=', '__proto__', '0', '-0', '+1', '12', '0123', '-012', '0o17', '0o8', '0x1F', '0xg', '0b1', '1_000'],
  ...['1e3', '1E+2', '1e400', '1.', '.5', '1.50', '-1.5', '-0.0', '+.5', '1.2.3', '.inf', '-.INF', '.nan', '.NaN', '-.nan', '123456789012345'],
  ...['1234567890123456789', '0.1234567890123456789', '2026-11-23', '10:30', '-', '--', '+', '-.', '- -', '"a"', '"a\\"b"', '"\\u00e9\\n"'],
  ...['"\\x41"', '"\\/"', '"\\ud83d"', '"\\q"', '"a', '"a" b', '"a"#', "'a'", "'a''b'", "'a", "'a' b", '"#"', '": "', "'{'", '"  "', '|', '>'],
  ...['|-', '>+', '|2', '|-2', '>-  # why', '|#', '| a', '&a', '&a b', '*a', '!a b', '!!str 1', '%a', '@a', '`a`', '\u00e9', '🚲', '\u00a0'],
  ...['\u2028', '\ud83d', '[]', '{}', '[a, b]', '{a: b}', '{a: b, c: [d, "e"]}', '{"a":b}', '{a:b}', '{a: b,}', '[a,]', '[,]', '[a b, c: d]'],
  ...['{a}', '{a: }', '[[a], {b: c}]', '[a # b', '{ a: b }#', 'constructor', 'toString', 'a  ', ' a', 'a\tb', '\ta', 'a\r', '\u0085', '\ufeff'],
  ...['\u007f', '%YAML 1.2', '>a', 'a|b', '!', '&', '*', '@', '|>', 'a: |'],
] as const satisfies readonly [string, ...string[]]
