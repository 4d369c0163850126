// The usual stack, as most such tools start out: ESM, commander, chalk, yaml, ajv compiling the schema at each start.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import chalk from 'chalk'
import { program } from 'commander'
import { parse } from 'yaml'

program
  .command('validate')
  .argument('<folder>')
  .requiredOption('--schema <path>')
  .action((folder, { schema }) => {
    const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false })
    const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')))
    let failed = 0
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.yaml')) continue
      if (validate(parse(readFileSync(join(folder, name), 'utf8')))) continue
      failed += 1
      for (const { instancePath, message } of validate.errors ?? [])
        console.log(`${chalk.bold(name)}: ${chalk.red('error')} ${instancePath} ${message}`)
    }
    console.log(failed === 0 ? chalk.green('ok') : chalk.red(`${failed} files failed`))
    process.exitCode = failed === 0 ? 0 : 1
  })

program.parse()
