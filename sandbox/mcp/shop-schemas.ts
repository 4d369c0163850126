const count = { type: 'integer', minimum: 0 } as const

const orderItem = {
  type: 'object',
  properties: {
    sku: { type: 'string' },
    name: { type: 'string' },
    quantity: { type: 'integer' },
    unit_price: { type: 'number', description: 'Euros.' },
  },
  required: ['sku', 'name', 'quantity', 'unit_price'],
} as const

const order = {
  type: 'object',
  properties: {
    order_id: { type: 'string' },
    status: { type: 'string' },
    placed_at: { type: 'string', format: 'date-time' },
    total: { type: 'number', description: 'Euros.' },
    items: { type: 'array', items: orderItem },
  },
  required: ['order_id', 'status', 'placed_at', 'total', 'items'],
} as const

const product = {
  type: 'object',
  properties: {
    sku: { type: 'string' },
    name: { type: 'string' },
    description: { type: 'string' },
    price: { type: 'number', description: 'Euros for one.' },
    available: { type: 'integer', description: 'How many can be sold today, all warehouses together.' },
    restock_on: { type: ['string', 'null'], description: 'The day new stock comes, when it is known.' },
  },
  required: ['sku', 'name', 'description', 'price', 'available', 'restock_on'],
} as const

/** What `search_orders` promises to give. */
export const ordersSchema = {
  type: 'object',
  properties: { count, orders: { type: 'array', items: order } },
  required: ['count', 'orders'],
} as const

/** What `search_products` promises to give. */
export const productsSchema = {
  type: 'object',
  properties: { count, products: { type: 'array', items: product } },
  required: ['count', 'products'],
} as const

/** What `cancel_order` promises to give. */
export const cancellationSchema = {
  type: 'object',
  properties: {
    order_id: { type: 'string' },
    cancelled: { type: 'boolean' },
    status: { type: 'string', description: 'The state of the order now.' },
    message: { type: 'string', description: 'What to tell the caller.' },
  },
  required: ['order_id', 'cancelled', 'status', 'message'],
} as const

/** What `delete_customer` promises to give. */
export const deletionSchema = {
  type: 'object',
  properties: { customer_id: { type: 'string' }, deleted: { type: 'boolean' }, message: { type: 'string' } },
  required: ['customer_id', 'deleted', 'message'],
} as const
