import { Buffer } from 'node:buffer'
import { mayHoldEscapes, unescape, type Unescaped } from './unescape.ts'

/** Found is a stretch of a text that gives a secret away, and what to write in its place. */
export interface Found {
  readonly start: number
  readonly end: number
  readonly label: string
}

/** FindSecrets finds secrets however often a text was escaped, and put into base64 or hex, on the way; at the end of a cut text half a secret too. */
export type FindSecrets = (text: string, isCut?: boolean) => readonly Found[]

// Beyond what anybody does by accident. What a secret itself looks escaped with counts too.
const mostLayers = 6
const mostRuns = 3

/** finderOf makes a FindSecrets for values and their labels; values shorter than `shortest` are left alone. */
export function finderOf(secrets: readonly (readonly [value: string, label: string])[], shortest: number): FindSecrets {
  const labels = new Map<string, string>()
  for (const [value, label] of secrets) for (const form of formsOf(value)) if (form.length >= shortest && !labels.has(form)) labels.set(form, label)
  const needles = [...labels].toSorted(([left], [right]) => right.length - left.length)
  const least = Math.min(...needles.map(([form]) => form.length))
  return (text, isCut = false) => {
    if (needles.length === 0 || text.length < (isCut ? shortest : least)) return []
    if (!isCut && !mayHoldEscapes(text) && text.length < (least * 4) / 3) return []
    const search: Search = { needles, least, shortest, left: text.length * 8 + 4_000_000 }
    return apart(find({ text, isCut }, mostRuns, search))
  }
}

/** Stretch is what is looked through, and whether it was cut off at its end. */
interface Stretch {
  readonly text: string
  readonly isCut: boolean
}

interface Search {
  readonly needles: readonly (readonly [form: string, label: string])[]
  readonly least: number
  /** How much of a secret counts at the end of what was cut off. */
  readonly shortest: number
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

function find(stretch: Stretch, runs: number, search: Search): readonly Found[] {
  const found = throughLayers(stretch, runs, search)
  // Where one ends in a backslash, that escapes nothing.
  return search.needles.some(([form]) => form.endsWith('\\')) ? [...found, ...throughLayers(stretch, 0, search, { keepsSlashes: true })] : found
}

function throughLayers({ text, isCut }: Stretch, runs: number, search: Search, kinds?: { readonly keepsSlashes: boolean }): readonly Found[] {
  const found: Found[] = []
  const layers: Unescaped[] = []
  let view = text
  for (;;) {
    search.left -= view.length
    for (const each of plainly({ text: view, isCut }, search)) found.push(behind(each, layers))
    const bare = layers.length < mostLayers && search.left > 0 ? unescape(view, kinds) : undefined
    if (bare === undefined) break
    layers.push(bare)
    view = bare.text
  }
  // No letter of base64 is part of an escape: what is there at first is there at last.
  if (runs > 0) for (const each of packed({ text: view, isCut }, runs, search)) found.push(behind(each, layers))
  return found
}

/** The same stretch before layers were taken off. */
function behind({ start, end, label }: Found, layers: readonly Unescaped[]): Found {
  const [from, to] = layers.reduceRight(([first, last], layer) => [layer.startOf(first), layer.endOf(last)] as const, [start, end] as const)
  return { start: from, end: to, label }
}

function plainly({ text, isCut }: Stretch, { needles, shortest }: Search): readonly Found[] {
  const found: Found[] = []
  for (const [form, label] of needles)
    for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + form.length))
      found.push({ start, end: start + form.length, label })
  if (!isCut) return found
  const forms = needles.map(([form]) => form)
  const length = Math.max(
    ...[...endingsOf(text)].map((ending) => {
      const half = halfAtEnd(text.slice(0, Math.max(0, text.length - ending)), forms, shortest)
      return half === 0 ? 0 : ending + half
    }),
  )
  return length === 0 ? found : [...found, { start: text.length - length, end: text.length, label: '' }]
}

