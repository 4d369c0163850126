import { pick, type Random } from '../random.ts'

/** Thing is what a system keeps records of. */
export interface Thing {
  readonly one: string
  readonly many: string
  /** How its numbers look, as a regular expression and as an example. */
  readonly pattern: string
  readonly example: string
}

/** System is an external system with the things that it keeps. */
export interface System {
  readonly name: string
  readonly words: string
  readonly things: readonly [Thing, ...Thing[]]
}

const five = { pattern: '^\\d{5}$', example: '48213' }
const six = { pattern: '^\\d{6}$', example: '730144' }
const lettered = (letters: string): Pick<Thing, 'pattern' | 'example'> => ({ pattern: `^${letters}-\\d{4}$`, example: `${letters}-3071` })

/** systems are the ones that a team of phone agents meets. */
export const systems: readonly [System, ...System[]] = [
  system('dental_clinic', 'a dental clinic', { one: 'appointment', many: 'appointments', ...five }, { one: 'invoice', many: 'invoices', ...six }),
  system('bike_shop', 'a bike shop', { one: 'repair', many: 'repairs', ...lettered('RP') }, { one: 'order', many: 'orders', ...five }),
  system('parcel_service', 'a parcel service', { one: 'parcel', many: 'parcels', ...lettered('PK') }, { one: 'pickup', many: 'pickups', ...five }),
  system('help_desk', 'a help desk', { one: 'ticket', many: 'tickets', ...six }, { one: 'visit', many: 'visits', ...five }),
  system(
    'loyalty_club',
    'a loyalty club',
    { one: 'membership', many: 'memberships', ...six },
    { one: 'voucher', many: 'vouchers', ...lettered('VC') },
  ),
  system('hotel_desk', 'a hotel', { one: 'booking', many: 'bookings', ...lettered('BK') }, { one: 'transfer', many: 'transfers', ...five }),
  system('water_utility', 'a water utility', { one: 'contract', many: 'contracts', ...six }, { one: 'bill', many: 'bills', ...six }),
  system('driving_school', 'a driving school', { one: 'lesson', many: 'lessons', ...five }, { one: 'exam', many: 'exams', ...lettered('EX') }),
  system('car_rental', 'a car rental', { one: 'reservation', many: 'reservations', ...lettered('RS') }, { one: 'claim', many: 'claims', ...five }),
]

function system(name: string, words: string, ...things: [Thing, Thing]): System {
  return { name, words, things }
}

/** withArticle is "an appointment" or "a repair". */
export function withArticle(word: string): string {
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}

/** phoneNumber is a number that nobody owns. */
export function phoneNumber(random: Random): string {
  return `+34600${pick(random, ['111', '222', '333', '444'])}${Math.floor(random() * 900) + 100}`
}
