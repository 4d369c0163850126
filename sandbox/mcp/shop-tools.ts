import { fromJsonSchema, type CallToolResult, type McpServer } from '@modelcontextprotocol/server'
import { available, searchProducts } from '../data/catalogue.ts'
import { eraseCustomer, findCustomers, type Customer } from '../data/customers.ts'
import type { Store } from '../data/database.ts'
import { cancelOrder, findOrdersOf } from '../data/orders.ts'
import { cancellationSchema, deletionSchema, ordersSchema, productsSchema } from './shop-schemas.ts'

const orderSearch = fromJsonSchema<{ customer: string; status?: string }>({
  type: 'object',
  properties: {
    customer: { type: 'string', minLength: 3, description: "The customer's e-mail, or the phone number in international form such as +34600111222." },
    status: {
      type: 'string',
      enum: ['pending_payment', 'paid', 'shipped', 'delivered', 'refunded', 'cancelled'],
      description: 'Only orders in this state. Leave it out for all of them.',
    },
  },
  required: ['customer'],
  additionalProperties: false,
})

const productSearch = fromJsonSchema<{ text: string; in_stock_only?: boolean }>({
  type: 'object',
  properties: {
    text: { type: 'string', description: 'Words from the name or description of the product, such as "jacket".' },
    in_stock_only: { type: 'boolean', default: false, description: 'True to leave out products that cannot be sold today.' },
  },
  required: ['text'],
  additionalProperties: false,
})

const cancellation = fromJsonSchema<{ order_id: string; reason: string }>({
  type: 'object',
  properties: {
    order_id: { type: 'string', pattern: '^\\d{5}$', description: 'The five digits of the order number, as the caller reads it.' },
    reason: { type: 'string', minLength: 1, maxLength: 300, description: "Why, in the caller's own words." },
  },
  required: ['order_id', 'reason'],
  additionalProperties: false,
})

const deletion = fromJsonSchema<{ customer_id: string }>({
  type: 'object',
  properties: { customer_id: { type: 'string', pattern: '^cus_\\d+$', description: 'The customer, such as cus_101.' } },
  required: ['customer_id'],
  additionalProperties: false,
})

/** Registers what the web shop can do for an agent. */
export function registerShopTools(server: McpServer, store: Store): void {
  server.registerTool(
    'search_orders',
    {
      title: 'Search orders',
      description:
        'Finds the orders of one customer by e-mail or phone number, the newest first. Use it when the caller asks about an order and does not have its number.',
      inputSchema: orderSearch,
      outputSchema: fromJsonSchema(ordersSchema),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ customer, status }) => structured(searchOrders(store, customer, status)),
  )
  server.registerTool(
    'search_products',
    {
      title: 'Search products',
      description:
        'Finds products by words from their name or description, with price and stock. Use it when the caller asks what there is, what it costs, or whether it can be had.',
      inputSchema: productSearch,
      outputSchema: fromJsonSchema(productsSchema),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ text, in_stock_only }) => structured(searchShop(store, text, in_stock_only ?? false)),
  )
  server.registerTool(
    'cancel_order',
    {
      title: 'Cancel an order',
      description:
        'Cancels an order that has not been shipped. Use it only after the caller confirmed the order number and wants the whole order cancelled. When it cannot be cancelled, the answer says why.',
      inputSchema: cancellation,
      outputSchema: fromJsonSchema(cancellationSchema),
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ order_id, reason }) => {
      const result = cancelOrder(store, order_id, reason)
      return structured({ ...result }, result.message)
    },
  )
  server.registerTool(
    'delete_customer',
    {
      title: 'Delete a customer',
      description:
        'Erases the name, e-mail and phone number of a customer for good. Use it only in the back office, for a written request that was checked; never during a call.',
      inputSchema: deletion,
      outputSchema: fromJsonSchema(deletionSchema),
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ customer_id }) => {
      const isDeleted = eraseCustomer(store, Number(customer_id.slice('cus_'.length)))
      const message = isDeleted ? `Customer ${customer_id} was erased.` : `There is no customer ${customer_id}.`
      return structured({ customer_id, deleted: isDeleted, message }, message)
    },
  )
}

function searchOrders(store: Store, contact: string, status: string | undefined): Record<string, unknown> {
  // Only a whole e-mail or number counts: part of a name must not open somebody else's orders.
  const customers: Customer[] = findCustomers(store, contact.includes('@') ? { email: contact } : { phone: contact })
  const orders = customers
    .flatMap((customer) => findOrdersOf(store, customer.id))
    .filter((order) => status === undefined || order.status === status)
    .map(({ id, status: state, placedAt, total, items }) => ({ order_id: id, status: state, placed_at: placedAt, total, items }))
  return { count: orders.length, orders }
}

function searchShop(store: Store, text: string, isInStockOnly: boolean): Record<string, unknown> {
  const products = searchProducts(store, text, isInStockOnly).map((product) => ({
    sku: product.sku,
    name: product.name,
    description: product.description,
    price: product.priceCents / 100,
    available: available(product),
    restock_on: product.restockOn,
  }))
  return { count: products.length, products }
}

function structured(content: Record<string, unknown>, sentence = JSON.stringify(content)): CallToolResult {
  return { content: [{ type: 'text', text: sentence }], structuredContent: content }
}
