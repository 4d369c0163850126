import { mkdirSync, writeFileSync } from 'node:fs'
import { codeExamples } from './code-examples.ts'
import { fitsModule } from './fits.ts'
import { validatorsModule } from './validators.ts'

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
`,
)
writeFileSync(new URL('validators.js', folder), validatorsModule())
writeFileSync(
  new URL('validators.d.ts', folder),
  `import type { ErrorObject } from 'ajv'
type Validator = ((data: unknown) => boolean) & { errors?: readonly ErrorObject[] | null }
export declare const integration: Validator
export declare const agent: Validator
export declare const project: Validator
export declare const lock: Validator
`,
)
writeFileSync(new URL('code-examples.json', folder), `${JSON.stringify(codeExamples(), null, 2)}\n`)
