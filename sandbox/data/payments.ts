import { eurosOf, numberOf, textOf, type Store } from './database.ts'
import { now } from './seed.ts'

/** What is asked for in a refund, checked for form but not yet against the order. */
export interface RefundRequest {
  readonly orderId: string
  readonly amountCents: number
  readonly note: string | null
  readonly requestedBy: string | null
  readonly channel: string | null
}

/** A refund that was made. */
export interface Refund {
  readonly id: string
  readonly order_id: string
  readonly amount: number
  readonly currency: 'EUR'
  readonly status: string
  readonly transaction_id: string
  readonly note: string | null
  readonly requested_by: string | null
  readonly channel: string | null
  readonly created_at: string
}

/** How much of an order was paid and given back; nothing for an order that does not exist. */
export function refundable(store: Store, orderId: string): { status: string; paidCents: number; refundedCents: number } | undefined {
  const row = store.get(
    `SELECT o.status, o.paid_cents, (SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r WHERE r.order_id = o.id) AS refunded_cents
     FROM orders o WHERE o.id = ?`,
    Number(orderId),
  )
  return row && { status: textOf(row, 'status'), paidCents: numberOf(row, 'paid_cents'), refundedCents: numberOf(row, 'refunded_cents') }
}

/** Gives money back: the transaction, the refund, and the order's new status when nothing is left of it. Runs inside the caller's transaction. */
export function createRefund(store: Store, request: RefundRequest): Refund {
  const orderId = Number(request.orderId)
  const transactionId = store.run(
    `INSERT INTO transactions (order_id, type, status, amount_cents, method, created_at)
     SELECT ?1, 'refund', 'succeeded', ?2, method, ?3 FROM transactions WHERE order_id = ?1 AND type = 'charge' LIMIT 1`,
    orderId,
    request.amountCents,
    now,
  )
  const id = store.run(
    `INSERT INTO refunds (order_id, transaction_id, amount_cents, status, note, requested_by, channel, created_at)
     VALUES (?, ?, ?, 'succeeded', ?, ?, ?, ?)`,
    orderId,
    transactionId,
    request.amountCents,
    request.note,
    request.requestedBy,
    request.channel,
    now,
  )
  const left = refundable(store, request.orderId)
  if (left && left.refundedCents >= left.paidCents) store.run(`UPDATE orders SET status = 'refunded' WHERE id = ?`, orderId)
  return {
    id: `re_${id}`,
    order_id: request.orderId,
    amount: request.amountCents / 100,
    currency: 'EUR',
    status: 'succeeded',
    transaction_id: `tx_${transactionId}`,
    note: request.note,
    requested_by: request.requestedBy,
    channel: request.channel,
    created_at: now,
  }
}

/** Finds a payment by its number, as the payments service shows it. */
export function findTransaction(store: Store, id: string): object | undefined {
  const digits = /^tx_(\d{1,9})$/.exec(id)?.[1]
  const row = digits === undefined ? undefined : store.get('SELECT * FROM transactions WHERE id = ?', Number(digits))
  return (
    row && {
      id: `tx_${numberOf(row, 'id')}`,
      order_id: String(numberOf(row, 'order_id')),
      type: textOf(row, 'type'),
      status: textOf(row, 'status'),
      amount: eurosOf(row, 'amount_cents'),
      currency: 'EUR',
      method: textOf(row, 'method'),
      created_at: textOf(row, 'created_at'),
    }
  )
}

/** Finds what an account holds, and whether it may be talked about. */
export function findBalance(store: Store, id: string): { isBlocked: boolean; balance: object } | undefined {
  const digits = /^ac_(\d{1,9})$/.exec(id)?.[1]
  const row = digits === undefined ? undefined : store.get('SELECT * FROM accounts WHERE id = ?', Number(digits))
  return (
    row && {
      isBlocked: textOf(row, 'status') === 'blocked',
      balance: {
        account_id: id,
        customer_id: `cus_${numberOf(row, 'customer_id')}`,
        currency: 'EUR',
        balance: eurosOf(row, 'balance_cents'),
        available: eurosOf(row, 'available_cents'),
        as_of: now,
      },
    }
  )
}
