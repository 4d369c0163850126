import { numberOf, textOf, textOrNull, type Row, type Store } from './database.ts'

/** Something the shop sells, with what lies in each warehouse. */
export interface Product {
  readonly sku: string
  readonly name: string
  readonly description: string
  readonly category: string
  readonly priceCents: number
  readonly restockOn: string | null
  readonly stock: readonly { readonly warehouse: string; readonly quantity: number }[]
}

/** What a quantity of a product costs. */
export interface Quote {
  readonly unit_price: number
  readonly subtotal: number
  readonly discount: { code: string; applied: boolean; percent: number; amount: number; reason: string | null } | null
  readonly total: number
}

/** Finds one product by its stock-keeping unit, whatever the case. */
export function findProduct(store: Store, sku: string): Product | undefined {
  const row = store.get('SELECT * FROM products WHERE sku = ?', sku)
  return row && productOf(store, row)
}

/** Finds the products whose name, description or category holds the text; an empty text finds all. */
export function searchProducts(store: Store, text: string, isInStockOnly: boolean): Product[] {
  const rows = store.all(
    `SELECT * FROM products WHERE instr(lower(name || ' ' || description || ' ' || category || ' ' || sku), lower(?)) > 0 ORDER BY sku`,
    text.trim(),
  )
  return rows.map((row) => productOf(store, row)).filter((product) => !isInStockOnly || available(product) > 0)
}

/** Counts what can be sold of a product, in one warehouse or in all. */
export function available(product: Product, warehouse?: string): number {
  const lots = product.stock.filter((lot) => warehouse === undefined || lot.warehouse === warehouse)
  return lots.reduce((sum, lot) => sum + lot.quantity, 0)
}

/** Works out a price; a code that does not count is reported, not refused, so that an agent can say why. */
export function quote(store: Store, product: Product, quantity: number, code?: string): Quote {
  const subtotalCents = product.priceCents * quantity
  const discount = code === undefined ? null : discountFor(store, code, quantity)
  const discountCents = discount ? Math.round((subtotalCents * discount.percent) / 100) : 0
  return {
    unit_price: product.priceCents / 100,
    subtotal: subtotalCents / 100,
    discount: discount && { ...discount, amount: discountCents / 100 },
    total: (subtotalCents - discountCents) / 100,
  }
}

function discountFor(store: Store, code: string, quantity: number): { code: string; applied: boolean; percent: number; reason: string | null } {
  const refused = (reason: string) => ({ code, applied: false, percent: 0, reason })
  const row = store.get('SELECT * FROM discounts WHERE code = ?', code)
  if (row === undefined) return refused('There is no such code.')
  if (numberOf(row, 'is_active') === 0) return refused('The code has expired.')
  const minimum = numberOf(row, 'minimum_quantity')
  if (quantity < minimum) return refused(`The code needs at least ${minimum} units.`)
  return { code: textOf(row, 'code'), applied: true, percent: numberOf(row, 'percent'), reason: null }
}

function productOf(store: Store, row: Row): Product {
  const sku = textOf(row, 'sku')
  const lots = store.all('SELECT warehouse, quantity FROM stock WHERE sku = ? ORDER BY warehouse', sku)
  return {
    sku,
    name: textOf(row, 'name'),
    description: textOf(row, 'description'),
    category: textOf(row, 'category'),
    priceCents: numberOf(row, 'price_cents'),
    restockOn: textOrNull(row, 'restock_on'),
    stock: lots.map((lot) => ({ warehouse: textOf(lot, 'warehouse'), quantity: numberOf(lot, 'quantity') })),
  }
}
