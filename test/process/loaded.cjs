// Put in front of the program with --require: says at the end which modules were loaded.
const fs = require('node:fs')
const { dirname, join } = require('node:path')

// The program loads its own files itself.
const own = join(dirname(__dirname), '../dist/')
const read = []
const { readFileSync } = fs
fs.readFileSync = (path, ...rest) => {
  if (String(path).startsWith(own)) read.push(path)
  return readFileSync(path, ...rest)
}

process.on('exit', () => {
  const files = [...new Set([...Object.keys(require.cache), ...read])].filter((path) => path !== __filename)
  fs.writeFileSync(process.env.LOADED_TO, JSON.stringify({ files, builtins: process.moduleLoadList }))
})
