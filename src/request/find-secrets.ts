import { Buffer } from 'node:buffer'
import { mayHoldEscapes, unescape, type Unescaped } from './unescape.ts'

/** Found is a stretch of a text that gives a secret away, and what to write in its place. */
export interface Found {
  readonly start: number
  readonly end: number
  readonly label: string
}

/** FindSecrets finds secrets however often a text was escaped, and put into base64 or hex, on the way. */
export type FindSecrets = (text: string) => readonly Found[]

// Beyond what anybody does by accident. What a secret itself looks escaped with counts too.
const mostLayers = 6
const mostRuns = 3

/** finderOf makes a FindSecrets for values and their labels; values shorter than `shortest` are left alone. */
export function finderOf(secrets: readonly (readonly [value: string, label: string])[], shortest: number): FindSecrets {
  const labels = new Map<string, string>()
  for (const [value, label] of secrets) for (const form of formsOf(value)) if (form.length >= shortest && !labels.has(form)) labels.set(form, label)
  const needles = [...labels].toSorted(([left], [right]) => right.length - left.length)
  const least = Math.min(...needles.map(([form]) => form.length))
  return (text) => {
    if (needles.length === 0 || text.length < least) return []
    if (!mayHoldEscapes(text) && text.length < (least * 4) / 3) return []
    const search: Search = { needles, least, left: text.length * 8 + 4_000_000 }
    return apart(find(text, mostRuns, search))
  }
}

interface Search {
  readonly needles: readonly (readonly [form: string, label: string])[]
  readonly least: number
  /** How many letters may still be looked through: what is packed into itself over and over would take for ever. */
  left: number
}

/** A value with nothing done to it, once its own layers are taken off as those of the text are; as bytes are read, too. */
function formsOf(value: string): ReadonlySet<string> {
  const [utf8, little] = [Buffer.from(value, 'utf8'), Buffer.from(value, 'utf16le')]
  const big = Buffer.from(little).swap16()
  const wide = [little, big].map((bytes) => bytes.toString('latin1').replaceAll('\0', ''))
  const forms = new Set([value, utf8.toString('latin1'), ...wide])
  for (const form of forms) {
    let bare: string | undefined = form
    for (let layer = 0; layer < mostLayers && bare !== undefined; layer += 1) {
      forms.add(bare).add(bare.replaceAll(' ', '+'))
      bare = unescape(bare)?.text
    }
    if (forms.size > 100) break
  }
  return new Set([...forms].flatMap((form) => (form.length < 8 ? [form] : [form, form.toUpperCase(), form.toLowerCase()])))
}

function find(text: string, runs: number, search: Search): readonly Found[] {
  const found = throughLayers(text, runs, search)
  // Where one ends in a backslash, that escapes nothing.
  return search.needles.some(([form]) => form.endsWith('\\')) ? [...found, ...throughLayers(text, 0, search, { keepsSlashes: true })] : found
}

function throughLayers(text: string, runs: number, search: Search, kinds?: { readonly keepsSlashes: boolean }): readonly Found[] {
  const found: Found[] = []
  const layers: Unescaped[] = []
  let view = text
  for (;;) {
    search.left -= view.length
    for (const each of plainly(view, search)) found.push(behind(each, layers))
    const bare = layers.length < mostLayers && search.left > 0 ? unescape(view, kinds) : undefined
    if (bare === undefined) break
    layers.push(bare)
    view = bare.text
  }
  // No letter of base64 is part of an escape: what is there at first is there at last.
  if (runs > 0) for (const each of packed(view, runs, search)) found.push(behind(each, layers))
  return found
}

/** The same stretch before layers were taken off. */
function behind({ start, end, label }: Found, layers: readonly Unescaped[]): Found {
  const [from, to] = layers.reduceRight(([first, last], layer) => [layer.startOf(first), layer.endOf(last)] as const, [start, end] as const)
  return { start: from, end: to, label }
}

function plainly(text: string, { needles }: Search): readonly Found[] {
  const found: Found[] = []
  for (const [form, label] of needles)
    for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + form.length))
      found.push({ start, end: start + form.length, label })
  return found
}