const halfEscape = /(?:%[0-9A-Fa-f]?|&#?[0-9A-Za-z]{0,8}|\\(?:u\{?[0-9A-Fa-f]{0,6}|x[0-9A-Fa-f]?)?)$/

/** How long what half an escape has left at the end of a text may be: what it looks like itself, of each layer, or the letter that it was taken for. */
function endingsOf(text: string): ReadonlySet<number> {
  const endings = new Set([0, 1])
  // What is added meanwhile is looked at as well.
  for (const ending of endings) {
    const half = halfEscape.exec(text.slice(Math.max(0, text.length - ending - 16), text.length - ending))?.[0] ?? ''
    if (half !== '' && endings.size < mostLayers * 4) endings.add(ending + half.length).add(ending + half.length + 1)
  }
  return endings
}

/** halfAtEnd is how much of one of the forms a text ends with, where that is at least so much. */
export function halfAtEnd(text: string, forms: readonly string[], least: number): number {
  let most = 0
  for (const form of forms)
    for (let length = Math.min(form.length - 1, text.length); length >= least && length > most; length -= 1)
      if (text.endsWith(form.slice(0, length))) most = length
  return most
}

// Broken over lines, as in letters and certificates; with its bytes set apart.
const base64 = /[A-Za-z0-9+/_-]{2,}(?:[ \t]*\r?\n[ \t]*[A-Za-z0-9+/_-]+)*(?:={1,2}|)/g
const hex = /(?:[0-9A-Fa-f]{2}[ :]?){4,}/g

function packed({ text, isCut }: Stretch, runs: number, search: Search): readonly Found[] {
  const found: Found[] = []
  // Half a byte may be left over.
  const isLast = (end: number): boolean => isCut && /^[0-9A-Fa-f]?\s*$/.test(text.slice(end))
  const least = (end: number): number => (isLast(end) ? search.shortest : search.least)
  for (const { 0: run, index } of text.matchAll(base64)) {
    const end = index + run.length
    if (run.length * 3 >= least(end) * 4) found.push(...inRun({ index, run, isCut: isLast(end) }, base64Way, runs, search))
  }
  for (const { 0: run, index } of text.matchAll(hex)) {
    const end = index + run.length
    if (run.length >= least(end) * 2) found.push(...inRun({ index, run, isCut: isLast(end) }, hexWay, runs, search))
  }
  return found
}

interface Run {
  readonly index: number
  readonly run: string
  readonly isCut: boolean
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
function inRun({ index, run, isCut }: Run, way: Way, runs: number, search: Search): readonly Found[] {
  const places = way.noise.test(run) ? placesIn(run, way.noise) : undefined
  const clean = places === undefined ? run : places.map((place) => run.charAt(place)).join('')
  const placeOf = (letter: number): number => index + (places === undefined ? letter : (places[letter] ?? run.length))
  const found: Found[] = []
  for (let phase = 0; phase < way.letters && phase < clean.length; phase += 1) {
    // What cannot be looked through is not shown.
    if (search.left < clean.length) return [{ start: index, end: index + run.length, label: '…' }]
    const bytes = Buffer.from(clean.slice(phase), way.encoding).toString('latin1')
    for (const { start, end, label } of inBytes({ text: bytes, isCut }, runs - 1, search)) {
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
function inBytes({ text: bytes, isCut }: Stretch, runs: number, search: Search): readonly Found[] {
  if (!control.test(bytes)) return find({ text: bytes, isCut }, runs, search)
  search.left -= bytes.length
  const found = [...plainly({ text: bytes, isCut }, search)]
  let start = 0
  for (const piece of bytes.split(new RegExp(`(${control.source})`))) {
    const isLast = isCut && start + piece.length === bytes.length
    if (piece.length >= (isLast ? search.shortest : Math.max(search.least, 8)) && !control.test(piece))
      for (const each of find({ text: piece, isCut: isLast }, runs, search))
        found.push({ start: start + each.start, end: start + each.end, label: each.label })
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
