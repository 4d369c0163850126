import { catalogue } from '../check/catalogue.ts'
import { type CodeInfo } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import examples from '../generated/code-examples.json' with { type: 'json' }
import { UsageError } from './usage-error.ts'

/** CodeExample is the example folder of a code: what was run there and what it printed. */
interface CodeExample {
  readonly command: string
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly output: string
}

/** Explained is all there is to know of a code, or the list of all codes. */
export type Explained = { readonly code: CodeInfo; readonly example: CodeExample | undefined } | { readonly codes: readonly CodeInfo[] }

/** explain tells what a code means, why it matters, and shows an example of it. */
export function explain(code: string | undefined): Explained {
  if (code === undefined) return { codes: catalogue() }
  const info = catalogue().find((candidate) => candidate.code === code)
  if (info === undefined)
    throw new UsageError(
      `there is no code "${code}"; ${
        didYouMean(
          code,
          catalogue().map((candidate) => candidate.code),
        ) ?? ''
      }`,
    )
  const all: Readonly<Record<string, CodeExample>> = examples
  return { code: info, example: all[code] }
}
