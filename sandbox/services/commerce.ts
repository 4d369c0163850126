import { available, findProduct, quote } from '../data/catalogue.ts'
import { findCustomer } from '../data/customers.ts'
import type { Store } from '../data/database.ts'
import { findOrder, isOrderId } from '../data/orders.ts'
import { findParcelOf } from '../data/parcels.ts'
import { secrets } from '../environment.ts'
import { plainProblem, plainProblemBody, type Answer, type Call, type Service } from '../http/service.ts'

/** Makes the orders, stock and prices of the shop. */
export function createCommerce(store: Store): Service {
  return {
    prefix: '/commerce/v1',
    problemBody: plainProblemBody,
    refuse(headers) {
      const key = headers['x-api-key']
      if (key === secrets.commerceApiKey) return undefined
      const message = key === undefined ? 'Send an API key in X-Api-Key.' : 'This API key is not known.'
      return { status: 401, code: 'unauthorized', message }
    },
    routes: [
      { method: 'GET', path: '/orders/{order_id}', answer: (call) => getOrder(store, call) },
      { method: 'GET', path: '/inventory/{sku}', answer: (call) => getInventory(store, call) },
      { method: 'GET', path: '/prices/{sku}', answer: (call) => getPrice(store, call) },
    ],
  }
}

function getOrder(store: Store, { segments }: Call): Answer {
  const id = segments.order_id
  if (!isOrderId(id)) return plainProblem(400, 'invalid_order_id', 'An order number has five digits.')
  const order = findOrder(store, id)
  if (order === undefined) return plainProblem(404, 'order_not_found', `There is no order ${id}.`)
  const customer = findCustomer(store, order.customerId)
  const parcel = findParcelOf(store, id)
  return {
    status: 200,
    body: {
      order: {
        id,
        status: order.status,
        placed_at: order.placedAt,
        currency: 'EUR',
        total: order.total,
        paid: order.paid,
        cancel_reason: order.cancelReason,
        customer: { id: `cus_${order.customerId}`, name: customer?.name ?? null, email: customer?.email ?? null },
        items: order.items,
        shipping: parcel ? { tracking_number: parcel.tracking_number, status: parcel.status, expected_on: parcel.expected_on } : null,
      },
    },
  }
}

function getInventory(store: Store, { segments, query }: Call): Answer {
  const product = findProduct(store, segments.sku ?? '')
  if (product === undefined) return unknownProduct(segments.sku)
  const warehouse = query.get('warehouse')?.toLowerCase()
  const names = product.stock.map((lot) => lot.warehouse)
  if (warehouse !== undefined && !names.includes(warehouse)) {
    return plainProblem(400, 'unknown_warehouse', `The warehouses are ${names.join(', ')}.`)
  }
  const count = available(product, warehouse)
  return {
    status: 200,
    body: {
      sku: product.sku,
      name: product.name,
      warehouse: warehouse ?? null,
      available: count,
      in_stock: count > 0,
      restock_on: product.restockOn,
      warehouses: product.stock.filter((lot) => warehouse === undefined || lot.warehouse === warehouse),
    },
  }
}

function getPrice(store: Store, { segments, query }: Call): Answer {
  const product = findProduct(store, segments.sku ?? '')
  if (product === undefined) return unknownProduct(segments.sku)
  const quantity = query.get('quantity') ?? '1'
  if (!/^[1-9]\d{0,4}$/.test(quantity)) return plainProblem(400, 'invalid_quantity', 'quantity must be a whole number from 1.')
  const { sku, name } = product
  const price = quote(store, product, Number(quantity), query.get('discount_code') ?? undefined)
  return { status: 200, body: { sku, name, currency: 'EUR', quantity: Number(quantity), ...price } }
}

function unknownProduct(sku: string | undefined): Answer {
  return plainProblem(404, 'product_not_found', `There is no product ${sku}.`)
}