// Broken over lines, as in letters and certificates; with its bytes set apart.
const base64 = /[A-Za-z0-9+/_-]{2,}(?:[ \t]*\r?\n[ \t]*[A-Za-z0-9+/_-]+)*(?:={1,2}|)/g
const hex = /(?:[0-9A-Fa-f]{2}[ :]?){4,}/g

function packed(text: string, runs: number, search: Search): readonly Found[] {
  const found: Found[] = []
  for (const { 0: run, index } of text.matchAll(base64))
    if (run.length * 3 >= search.least * 4) found.push(...inRun({ text, index, run }, base64Way, runs, search))
  for (const { 0: run, index } of text.matchAll(hex))
    if (run.length >= search.least * 2) found.push(...inRun({ text, index, run }, hexWay, runs, search))
  return found
}

interface Run {
  readonly text: string
  readonly index: number
  readonly run: string
}

interface Way {
  readonly noise: RegExp
  /** How many letters make how many bytes. */
  readonly letters: number
  readonly bytes: number
  readonly encoding: 'base64' | 'hex'
}

const base64Way: Way = { noise: /[^A-Za-z0-9+/_-]/, letters: 4, bytes: 3, encoding: 'base64' }
const hexWay: Way = { noise: /[ :]/, letters: 2, bytes: 1, encoding: 'hex' }

/** Where the run begins is not known: what stands before it may look like a part of it. */
function inRun({ index, run }: Run, way: Way, runs: number, search: Search): readonly Found[] {
  const places = way.noise.test(run) ? placesIn(run, way.noise) : undefined
  const clean = places === undefined ? run : places.map((place) => run.charAt(place)).join('')
  const placeOf = (letter: number): number => index + (places === undefined ? letter : (places[letter] ?? run.length))
  const found: Found[] = []
  for (let phase = 0; phase < way.letters && phase < clean.length; phase += 1) {
    // What cannot be looked through is not shown.
    if (search.left < clean.length) return [{ start: index, end: index + run.length, label: '…' }]
    const bytes = Buffer.from(clean.slice(phase), way.encoding).toString('latin1')
    for (const { start, end, label } of inBytes(bytes, runs - 1, search)) {
      const last = phase + Math.ceil((end * way.letters) / way.bytes)
      const isAtEnd = last >= clean.length
      found.push({
        start: placeOf(phase + Math.floor((start * way.letters) / way.bytes)),
        end: isAtEnd ? index + run.length : placeOf(last - 1) + 1,
        label,
      })
    }
  }
  return found
}

function placesIn(run: string, noise: RegExp): readonly number[] {
  const places: number[] = []
  for (let place = 0; place < run.length; place += 1) if (!noise.test(run.charAt(place))) places.push(place)
  return places
}

// eslint-disable-next-line no-control-regex
const control = /[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]+/

/** Bytes that are no text, such as those of a picture, are only looked through as they are. */
function inBytes(bytes: string, runs: number, search: Search): readonly Found[] {
  if (!control.test(bytes)) return find(bytes, runs, search)
  search.left -= bytes.length
  const found = [...plainly(bytes, search)]
  let start = 0
  for (const piece of bytes.split(new RegExp(`(${control.source})`))) {
    if (piece.length >= Math.max(search.least, 8) && !control.test(piece))
      for (const each of find(piece, runs, search)) found.push({ start: start + each.start, end: start + each.end, label: each.label })
    start += piece.length
  }
  return found
}

/** Stretches that touch one another become one, under the name of the longest. */
function apart(found: readonly Found[]): readonly Found[] {
  const done: Found[] = []
  for (const each of found.toSorted((left, right) => left.start - right.start || right.end - left.end)) {
    const last = done.at(-1)
    if (last === undefined || each.start >= last.end) done.push(each)
    else {
      const longest = each.end - each.start > last.end - last.start ? each : last
      done[done.length - 1] = { start: last.start, end: Math.max(last.end, each.end), label: longest.label }
    }
  }
  return done
}
