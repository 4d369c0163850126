/** MeantVariable is a variable of the environment, written as something else writes it. */
export interface MeantVariable {
  readonly name: string
  /** What is wrong with the writing, behind the writing itself. */
  readonly trouble: string
  /** The writing as it may be shown: without a default, which may be a secret. */
  readonly shown: string
  /** Whether something stands in it that may be a secret. */
  readonly isSecret: boolean
}

const scheme = /^(?:Bearer|Basic|Token|ApiKey|Api-Key) +/i

// In capitals only: a password may start with a dollar sign too, and is never quoted.
const dollar = /^\$\{?([A-Z][A-Z0-9_]*)\}?$/
// As shells, CI services, programs and templates write them.
const writings = [
  /^\$?\{\{?\s*(?:secrets|env|vars|process\.env)\.([A-Za-z_]\w*)\s*\}?\}$/,
  /^\$\{\s*(?:env[.:])?\s*([A-Za-z_]\w*)\s*\}$/,
  /^%([A-Z][A-Z0-9_]*)%$/,
  /^\$?(?:process\.env|env|ENV|secrets)[.:]([A-Za-z_]\w*)$/,
  /^(?:process\.env|env|ENV|os\.environ|secrets)\[\s*["']?([A-Za-z_]\w*)["']?\s*\]$/,
  /^(?:os\.)?(?:getenv|env)\(\s*["']?([A-Za-z_]\w*)["']?\s*\)$/,
]
const whole = /^\$\{([^{}]*)\}$/
// Every part of it a word, and one of them says what it is for: what is drawn by lot has neither.
const bare =
  /^(?=[A-Z0-9_]{3,48}$)(?=(?:.*_)?(?:TOKEN|KEY|SECRET|PASSWORD|PASSWD|PASS|PWD|AUTH|PAT|CREDENTIALS?|USER|USERNAME|LOGIN|APIKEY)\d?(?:_|$))[A-Z]{2,16}\d?(?:_[A-Z]{1,16}\d?){1,5}$/

/** meantVariable finds the variable that a value must have meant which is no placeholder of ours, or undefined. */
export function meantVariable(text: string): MeantVariable | undefined {
  const written = text.replace(scheme, '').trim()
  const open = { shown: written, isSecret: false }
  const name = dollar.exec(written)?.[1] ?? firstOf(writings, written)
  if (name !== undefined) return { ...open, name, trouble: 'is no placeholder' }
  if (bare.test(written)) return { ...open, name: written, trouble: 'is the name of a variable, and would be sent as it stands' }
  const inside = whole.exec(written)?.[1]
  return inside === undefined ? undefined : oddName(inside)
}

function firstOf(expressions: readonly RegExp[], text: string): string | undefined {
  for (const expression of expressions) {
    const name = expression.exec(text)?.[1]
    if (name !== undefined) return name
  }
  return undefined
}

/** oddName judges what stands between the braces of `${…}` where that is no name: a default, or a name with other characters. */
export function oddName(inside: string): MeantVariable | undefined {
  const [, name, rest = ''] = /^\s*([A-Za-z_]\w*)(.*)$/s.exec(inside) ?? []
  if (name === undefined || rest.trim() === '') return undefined
  const sign = /^:?[-=?+]|^:/.exec(rest)?.[0]
  const isWord = /^[\w.-]+$/.test(rest) && !(sign !== undefined && /^[a-z]|\d{3}/.test(rest.slice(sign.length)))
  if (isWord && !rest.startsWith(':')) {
    return {
      name: (name + rest).replace(/\W+/g, '_'),
      shown: `\${${inside}}`,
      trouble: 'is no placeholder: a name holds letters, digits and _ only',
      isSecret: false,
    }
  }
  if (sign === undefined) return undefined
  const shown = `\${${name}${sign}…}`
  return { name, shown, trouble: 'is no placeholder: a variable has no default here', isSecret: true }
}

/** hasOddVariable tells whether a text holds `${…}` with more between the braces than a name. */
export function hasOddVariable(text: string): boolean {
  if (!text.includes('${')) return false
  for (const [, inside = ''] of text.matchAll(/\$\{([^{}]*)\}/g)) if (oddName(inside) !== undefined) return true
  return false
}

const emptyForm = /^(?:<[^<>]{1,48}>|\[[a-z _-]{3,40}\]|x{3,}|\*{3,}|\.{3}|…|TODO|TBD|FIXME)$/i
const yours = /^(?:your|insert|enter|paste|replace)(?:[ _-]+[a-z]{1,16}){1,6}$/i

/** isUnfilled tells whether a value stands for a secret that nobody has filled in: `<your token>`. */
export function isUnfilled(text: string): boolean {
  const value = text.replace(scheme, '').trim()
  return emptyForm.test(value) || yours.test(value)
}

/** variableFor makes up a name for a secret of an integration, so that two files do not end up sharing one. */
export function variableFor(integration: string, key: string): string {
  const words = (text: string): string =>
    text
      .replace(/[^A-Za-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .toUpperCase()
  const prefix = words(integration).replace(/^(?=\d)/, '_')
  const plain = words(key).replace(/^X_(?=.)/, '')
  const own = usual.get(plain) ?? plain
  return own === prefix || own.startsWith(`${prefix}_`) || prefix === '' ? own : `${prefix}_${own}`
}

const usual: ReadonlyMap<string, string> = new Map([
  ['AUTHORIZATION', 'TOKEN'],
  ['PROXY_AUTHORIZATION', 'PROXY_TOKEN'],
  ['VALUE', 'API_KEY'],
  ['BASE_URL', 'URL'],
])
