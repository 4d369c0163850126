/** Marks a SQLite file as the sandbox's own ("DIGA" in ASCII), so that no other file is ever written to. */
export const applicationId = 0x44494741

/** Counts up with every change to the schema or the seed, so that an old data file is refused. */
export const schemaVersion = 1

/** The tables. Amounts are cents, because sums of decimal euros drift. */
export const schema = `
CREATE TABLE customers (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE COLLATE NOCASE, phone TEXT UNIQUE,
  tier TEXT NOT NULL, since TEXT NOT NULL, locale TEXT NOT NULL, time_zone TEXT NOT NULL
) STRICT;
CREATE TABLE products (
  sku TEXT PRIMARY KEY COLLATE NOCASE, name TEXT NOT NULL, description TEXT NOT NULL,
  category TEXT NOT NULL, price_cents INTEGER NOT NULL, restock_on TEXT
) STRICT;
CREATE TABLE stock (
  sku TEXT NOT NULL REFERENCES products, warehouse TEXT NOT NULL, quantity INTEGER NOT NULL, PRIMARY KEY (sku, warehouse)
) STRICT;
CREATE TABLE discounts (
  code TEXT PRIMARY KEY COLLATE NOCASE, percent INTEGER NOT NULL, minimum_quantity INTEGER NOT NULL, is_active INTEGER NOT NULL
) STRICT;
CREATE TABLE orders (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers, status TEXT NOT NULL, placed_at TEXT NOT NULL,
  total_cents INTEGER NOT NULL, paid_cents INTEGER NOT NULL, cancel_reason TEXT
) STRICT;
CREATE TABLE order_lines (
  order_id INTEGER NOT NULL REFERENCES orders, sku TEXT NOT NULL REFERENCES products, quantity INTEGER NOT NULL,
  unit_cents INTEGER NOT NULL, PRIMARY KEY (order_id, sku)
) STRICT;
CREATE TABLE parcels (
  id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders, status TEXT NOT NULL, last_place TEXT NOT NULL,
  last_event_at TEXT NOT NULL, expected_on TEXT
) STRICT;
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers, status TEXT NOT NULL,
  balance_cents INTEGER NOT NULL, available_cents INTEGER NOT NULL
) STRICT;
CREATE TABLE transactions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, order_id INTEGER NOT NULL REFERENCES orders, type TEXT NOT NULL, status TEXT NOT NULL,
  amount_cents INTEGER NOT NULL, method TEXT NOT NULL, created_at TEXT NOT NULL
) STRICT;
CREATE TABLE refunds (
  id INTEGER PRIMARY KEY AUTOINCREMENT, order_id INTEGER NOT NULL REFERENCES orders, transaction_id INTEGER NOT NULL REFERENCES transactions,
  amount_cents INTEGER NOT NULL, status TEXT NOT NULL, note TEXT, requested_by TEXT, channel TEXT, created_at TEXT NOT NULL
) STRICT;
CREATE TABLE idempotency (
  key TEXT PRIMARY KEY, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE TABLE tickets (
  id INTEGER PRIMARY KEY AUTOINCREMENT, requester_id INTEGER NOT NULL REFERENCES customers, subject TEXT NOT NULL,
  description TEXT NOT NULL, status TEXT NOT NULL, priority TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
) STRICT;
CREATE TABLE comments (
  id INTEGER PRIMARY KEY AUTOINCREMENT, ticket_id INTEGER NOT NULL REFERENCES tickets, body TEXT NOT NULL,
  is_public INTEGER NOT NULL, created_at TEXT NOT NULL
) STRICT;
`
