import type { Store } from '../data/database.ts'
import { findBalance, findTransaction } from '../data/payments.ts'
import { bearerChallenge, bearerToken } from '../http/credentials.ts'
import { plainProblem, plainProblemBody, type Answer, type Call, type Service } from '../http/service.ts'
import { postRefund } from './refund.ts'
import type { Scope, Tokens } from './tokens.ts'

/** Makes the payments and accounts service; each route asks for its own scope. */
export function createPayments(store: Store, tokens: Tokens): Service {
  const scoped = (scope: Scope, answer: (call: Call) => Answer) => (call: Call) => {
    const granted = tokens.scopesOf(bearerToken(call.headers) ?? '') ?? []
    return granted.includes(scope) ? answer(call) : outOfScope(scope)
  }
  return {
    prefix: '/payments/v1',
    problemBody: plainProblemBody,
    refuse(headers) {
      const token = bearerToken(headers)
      if (token !== undefined && tokens.scopesOf(token) !== undefined) return undefined
      const message = token === undefined ? 'An access token is needed.' : 'The access token is unknown or has expired.'
      return { status: 401, code: 'invalid_token', message, headers: bearerChallenge('payments', headers) }
    },
    routes: [
      {
        method: 'POST',
        path: '/orders/{order_id}/refunds',
        accepts: 'json',
        answer: scoped('refunds:write', (call) => postRefund(store, call)),
      },
      {
        method: 'GET',
        path: '/transactions/{transaction_id}',
        answer: scoped('transactions:read', (call) => getTransaction(store, call)),
      },
      { method: 'GET', path: '/accounts/{account_id}/balance', answer: scoped('accounts:read', (call) => getBalance(store, call)) },
    ],
  }
}

function getTransaction(store: Store, { segments }: Call): Answer {
  const transaction = findTransaction(store, segments.transaction_id ?? '')
  if (transaction === undefined) return plainProblem(404, 'transaction_not_found', `There is no transaction ${segments.transaction_id}.`)
  return { status: 200, body: { transaction } }
}

function getBalance(store: Store, { segments }: Call): Answer {
  const found = findBalance(store, segments.account_id ?? '')
  if (found === undefined) return plainProblem(404, 'account_not_found', `There is no account ${segments.account_id}.`)
  if (found.isBlocked) return plainProblem(403, 'account_blocked', 'The account is blocked; its balance is not given out.')
  return { status: 200, body: found.balance }
}

function outOfScope(scope: Scope): Answer {
  const challenge = `Bearer realm="payments", error="insufficient_scope", scope="${scope}"`
  return { ...plainProblem(403, 'insufficient_scope', `The access token lacks ${scope}.`), headers: { 'WWW-Authenticate': challenge } }
}
