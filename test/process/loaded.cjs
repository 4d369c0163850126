// Put in front of the program with --require: says at the end which modules were loaded.
const { writeFileSync } = require('node:fs')

process.on('exit', () => {
  const files = Object.keys(require.cache).filter((path) => path !== __filename)
  writeFileSync(process.env.LOADED_TO, JSON.stringify({ files, builtins: process.moduleLoadList }))
})
