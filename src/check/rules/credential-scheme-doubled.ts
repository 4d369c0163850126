import { defineRule } from '../rule.ts'

const scheme = /^(?:bearer|basic|token|apikey|api-key|key|oauth)\s+(?=\S)/i

export const credentialSchemeDoubled = defineRule({
  code: 'credential-scheme-doubled',
  on: 'integration',
  about: 'credentials',
  severity: 'error',
  title: 'A credential repeats its scheme',
  why: 'The scheme is written in front of it when it is sent ("Bearer Bearer ..."), and every call would be refused.',
  check({ credentials, at }, report) {
    if (credentials.type !== 'bearer' && credentials.type !== 'basic') return
    const texts = credentials.type === 'bearer' ? { token: credentials.token } : { username: credentials.username, password: credentials.password }
    for (const [key, text] of Object.entries(texts)) {
      const found = scheme.exec(text)?.[0]
      // A secret in plain text is told as that.
      if (found === undefined || !text.includes('${')) continue
      const word = found.trim()
      const isSame = word.toLowerCase() === credentials.type
      const span = at.within(found, 'credentials', key)
      report({
        message: isSame
          ? `"${word}" stands in front of the ${key} already when it is sent`
          : `"${word}" is another scheme than ${credentials.type}, which stands in front of the ${key} when it is sent`,
        span,
        hint: isSame ? `take "${word}" away` : 'write credentials: { type: headers, headers: { Authorization: ... } } for a scheme of its own',
        ...(isSame && span.end - span.start === found.length ? { fix: { span, text: '' } } : {}),
      })
    }
  },
})
