import { numberOf, textOf, textOrNull, type Row, type Store } from './database.ts'

/** A person the back office knows. */
export interface Customer {
  readonly id: number
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly tier: string
  readonly since: string
  readonly locale: string
  readonly timeZone: string
}

/** Finds customers by everything that is given: exact e-mail, exact international phone number, part of the name. */
export function findCustomers(store: Store, by: { email?: string; phone?: string; name?: string }): Customer[] {
  const rows = store.all(
    `SELECT * FROM customers
     WHERE (?1 IS NULL OR email = ?1) AND (?2 IS NULL OR phone = ?2) AND (?3 IS NULL OR instr(lower(name), lower(?3)) > 0)
     ORDER BY id`,
    by.email?.trim() ?? null,
    by.phone === undefined ? null : plainPhone(by.phone),
    by.name ?? null,
  )
  return rows.map(customerOf)
}

/** Finds the customers that a caller's own words point at: an e-mail, a phone number, or part of a name. */
export function searchCustomers(store: Store, text: string): Customer[] {
  if (text.includes('@')) return findCustomers(store, { email: text })
  return /\d{5}/.test(plainPhone(text)) ? findCustomers(store, { phone: text }) : findCustomers(store, { name: text.trim() })
}

/** Finds one customer by number. */
export function findCustomer(store: Store, id: number): Customer | undefined {
  const row = store.get('SELECT * FROM customers WHERE id = ?', id)
  return row && customerOf(row)
}

/** Erases who somebody is and keeps the orders, as a shop must for its books; says whether there was anybody to erase. */
export function eraseCustomer(store: Store, id: number): boolean {
  return store.transaction(() => {
    if (findCustomer(store, id) === undefined) return false
    store.run(`UPDATE customers SET name = 'Deleted customer', email = NULL, phone = NULL WHERE id = ?`, id)
    return true
  })
}

// The leading + stays significant: a tool that forgets to encode it sends a blank, and must not find anybody.
function plainPhone(text: string): string {
  return text.replace(/[\s().-]/g, '')
}

function customerOf(row: Row): Customer {
  return {
    id: numberOf(row, 'id'),
    name: textOf(row, 'name'),
    email: textOrNull(row, 'email'),
    phone: textOrNull(row, 'phone'),
    tier: textOf(row, 'tier'),
    since: textOf(row, 'since'),
    locale: textOf(row, 'locale'),
    timeZone: textOf(row, 'time_zone'),
  }
}
