/** Texts that parseFast reads. */
export const read: readonly string[] = [
  ...['a: b', 'a: b\n', '# c\n\n  # d\na: b # e\n\n# f\n', 'a:b: c', 'a : b', 'a: b#c', 'a:    b  \n', '"a": b', "'a''b' : c"],
  ...['"a\\"\\n\\u00e9": b', 'a: é🚲\u00a0\u2028', 'a:\n  b: c\n  d:\n    e: f\ng: h', 'a:\n b: c\n d: e', 'a:\nb:\n', 'a:\n\n\n  b: c'],
  ...['a: # d\n  b: c', 'a:\n# d\n  b: c\n      # e\n  f: g', 'a:\n  b', 'a:\n  "b"', '- a\n- b', '-\n-  \n- # c\n- a', '- a: b\n  c: d\n- e: f'],
  ...['-   a: b\n    c: d', '- - a\n  - b\n- c', '- -\n  - b', '-\n  a: b', '-\n  - a', '- "a": b\n  c: d', 'a:\n- b\n- c\nd: e'],
  ...['a:\n  - b\n  -   c\nd: e', '- a:\n  - b\n  c:\n- d', 'a:\n- b: c\n  d: e\n\n-\n  f: g\nh: i', 'a:\n- - b', '- a:\n    b: c\n  d: e'],
  ...['a: []', 'a: {}', 'a: [b, c d, "e", \'f\', 1, ~]', 'a: { b: c, d: [e, { f: g }], }', 'a: {"b":c,"d" :e}', 'a: {b: [c],d: -1}'],
  ...['a: [ b ]  # c', '- [a, b]\n- {c: d}', '- - [a]', 'a: [\n  b, # c\n  d\n\n  ]', 'a: {\n  b:\n    c,\n # d\n  e: f }\ng: h'],
  ...['a: [b\n # c\n , d]', 'a: [b:c, d#e, f:g]', 'a:\n  [b, c]', 'a: {404: b, ~: c, True: d}', 'a: |\n  b\n', 'a: |\n  b'],
  ...['a: |-\n  b\n    c\n\n  d\n\ne: f', 'a: |+\n  b\n\n\nc: d', 'a: >\n  b\n  c\n\n  d\n', 'a: >\n\n  b\n   c\n  d\n\n   e\n\n\n  f\n'],
  ...['a: >-  # b\n  c\n# d\n', '- |\n a\n- >+\n  b\n\n- c', '- a: |\n    b\n  c: d', 'a: |\n  # b\n  c: d\n # e\nf: g', 'a: |\n  b\n     \n  c'],
  ...['a: >\n  b\n     \n  c', 'a: |\n  b\n \n  c', 'a:\n- |\n b\n', 'a: null\nb: Null\nc: NULL\nd: nULL\ne: ~\nf: ~g\ng: ""'],
  ...['a: true\nb: True\nc: TRUE\nd: tRUE\ne: yes\nf: on\ng: false\nh: False\ni: FALSE', 'a: 0\nb: -0\nc: -0.0\nd: 0123\ne: 1.50'],
  ...['a: 999999999999999\nb: 0.1\nc: -123.456'],
  ...['a: 0b1\nb: 1_000\nc: 1.2.3\nd: 2026-11-23\ne: 10:30\nf: 0x\ng: 0o8\nh: 1e\ni: .\nj: -.\nk: +\nl: 1e400x', 'a: -b\nc: .d'],
  ...['a: b\r\nc:\r\n  - d\r\n', 'a: |\r\n  b\r\n\r\n  c\r\n', 'a: "b # c: d"', "a: '# b: c'", 'a: ${B}/v1', "a: the caller's", 'a: "\\ud83d"'],
  ...['a: <b>c</b>'],
]

/** Texts that parseFast leaves to js-yaml: what is no YAML, and what is not worth the code. */
export const left: readonly string[] = [
  ...['', '\n', '# a', '~', 'null', 'a', '"a"', '1', '[a]', '{a: b}', '|\n  a', ' a: b', '\n a: b', '---\na: b', '--- a: b', 'a: b\n---\n'],
  ...['a: b\n...\n', '%YAML 1.2\n---\na: b', '---a: b', '...: a', 'a: &b c', 'a: *b', 'a: !!str b', 'a: ! b', '&a b: c', '? a\n: b', 'a: ?b'],
  ...['a: ? b', ': a', 'a: :b', '[a]: b', '{a: b}: c', '<<: a', '"<<": a', '__proto__: a', 'a: {__proto__: b}', 'toString: a', 'a: b\na: c'],
  ...['a: b\n"a": c', '1: a\n01: b', 'a: {b: c, b: d}', 'a:\n  b: c\n  b:', '~: a\nnull: b', `${'a'.repeat(1025)}: b`, 'a: b\n  c'],
  ...['a: b\n  c: d', 'a: b\n c', '- a\n b', 'a: "b\n  c"', "a: 'b\n  c'", 'a: b: c', 'a: b:', 'a: - b', 'a: -', 'a: --- b', 'a: "b" c'],
  ...['a: "b"#c', 'a: [b] c', 'a: [b]#c', 'a: [b]: c', '- [a] - b', 'a:\n - b\n- c', 'a:\n  - b\n c: d', '- a\nb: c', 'a:\n    b: c\n  d: e'],
  ...['a: "b', "a: 'b", 'a: "b\\', "a: '", 'a: "', 'a: [b', 'a: {b', 'a: [b,', 'a: [', 'a: [b\nc]', 'a: [\nb]', 'a: [b\n]', '- [a,\nb]'],
  ...['a: [b c\n d]', 'a: [,]', 'a: [b,,c]', 'a: [b: c]', 'a: ["b": c]', 'a: {b}', 'a: {b, c: d}', 'a: {b: }', 'a: {b:}', 'a: {b: ,c: d}'],
  ...['a: {"b"}', 'a: {b\n: c}', 'a: [#b]', 'a: [b]]', 'a: {b: c]', 'a: [- b]', 'a: [-]', 'a: [?b]', 'a: [&b c]', 'a: [*b]', 'a: [!b c]'],
  ...['a: [|]', 'a: {b: $C{d}}', 'a: |2\n  b', 'a: |-2\n  b', 'a: |--\n  b', 'a: | b\n  c', 'a: |#b\n  c', 'a: |\nb: c', 'a: |\n', 'a: |'],
  ...['a: |\n   \n  b', 'a: |\n  b\n  ', 'a: |+\n  b\n ', 'a:\n  |\n  b', 'a: |\n  b\n c', '- |\na', '- - |\n  a', 'a: +1', 'a: 1e3', 'a: 1.'],
  ...['a: .5', 'a: 0o17', 'a: 0x1F', 'a: .inf', 'a: -.INF', 'a: .nan', 'a: 1e400', 'a: 1234567890123456', 'a: "\\x41"', 'a: "\\U0001F600"'],
  ...['a: "\\q"', 'a: "\\u12"', 'a: "\\ b"', '.5: a', '-1: a', 'a: %b', 'a: @b', 'a: `b`', 'a: >b', 'a: |b', 'a: ,b', 'a: ]b', 'a: }b', 'a:\tb'],
  ...['a: b\tc', '\ta: b', 'a: b\rc: d', 'a: b\r', '\ufeffa: b', 'a: \u0085', 'a: \u0000', 'a: \u007f', 'a: \ud83d', 'a: \uffff', 'a: b '],
]
