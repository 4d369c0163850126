// What src/node/http-exchange.ts imports from undici, without the rest of undici: the build puts this in its place.
const api = require('undici/lib/api')
const Dispatcher = require('undici/lib/dispatcher/dispatcher')
const Client = require('undici/lib/dispatcher/client')

Object.assign(Dispatcher.prototype, api)
module.exports = { Client }
