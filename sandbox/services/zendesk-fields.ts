import type { Comment } from '../data/tickets.ts'
import { isFilledText, isObject } from '../json.ts'

/** What is wrong with a record, by field, in Zendesk's shape. */
export type Details = Readonly<Record<string, readonly { readonly description: string; readonly error: string }[]>>

/** A new ticket that may be stored, or what is wrong with it. */
export type CheckedTicket =
  { readonly ticket: { requesterId: number; subject: string; body: string; priority: string | null } } | { readonly details: Details }

/** A change to a ticket that may be stored, or what is wrong with it. */
export type CheckedChange = { readonly change: { status?: string; comment?: Comment } } | { readonly details: Details }

const priorities = ['urgent', 'high', 'normal', 'low']
const statuses = ['new', 'open', 'pending', 'hold', 'solved', 'closed']

/** Checks the body of a new ticket and names every field that is wrong at once. */
export function checkedTicket(body: unknown, isCustomer: (id: number) => boolean): CheckedTicket {
  const ticket = isObject(body) ? body.ticket : undefined
  if (!isObject(ticket)) return { details: { base: [blank('Ticket')] } }
  const comment = isObject(ticket.comment) ? ticket.comment.body : undefined
  const requesterId = idOf(ticket.requester_id)
  const { subject, priority = null } = ticket
  const details: Record<string, Details[string]> = {}
  if (!isFilledText(subject)) details.subject = [blank('Subject')]
  if (!isFilledText(comment)) details.comment = [blank('Description')]
  if (requesterId === undefined || !isCustomer(requesterId)) details.requester_id = [invalid('Requester', 'is invalid')]
  if (priority !== null && !isOneOf(priorities, priority)) details.priority = [notListed('Priority', priority)]
  // The first half repeats the checks above for the compiler, which cannot see that an empty list means all is well.
  const isWhole = isFilledText(subject) && isFilledText(comment) && requesterId !== undefined
  if (!isWhole || Object.keys(details).length > 0) return { details }
  return { ticket: { requesterId, subject, body: comment, priority: typeof priority === 'string' ? priority : null } }
}

/** Checks a change to a ticket that now has the given status. */
export function checkedChange(body: unknown, currentStatus: string): CheckedChange {
  const ticket = isObject(body) ? body.ticket : undefined
  if (!isObject(ticket)) return { details: { base: [blank('Ticket')] } }
  if (currentStatus === 'closed') return { details: { status: [invalid('Status', 'closed prevents ticket update')] } }
  const { status, comment } = ticket
  if (status !== undefined && !isOneOf(statuses, status)) return { details: { status: [notListed('Status', status)] } }
  const change = status === undefined ? {} : { status }
  if (comment === undefined) return { change }
  if (!isObject(comment) || !isFilledText(comment.body)) return { details: { comment: [blank('Comment body')] } }
  const isPublic = comment.public ?? true
  if (typeof isPublic !== 'boolean') return { details: { comment: [invalid('Comment public', 'must be true or false')] } }
  return { change: { ...change, comment: { body: comment.body, isPublic } } }
}

// Zendesk takes numbers written as text, and a language model often writes them so.
function idOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined
}

function isOneOf(list: readonly string[], value: unknown): value is string {
  return typeof value === 'string' && list.includes(value)
}

function blank(field: string): Details[string][number] {
  return { description: `${field}: cannot be blank`, error: 'BlankValue' }
}

function invalid(field: string, trouble: string): Details[string][number] {
  return { description: `${field}: ${trouble}`, error: 'InvalidValue' }
}

function notListed(field: string, value: unknown): Details[string][number] {
  return invalid(field, `${JSON.stringify(value)} is not included in the list`)
}
