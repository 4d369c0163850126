import type { Store } from '../data/database.ts'
import { secrets } from '../environment.ts'
import { plainProblem, plainProblemBody, type Answer, type Call, type Service } from '../http/service.ts'
import { isSwitchChange, troubleWith, type Switches } from '../switches.ts'

/** Makes the sandbox's own doors, which no switch can shut: is it up, and what should go wrong next. */
export function createControls(store: Store, switches: Switches): readonly Service[] {
  const health: Service = {
    prefix: '/_sandbox/health',
    problemBody: plainProblemBody,
    refuse: () => undefined,
    routes: [{ method: 'GET', path: '', answer: () => healthOf(store, switches) }],
  }
  const control: Service = {
    prefix: '/_sandbox',
    problemBody: plainProblemBody,
    refuse(headers) {
      const key = headers['x-sandbox-admin']
      if (key === secrets.admin) return undefined
      if (key === undefined) return { status: 401, code: 'unauthorized', message: 'Send the key in X-Sandbox-Admin.' }
      return { status: 403, code: 'forbidden', message: 'This is not the key of this sandbox.' }
    },
    routes: [{ method: 'PUT', path: '', accepts: 'json', answer: (call) => change(switches, call) }],
  }
  return [health, control]
}

function healthOf(store: Store, switches: Switches): Answer {
  store.get('SELECT 1')
  return { status: 200, body: { status: 'ok', switches: switches.state() } }
}

function change(switches: Switches, { body }: Call): Answer {
  if (!isSwitchChange(body)) return plainProblem(422, 'invalid_switch', troubleWith(body) ?? 'This is not a change.')
  switches.change(body)
  return { status: 200, body: switches.state() }
}
