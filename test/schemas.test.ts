import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as compiled from '../src/generated/fits.js'
import { createFiles } from '../src/node/files.ts'
import { parseYaml } from '../src/yaml/parse.ts'

const schemas = readdirSync('schemas').map((name) => ({
  name,
  schema: JSON.parse(readFileSync(join('schemas', name), 'utf8')) as Record<string, unknown>,
}))
const names: readonly string[] = schemas.map(({ name }) => name)

describe.each(schemas)('$name', ({ schema }) => {
  it('is a JSON Schema of 2020-12', () => {
    const ajv = new Ajv2020({ strict: false })
    expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true)
  })

  it('says of each key what it is for', () => {
    expect(undescribed(schema, '')).toEqual([])
  })
})

it('the six schemas of product are there', () => {
  expect(names).toEqual(expect.arrayContaining(['agent', 'bundle', 'integration', 'lock', 'project', 'report'].map((name) => `${name}.schema.json`)))
})

// It must accept and refuse what the published schema does; that the one which says why agrees with it is another test (check/shape.test.ts).
describe('the compiled schemas judge as the published schemas do', () => {
  const published = (shape: string): ValidateFunction =>
    new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(`schemas/${shape}.schema.json`, 'utf8')))
  const plain = { integration: published('integration'), agent: published('agent'), project: published('project'), lock: published('lock') }
  const files = ['test/examples', 'test/transcripts/clinic', 'integrations', 'agents', 'test/shapes'].flatMap(yamlFilesIn)

  it('on every file of the examples, and there are both kinds', async () => {
    const verdicts: boolean[] = []
    for (const path of files) {
      const data = await dataIn(path)
      if (data === undefined) continue
      const shape = shapeOf(path)
      expect(compiled[shape](data), path).toBe(plain[shape](data))
      verdicts.push(plain[shape](data))
    }
    expect(verdicts).toContain(true)
    expect(verdicts).toContain(false)
  })
})

function undescribed(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const found: string[] = []
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value as Record<string, object>)) {
        if (typeof inner === 'object' && !/\/allOf\//.test(path) && !('description' in inner) && !('$ref' in inner)) found.push(`${path}/${name}`)
      }
    }
    found.push(...undescribed(value, `${path}/${key}`))
  }
  return found
}

function yamlFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

async function dataIn(path: string): Promise<unknown> {
  const read = createFiles('.').read(path)
  const parsed = read.ok ? await parseYaml({ path, text: read.text }) : undefined
  return parsed?.ok === true ? parsed.root.data : undefined
}

function shapeOf(path: string): 'integration' | 'agent' | 'project' | 'lock' {
  if (path.endsWith('.lock.yaml')) return 'lock'
  if (basename(path) === 'diga.yaml') return 'project'
  return path.includes('/agents/') || path.startsWith('agents/') ? 'agent' : 'integration'
}
