import { expect, it } from 'vitest'
import { targetNames } from '../../src/bundle/targets/index.ts'
import { runIn } from '../world.ts'

it('the help of bundle names every target', async () => {
  const { out } = await runIn('.', ['bundle', '--help'])
  expect(out.replace(/\s+/g, ' ')).toContain(`--target <names> ${targetNames.join(', ')};`)
})
