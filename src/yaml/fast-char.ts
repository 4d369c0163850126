/** The line feed: ends each line. */
export const lineFeed = 10
/** The space: indents, and parts one thing from another. */
export const space = 32
/** `"`: encloses a text with escapes. */
export const doubleQuote = 34
/** `#`: starts a comment behind a space. */
export const hash = 35
/** `'`: encloses a text without escapes. */
export const singleQuote = 39
/** `+`: keeps the last lines of a block scalar. */
export const plus = 43
/** `,`: parts the entries in brackets. */
export const comma = 44
/** `-`: starts an item, and strips the last lines of a block scalar. */
export const dash = 45
/** `.`: starts the mark of a document's end, and some numbers. */
export const dot = 46
/** `:`: ends a key. */
export const colon = 58
/** `<`: twice, the key that merges another mapping. */
export const lessThan = 60
/** `>`: starts a folded scalar. */
export const greater = 62
/** `@`: begins nothing. */
export const at = 64
/** `[`: starts a sequence. */
export const openBracket = 91
/** The backslash: starts an escape. */
export const backslash = 92
/** `]`: ends a sequence. */
export const closeBracket = 93
/** `_`: is part of names. */
export const underscore = 95
/** The back-tick: begins nothing. */
export const backtick = 96
/** `{`: starts a mapping. */
export const openBrace = 123
/** `|`: starts a literal scalar. */
export const bar = 124
/** `}`: ends a mapping. */
export const closeBrace = 125
