import { mkdirSync, writeFileSync } from 'node:fs'
import { codeExamples } from './code-examples.ts'
import { fitsModule } from './fits.ts'
import { publishedModule } from './published.ts'

// What is made from the schemas and the example folders, before anything is built or tested.
const folder = new URL('../src/generated/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('fits.js', folder), fitsModule())
writeFileSync(
  new URL('fits.d.ts', folder),
  `type Fits = (data: unknown) => boolean
export declare const integration: Fits
export declare const agent: Fits
export declare const project: Fits
export declare const lock: Fits
/** The same for what is asked of a clean file. */
export declare const fitsCredentials: Fits
export declare const fitsExample: Fits
/** The same for the parts of a schema by their names in its $defs. */
type Parts = () => Readonly<Record<string, Fits>>
export declare const integrationParts: Parts
export declare const agentParts: Parts
export declare const projectParts: Parts
export declare const lockParts: Parts
`,
)
writeFileSync(new URL('published.js', folder), publishedModule())
writeFileSync(
  new URL('published.d.ts', folder),
  `export declare const integration: object
export declare const agent: object
export declare const project: object
export declare const lock: object
`,
)
writeFileSync(new URL('code-examples.json', folder), `${JSON.stringify(codeExamples(), null, 2)}\n`)
