import type { Store, Value } from './database.ts'

/** The sandbox's own present. It stands still, so that a fresh sandbox gives the same answers on any day. */
export const now = '2026-11-20T10:00:00Z'

const rows: Readonly<Record<string, readonly (readonly Value[])[]>> = {
  customers: [
    [101, 'Ana Torres', 'ana@example.com', '+34600111222', 'gold', '2021-03-14', 'es-ES', 'Madrid'],
    [102, 'Bruno Keller', 'bruno@example.com', '+34600333444', 'standard', '2023-09-02', 'es-ES', 'Madrid'],
    [103, 'Carla Mendes', 'carla@example.com', '+351912345678', 'silver', '2022-06-21', 'pt-PT', 'Lisbon'],
    [104, 'David Okafor', 'david@example.com', '+447700900123', 'standard', '2025-01-30', 'en-GB', 'London'],
    [105, 'Ana Belén Ruiz', 'anabelen@example.com', '+34600555666', 'platinum', '2019-11-08', 'es-ES', 'Madrid'],
  ],
  products: [
    ['SKU-100', 'Trail running shoes', 'Light shoes with a firm grip for wet rock.', 'footwear', 8990, null],
    ['SKU-110', 'Waterproof jacket', 'Three-layer jacket that packs into its own pocket.', 'clothing', 14900, null],
    ['SKU-120', 'Steel water bottle', 'Keeps drinks cold for a day; 750 ml.', 'accessories', 1950, null],
    ['SKU-130', 'Hiking backpack 30 l', 'Backpack with rain cover and back ventilation.', 'bags', 7900, null],
    ['SKU-140', 'Headlamp', 'Rechargeable lamp, 400 lumens.', 'accessories', 3495, '2026-12-03'],
    ['SKU-150', 'Merino socks', 'Warm socks that dry fast; one pair.', 'clothing', 1200, null],
  ],
  stock: [
    ['SKU-100', 'madrid', 12],
    ['SKU-100', 'valencia', 0],
    ['SKU-100', 'porto', 4],
    ['SKU-110', 'madrid', 3],
    ['SKU-110', 'valencia', 7],
    ['SKU-110', 'porto', 0],
    ['SKU-120', 'madrid', 140],
    ['SKU-120', 'valencia', 60],
    ['SKU-120', 'porto', 25],
    ['SKU-130', 'madrid', 0],
    ['SKU-130', 'valencia', 0],
    ['SKU-130', 'porto', 2],
    ['SKU-140', 'madrid', 0],
    ['SKU-140', 'valencia', 0],
    ['SKU-140', 'porto', 0],
    ['SKU-150', 'madrid', 80],
    ['SKU-150', 'valencia', 33],
    ['SKU-150', 'porto', 51],
  ],
  discounts: [
    ['WELCOME10', 10, 1, 1],
    ['BULK15', 15, 10, 1],
    ['SUMMER20', 20, 1, 0],
  ],
  orders: [
    [10001, 101, 'paid', '2026-11-18T17:42:00Z', 11390, 11390, null],
    [10002, 101, 'shipped', '2026-11-14T09:05:00Z', 14900, 14900, null],
    [10003, 101, 'delivered', '2026-10-20T12:30:00Z', 3900, 3900, null],
    [10004, 102, 'refunded', '2026-10-02T08:15:00Z', 7900, 7900, null],
    [10005, 102, 'cancelled', '2026-11-01T19:20:00Z', 3495, 0, 'The headlamp was out of stock.'],
    [10006, 103, 'paid', '2026-11-19T21:10:00Z', 3600, 3600, null],
    [10007, 103, 'shipped', '2026-11-15T10:00:00Z', 9850, 9850, null],
    [10008, 104, 'pending_payment', '2026-11-20T08:50:00Z', 14900, 0, null],
  ],
  order_lines: [
    [10001, 'SKU-100', 1, 8990],
    [10001, 'SKU-150', 2, 1200],
    [10002, 'SKU-110', 1, 14900],
    [10003, 'SKU-120', 2, 1950],
    [10004, 'SKU-130', 1, 7900],
    [10005, 'SKU-140', 1, 3495],
    [10006, 'SKU-150', 3, 1200],
    [10007, 'SKU-130', 1, 7900],
    [10007, 'SKU-120', 1, 1950],
    [10008, 'SKU-110', 1, 14900],
  ],
  parcels: [
    [100001, 10002, 'in_transit', 'Zaragoza', '2026-11-20T04:30:00Z', '2026-11-24'],
    [100002, 10003, 'delivered', 'Madrid', '2026-10-23T15:12:00Z', null],
    [100003, 10004, 'returned', 'Valencia', '2026-10-12T11:00:00Z', null],
    [100004, 10007, 'out_for_delivery', 'Lisbon', '2026-11-20T07:55:00Z', '2026-11-20'],
  ],
  accounts: [
    [3001, 101, 'active', 25000, 18000],
    [3002, 102, 'active', 0, 0],
    [3003, 103, 'active', 120435, 120435],
    [3004, 104, 'blocked', 5010, 0],
  ],
  transactions: [
    [2001, 10001, 'charge', 'succeeded', 11390, 'card', '2026-11-18T17:42:05Z'],
    [2002, 10002, 'charge', 'succeeded', 14900, 'card', '2026-11-14T09:05:07Z'],
    [2003, 10003, 'charge', 'succeeded', 3900, 'paypal', '2026-10-20T12:30:04Z'],
    [2004, 10004, 'charge', 'succeeded', 7900, 'card', '2026-10-02T08:15:09Z'],
    [2005, 10004, 'refund', 'succeeded', 7900, 'card', '2026-10-13T09:00:00Z'],
    [2006, 10006, 'charge', 'succeeded', 3600, 'transfer', '2026-11-19T21:10:03Z'],
    [2007, 10007, 'charge', 'succeeded', 9850, 'card', '2026-11-15T10:00:06Z'],
    [2008, 10008, 'charge', 'declined', 14900, 'card', '2026-11-20T08:50:05Z'],
  ],
  refunds: [[4001, 10004, 2005, 7900, 'succeeded', 'The backpack came back unused.', null, 'web', '2026-10-13T09:00:00Z']],
  tickets: [
    [
      501,
      101,
      'Jacket has not arrived',
      'Order 10002 should have been here on Tuesday.',
      'open',
      'normal',
      '2026-11-19T09:00:00Z',
      '2026-11-19T09:00:00Z',
    ],
    [502, 102, 'Refund for order 10004', 'When do I get the money back?', 'solved', 'low', '2026-10-12T16:20:00Z', '2026-10-13T09:05:00Z'],
    [503, 103, 'Wrong sock size', 'I need to change the size in order 10006.', 'pending', 'normal', '2026-11-20T08:00:00Z', '2026-11-20T08:30:00Z'],
    [
      504,
      104,
      'Card declined',
      'My card was declined although it works elsewhere.',
      'closed',
      'high',
      '2026-02-11T10:00:00Z',
      '2026-03-15T00:00:00Z',
    ],
  ],
  comments: [
    [1, 501, 'Order 10002 should have been here on Tuesday.', 1, '2026-11-19T09:00:00Z'],
    [2, 502, 'When do I get the money back?', 1, '2026-10-12T16:20:00Z'],
    [3, 502, 'It was returned today.', 1, '2026-10-13T09:05:00Z'],
    [4, 503, 'I need to change the size in order 10006.', 1, '2026-11-20T08:00:00Z'],
    [5, 504, 'My card was declined although it works elsewhere.', 1, '2026-02-11T10:00:00Z'],
  ],
}

/** Fills fresh tables with the people, orders, parcels and tickets of the demo. */
export function seed(store: Store): void {
  for (const [table, records] of Object.entries(rows)) {
    for (const record of records) {
      store.run(`INSERT INTO ${table} VALUES (${record.map(() => '?').join(', ')})`, ...record)
    }
  }
}
