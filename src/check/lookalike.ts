// Letters of other scripts that look the same as a Latin one in common typefaces (Unicode confusables.txt 16, the exact twins only).
const twins: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аɑ',
    c: 'сϲ',
    d: 'ԁ',
    e: 'е',
    g: 'ɡ',
    h: 'һ',
    i: 'іι',
    j: 'јϳ',
    k: 'κ',
    l: 'ӏ',
    o: 'оοօ',
    p: 'рρ',
    q: 'ԛ',
    s: 'ѕ',
    u: 'υս',
    v: 'ѵν',
    w: 'ԝ',
    x: 'х',
    y: 'у',
    A: 'АΑ',
    B: 'ВΒ',
    C: 'СϹ',
    E: 'ЕΕ',
    H: 'НΗ',
    I: 'ІΙӀ',
    J: 'Ј',
    K: 'КΚ',
    M: 'МΜ',
    N: 'Ν',
    O: 'ОΟ',
    P: 'РΡ',
    S: 'Ѕ',
    T: 'ТΤ',
    X: 'ХΧ',
    Y: 'ҮΥ',
    Z: 'Ζ',
  }).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
)

const twin = new RegExp(`[${[...twins.keys()].join('')}]`, 'g')
// Full-width letters, and the alphabets for formulas.
const styledLetter = /[\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7ff}]/gu
// eslint-disable-next-line no-control-regex
const beyondAscii = /[^\u0000-\u007f]/

/** lookalikesFolded writes letters that look Latin as the Latin ones they look like. */
export function lookalikesFolded(text: string): string {
  if (!beyondAscii.test(text)) return text
  return text.replace(styledLetter, (letter) => letter.normalize('NFKC')).replace(twin, (letter) => twins.get(letter) ?? letter)
}

/** lookalikesIn lists the letters of a name that pass for Latin ones: all its letters look Latin, and not all of them are. */
export function lookalikesIn(name: string): readonly string[] {
  if (!beyondAscii.test(name)) return []
  const folded = lookalikesFolded(name)
  const letters = [...new Set([...name].filter((letter) => lookalikesFolded(letter) !== letter))]
  // A name in another script, such as one in Russian, holds letters that look like no Latin one.
  return letters.length > 0 && /[A-Za-z]/.test(name) && !/[^\p{Script=Latin}\P{L}]/u.test(folded) ? letters : []
}

/** posesAs says what a name passes for, and by which letter; undefined for a name that passes for nothing. */
export function posesAs(name: string): string | undefined {
  const [letter] = lookalikesIn(name)
  if (letter === undefined) return undefined
  return `passes for "${lookalikesFolded(name)}": "${letter}" is \\u{${letter.codePointAt(0)?.toString(16)}}`
}
