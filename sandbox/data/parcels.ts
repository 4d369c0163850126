import { numberOf, textOf, textOrNull, type Row, type Store } from './database.ts'
import { now } from './seed.ts'

/** A parcel on its way, or at the end of it. */
export interface Parcel {
  readonly tracking_number: string
  readonly order_id: string
  readonly status: string
  readonly last_place: string
  readonly last_event_at: string
  readonly expected_on: string | null
}

/** How a change of the delivery day ended, with a sentence that an agent can say. */
export interface Rescheduling {
  readonly tracking_number: string
  readonly rescheduled: boolean
  readonly expected_on: string | null
  readonly message: string
}

/** Finds a parcel by its tracking number, whatever the case. */
export function findParcel(store: Store, trackingNumber: string): Parcel | undefined {
  const digits = /^PK(\d{6})$/i.exec(trackingNumber.trim())?.[1]
  const row = digits === undefined ? undefined : store.get('SELECT * FROM parcels WHERE id = ?', Number(digits))
  return row && parcelOf(row)
}

/** Finds the parcel of an order, if it has left. */
export function findParcelOf(store: Store, orderId: string): Parcel | undefined {
  const row = store.get('SELECT * FROM parcels WHERE order_id = ?', Number(orderId))
  return row && parcelOf(row)
}

/** Moves a delivery to another day; asking for the same day again changes nothing and succeeds again. */
export function rescheduleParcel(store: Store, parcel: Parcel, date: string): Rescheduling {
  const refused = (message: string): Rescheduling => ({
    tracking_number: parcel.tracking_number,
    rescheduled: false,
    expected_on: parcel.expected_on,
    message,
  })
  if (parcel.status !== 'in_transit') {
    return refused(`The delivery cannot be moved: the parcel is ${parcel.status.replaceAll('_', ' ')}.`)
  }
  const trouble = troubleWithDay(date)
  if (trouble !== undefined) return refused(trouble)
  store.run('UPDATE parcels SET expected_on = ? WHERE id = ?', date, Number(parcel.tracking_number.slice(2)))
  const message = `The parcel will come on ${date}.`
  return { tracking_number: parcel.tracking_number, rescheduled: true, expected_on: date, message }
}

function troubleWithDay(date: string): string | undefined {
  const day = new Date(`${date}T00:00:00Z`)
  const isRealDay = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
  if (!isRealDay) return `${JSON.stringify(date)} is not a day; write it as 2026-11-25.`
  if (date <= now.slice(0, 10)) return 'The new day must be after today.'
  return day.getUTCDay() === 0 ? 'There are no deliveries on Sundays.' : undefined
}

function parcelOf(row: Row): Parcel {
  return {
    tracking_number: `PK${numberOf(row, 'id')}`,
    order_id: String(numberOf(row, 'order_id')),
    status: textOf(row, 'status'),
    last_place: textOf(row, 'last_place'),
    last_event_at: textOf(row, 'last_event_at'),
    expected_on: textOrNull(row, 'expected_on'),
  }
}
