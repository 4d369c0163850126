import { findCustomers } from '../data/customers.ts'
import type { Store } from '../data/database.ts'
import { secrets } from '../environment.ts'
import { bearerChallenge, bearerToken } from '../http/credentials.ts'
import { plainProblem, plainProblemBody, type Answer, type Call, type Service } from '../http/service.ts'

/** Makes the customer register. */
export function createCrm(store: Store): Service {
  return {
    prefix: '/crm/v1',
    problemBody: plainProblemBody,
    refuse(headers) {
      if (bearerToken(headers) === secrets.crmToken) return undefined
      return { status: 401, code: 'unauthorized', message: 'A valid CRM token is needed.', headers: bearerChallenge('crm', headers) }
    },
    routes: [{ method: 'GET', path: '/customers', answer: (call) => searchCustomers(store, call) }],
  }
}

function searchCustomers(store: Store, { query }: Call): Answer {
  const email = query.get('email')?.trim()
  const phone = query.get('phone')?.trim()
  if (!email && !phone) return plainProblem(400, 'missing_parameter', 'Give an email or a phone.')
  const found = findCustomers(store, { ...(email ? { email } : {}), ...(phone ? { phone } : {}) })
  if (found.length === 0) return plainProblem(404, 'customer_not_found', 'No customer has that email or phone.')
  const customers = found.map(({ id, name, email: address, phone: number, tier, since }) => ({
    id: `cus_${id}`,
    name,
    email: address,
    phone: number,
    tier,
    since,
  }))
  return { status: 200, body: { customers } }
}
