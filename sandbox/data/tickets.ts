import { numberOf, textOf, textOrNull, type Row, type Store } from './database.ts'
import { now } from './seed.ts'

/** A help-desk ticket. */
export interface Ticket {
  readonly id: number
  readonly requesterId: number
  readonly subject: string
  readonly description: string
  readonly status: string
  readonly priority: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly commentCount: number
}

/** Something said on a ticket. */
export interface Comment {
  readonly body: string
  readonly isPublic: boolean
}

/** Finds one ticket by number. */
export function findTicket(store: Store, id: number): Ticket | undefined {
  const row = store.get('SELECT t.*, (SELECT count(*) FROM comments c WHERE c.ticket_id = t.id) AS comment_count FROM tickets t WHERE t.id = ?', id)
  return row && ticketOf(row)
}

/** Opens a ticket with its first comment and gives its number. */
export function createTicket(store: Store, ticket: { requesterId: number; subject: string; body: string; priority: string | null }): number {
  return store.transaction(() => {
    const id = store.run(
      `INSERT INTO tickets (requester_id, subject, description, status, priority, created_at, updated_at)
       VALUES (?, ?, ?, 'new', ?, ?, ?)`,
      ticket.requesterId,
      ticket.subject,
      ticket.body,
      ticket.priority,
      now,
      now,
    )
    addComment(store, id, { body: ticket.body, isPublic: true })
    return id
  })
}

/** Changes a ticket's status, says something on it, or both. */
export function updateTicket(store: Store, id: number, change: { status?: string; comment?: Comment }): void {
  store.transaction(() => {
    store.run('UPDATE tickets SET status = coalesce(?, status), updated_at = ? WHERE id = ?', change.status ?? null, now, id)
    if (change.comment) addComment(store, id, change.comment)
  })
}

function addComment(store: Store, ticketId: number, comment: Comment): void {
  store.run(
    'INSERT INTO comments (ticket_id, body, is_public, created_at) VALUES (?, ?, ?, ?)',
    ticketId,
    comment.body,
    comment.isPublic ? 1 : 0,
    now,
  )
}

function ticketOf(row: Row): Ticket {
  return {
    id: numberOf(row, 'id'),
    requesterId: numberOf(row, 'requester_id'),
    subject: textOf(row, 'subject'),
    description: textOf(row, 'description'),
    status: textOf(row, 'status'),
    priority: textOrNull(row, 'priority'),
    createdAt: textOf(row, 'created_at'),
    updatedAt: textOf(row, 'updated_at'),
    commentCount: numberOf(row, 'comment_count'),
  }
}
