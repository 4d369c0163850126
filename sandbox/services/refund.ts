import { numberOf, textOf, type Store } from '../data/database.ts'
import { isOrderId } from '../data/orders.ts'
import { createRefund, refundable, type RefundRequest } from '../data/payments.ts'
import { invalidFields, plainProblem, type Answer, type Call } from '../http/service.ts'
import { isObject, type JsonObject } from '../json.ts'

/** Refunds an order, once for each idempotency key. */
export function postRefund(store: Store, call: Call): Answer {
  const key = call.headers['idempotency-key']
  if (typeof key !== 'string') return store.transaction(() => refund(store, call))
  if (key.trim() === '' || key.length > 255) return plainProblem(400, 'invalid_idempotency_key', 'The key must have 1 to 255 characters.')
  const request = `${call.path}\n${JSON.stringify(call.body)}`
  // One transaction for the look, the refund and the note of it: half of that would be a refund made twice.
  return store.transaction(() => {
    const earlier = store.get('SELECT request, status, body FROM idempotency WHERE key = ?', key)
    if (earlier && textOf(earlier, 'request') !== request) {
      return invalidFields([{ field: 'Idempotency-Key', message: 'was used for another request' }])
    }
    if (earlier) {
      const body: unknown = JSON.parse(textOf(earlier, 'body'))
      return { status: numberOf(earlier, 'status'), body, headers: { 'Idempotent-Replayed': 'true' } }
    }
    const answer = refund(store, call)
    // A refusal moved no money, so the same key may try again when the reason for it is gone.
    if (answer.status === 201) {
      store.run('INSERT INTO idempotency (key, request, status, body) VALUES (?, ?, ?, ?)', key, request, 201, JSON.stringify(answer.body))
    }
    return answer
  })
}

function refund(store: Store, { segments, body }: Call): Answer {
  const orderId = segments.order_id
  const order = isOrderId(orderId) ? refundable(store, orderId) : undefined
  if (!isOrderId(orderId) || order === undefined) return plainProblem(404, 'order_not_found', `There is no order ${orderId}.`)
  const wanted = isObject(body) ? body.refund : undefined
  if (!isObject(wanted)) return invalidFields([{ field: 'refund', message: 'must be an object' }])
  if (order.paidCents === 0) return plainProblem(409, 'order_not_paid', `Nothing was paid for order ${orderId}.`)
  const leftCents = order.paidCents - order.refundedCents
  if (leftCents <= 0) return plainProblem(409, 'already_refunded', `Order ${orderId} has already been refunded.`)
  const checked = checkedRefund(orderId, wanted, leftCents)
  return Array.isArray(checked) ? invalidFields(checked) : { status: 201, body: { refund: createRefund(store, checked) } }
}

function checkedRefund(orderId: string, wanted: JsonObject, leftCents: number): RefundRequest | { field: string; message: string }[] {
  const { amount, note, requested_by: requestedBy, channel } = wanted
  const errors: { field: string; message: string }[] = []
  const amountCents = typeof amount === 'number' ? Math.round(amount * 100) : undefined
  if (typeof amount !== 'number' || amountCents === undefined) errors.push({ field: 'amount', message: 'must be a number' })
  else if (amount <= 0) errors.push({ field: 'amount', message: 'must be more than 0' })
  else if (Math.abs(amount * 100 - amountCents) > 1e-6) errors.push({ field: 'amount', message: 'must have at most two decimals' })
  else if (amountCents > leftCents) {
    errors.push({ field: 'amount', message: `must not be more than the ${(leftCents / 100).toFixed(2)} euros that can be refunded` })
  }
  for (const [field, value] of Object.entries({ note, requested_by: requestedBy, channel })) {
    if (value !== undefined && typeof value !== 'string') errors.push({ field, message: 'must be text when it is given' })
  }
  if (errors.length > 0 || amountCents === undefined) return errors
  return { orderId, amountCents, note: textOr(note), requestedBy: textOr(requestedBy), channel: textOr(channel) }
}

function textOr(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
