import { eurosOf, numberOf, textOf, textOrNull, type Row, type Store } from './database.ts'

/** An order with its lines, amounts in euros. */
export interface Order {
  readonly id: string
  readonly customerId: number
  readonly status: string
  readonly placedAt: string
  readonly total: number
  readonly paid: number
  readonly cancelReason: string | null
  readonly items: readonly { readonly sku: string; readonly name: string; readonly quantity: number; readonly unit_price: number }[]
}

/** How a cancellation ended, with a sentence that an agent can say. */
export interface Cancellation {
  readonly order_id: string
  readonly cancelled: boolean
  readonly status: string
  readonly message: string
}

/** Tells whether text has the form of an order number: five digits. */
export function isOrderId(text: unknown): text is string {
  return typeof text === 'string' && /^\d{5}$/.test(text)
}

/** Finds one order by the number the caller reads out. */
export function findOrder(store: Store, id: string): Order | undefined {
  const row = store.get('SELECT * FROM orders WHERE id = ?', Number(id))
  return row && orderOf(store, row)
}

/** Finds a customer's orders, the newest first. */
export function findOrdersOf(store: Store, customerId: number): Order[] {
  const rows = store.all('SELECT * FROM orders WHERE customer_id = ? ORDER BY placed_at DESC', customerId)
  return rows.map((row) => orderOf(store, row))
}

/** Cancels an order that has not left the warehouse; anything else stays as it is and gets its reason. */
export function cancelOrder(store: Store, id: string, reason: string): Cancellation {
  return store.transaction(() => {
    const order = findOrder(store, id)
    if (order === undefined) return { order_id: id, cancelled: false, status: 'unknown', message: `There is no order ${id}.` }
    const isOpen = order.status === 'paid' || order.status === 'pending_payment'
    if (!isOpen) return { order_id: id, cancelled: false, status: order.status, message: whyNot(order) }
    store.run(`UPDATE orders SET status = 'cancelled', cancel_reason = ? WHERE id = ?`, reason, Number(id))
    const money = order.paid > 0 ? ` The ${order.paid.toFixed(2)} euros can now be refunded.` : ''
    return { order_id: id, cancelled: true, status: 'cancelled', message: `Order ${id} is cancelled.${money}` }
  })
}

function whyNot(order: Order): string {
  const reasons: Readonly<Record<string, string>> = {
    shipped: 'it is already on its way; it can be sent back once it has arrived',
    delivered: 'it has already been delivered; it can be sent back instead',
    refunded: 'it has already been refunded',
    cancelled: 'it was cancelled before',
  }
  return `Order ${order.id} cannot be cancelled: ${reasons[order.status] ?? `its status is ${order.status}`}.`
}

function orderOf(store: Store, row: Row): Order {
  const id = numberOf(row, 'id')
  const lines = store.all(
    'SELECT l.sku, p.name, l.quantity, l.unit_cents FROM order_lines l JOIN products p ON p.sku = l.sku WHERE l.order_id = ? ORDER BY l.sku',
    id,
  )
  return {
    id: String(id),
    customerId: numberOf(row, 'customer_id'),
    status: textOf(row, 'status'),
    placedAt: textOf(row, 'placed_at'),
    total: eurosOf(row, 'total_cents'),
    paid: eurosOf(row, 'paid_cents'),
    cancelReason: textOrNull(row, 'cancel_reason'),
    items: lines.map((line) => ({
      sku: textOf(line, 'sku'),
      name: textOf(line, 'name'),
      quantity: numberOf(line, 'quantity'),
      unit_price: eurosOf(line, 'unit_cents'),
    })),
  }
}
