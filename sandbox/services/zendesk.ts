import { findCustomer, searchCustomers, type Customer } from '../data/customers.ts'
import type { Store } from '../data/database.ts'
import { createTicket, findTicket, updateTicket, type Ticket } from '../data/tickets.ts'
import { secrets } from '../environment.ts'
import { basicCredentials } from '../http/credentials.ts'
import type { Answer, Call, Problem, Service } from '../http/service.ts'
import { checkedChange, checkedTicket, type Details } from './zendesk-fields.ts'

const prefix = '/zendesk/api/v2'

/** Makes the help desk, shaped like Zendesk's ticketing API. */
export function createZendesk(store: Store, url: () => string): Service {
  return {
    prefix,
    problemBody,
    refuse(headers) {
      const given = basicCredentials(headers)
      if (given?.username === `${secrets.zendeskEmail}/token` && given.password === secrets.zendeskToken) return undefined
      const challenge = { 'WWW-Authenticate': 'Basic realm="Web Password"' }
      return { status: 401, code: 'unauthorized', message: "Couldn't authenticate you", headers: challenge }
    },
    routes: [
      { method: 'GET', path: '/users/search.json', answer: (call) => searchUsers(store, url(), call) },
      { method: 'POST', path: '/tickets.json', accepts: 'json', answer: (call) => postTicket(store, url(), call) },
      { method: 'GET', path: '/tickets/{id}.json', answer: (call) => getTicket(store, url(), call) },
      { method: 'PUT', path: '/tickets/{id}.json', accepts: 'json', answer: (call) => putTicket(store, url(), call) },
    ],
  }
}

function searchUsers(store: Store, url: string, { query }: Call): Answer {
  const text = query.get('query')
  if (text === null || text.trim() === '') return badRequest('query', 'must be present')
  const perPage = pageNumber(query.get('per_page'), 100)
  const page = pageNumber(query.get('page'), 1)
  if (perPage === undefined || perPage > 100 || page === undefined) return badRequest('per_page or page', 'must be a number from 1 to 100')
  const found = searchCustomers(store, text)
  const pageUrl = (number: number) =>
    `${url}${prefix}/users/search.json?${new URLSearchParams({ query: text, per_page: String(perPage), page: String(number) }).toString()}`
  return {
    status: 200,
    body: {
      users: found.slice((page - 1) * perPage, page * perPage).map((customer) => userBody(customer, url)),
      count: found.length,
      next_page: page * perPage < found.length ? pageUrl(page + 1) : null,
      previous_page: page > 1 ? pageUrl(page - 1) : null,
    },
  }
}

function postTicket(store: Store, url: string, { body }: Call): Answer {
  const checked = checkedTicket(body, (id) => findCustomer(store, id) !== undefined)
  if ('details' in checked) return recordInvalid(checked.details)
  const id = createTicket(store, checked.ticket)
  const answer = ticketAnswer(store, url, id, 201)
  return { ...answer, headers: { Location: `${url}${prefix}/tickets/${id}.json` } }
}

function getTicket(store: Store, url: string, { segments }: Call): Answer {
  return ticketAnswer(store, url, ticketId(segments.id), 200)
}

function putTicket(store: Store, url: string, { segments, body }: Call): Answer {
  const ticket = findTicket(store, ticketId(segments.id))
  if (ticket === undefined) return recordNotFound
  const checked = checkedChange(body, ticket.status)
  if ('details' in checked) return recordInvalid(checked.details)
  updateTicket(store, ticket.id, checked.change)
  return ticketAnswer(store, url, ticket.id, 200)
}

function ticketAnswer(store: Store, url: string, id: number, status: number): Answer {
  const ticket = findTicket(store, id)
  return ticket === undefined ? recordNotFound : { status, body: { ticket: ticketBody(ticket, url) } }
}

// No ticket has number 0, so that text which is not a number finds nothing.
function ticketId(text: string | undefined): number {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : 0
}

const recordNotFound: Answer = { status: 404, body: { error: 'RecordNotFound', description: 'Not found' } }

function recordInvalid(details: Details): Answer {
  return { status: 422, body: { error: 'RecordInvalid', description: 'Record validation errors', details } }
}

function badRequest(name: string, trouble: string): Answer {
  const message = `You passed an invalid value for the ${name} attribute. Invalid parameter: ${name} ${trouble}`
  return { status: 400, body: { error: { title: 'Invalid attribute', message } } }
}

function problemBody({ status, code, message }: Problem): unknown {
  if (status === 401) return { error: message }
  return { error: status === 404 ? 'InvalidEndpoint' : code, description: message }
}

function pageNumber(text: string | null, fallback: number): number | undefined {
  if (text === null) return fallback
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined
}

function userBody(customer: Customer, url: string): unknown {
  const { id, name, email, phone } = customer
  return {
    id,
    url: `${url}${prefix}/users/${id}.json`,
    name,
    email,
    phone,
    role: 'end-user',
    external_id: `cus_${id}`,
    locale: customer.locale,
    time_zone: customer.timeZone,
    created_at: `${customer.since}T00:00:00Z`,
    updated_at: `${customer.since}T00:00:00Z`,
    active: true,
    verified: true,
    suspended: false,
    organization_id: null,
    tags: [customer.tier],
  }
}

function ticketBody(ticket: Ticket, url: string): unknown {
  return {
    id: ticket.id,
    url: `${url}${prefix}/tickets/${ticket.id}.json`,
    subject: ticket.subject,
    description: ticket.description,
    status: ticket.status,
    priority: ticket.priority,
    requester_id: ticket.requesterId,
    assignee_id: null,
    comment_count: ticket.commentCount,
    created_at: ticket.createdAt,
    updated_at: ticket.updatedAt,
    tags: [],
    via: { channel: 'api' },
  }
}
