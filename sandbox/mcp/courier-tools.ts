import { ErrorCode, McpError, type CallToolResult, type Tool } from '@modelcontextprotocol/sdk/types.js'
import type { Store } from '../data/database.ts'
import { findParcel, rescheduleParcel, type Parcel } from '../data/parcels.ts'
import type { JsonObject } from '../json.ts'

const trackingNumber = { type: 'string', pattern: '^PK\\d{6}$', description: 'The tracking number: PK and six digits, such as PK100001.' }

/** What the courier can do for an agent, as it is listed. */
export const courierTools: Tool[] = [
  {
    name: 'track_parcel',
    title: 'Track a parcel',
    description:
      'Tells where a parcel is and on which day it should arrive. Use it when the caller asks where a delivery is and the tracking number is known.',
    inputSchema: {
      type: 'object',
      properties: { tracking_number: trackingNumber },
      required: ['tracking_number'],
      additionalProperties: false,
    },
    outputSchema: {
      type: 'object',
      properties: {
        tracking_number: { type: 'string' },
        order_id: { type: 'string' },
        status: { type: 'string', enum: ['in_transit', 'out_for_delivery', 'delivered', 'returned'] },
        last_place: { type: 'string' },
        last_event_at: { type: 'string', format: 'date-time' },
        expected_on: { type: ['string', 'null'] },
      },
      required: ['tracking_number', 'status', 'last_place', 'last_event_at', 'expected_on'],
    },
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
  {
    name: 'reschedule_delivery',
    title: 'Reschedule a delivery',
    description:
      'Moves a delivery that is still on its way to another day. Use it when the caller will not be at home and has named a day. When it cannot be moved, the answer says why.',
    inputSchema: {
      type: 'object',
      properties: {
        tracking_number: trackingNumber,
        date: { type: 'string', format: 'date', description: 'The new day, as 2026-11-25. Not a Sunday, and not today.' },
      },
      required: ['tracking_number', 'date'],
      additionalProperties: false,
    },
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  },
]

/** Carries out one of the courier's tools. */
export function callCourierTool(store: Store, name: string, given: JsonObject): CallToolResult {
  const tool = courierTools.find((candidate) => candidate.name === name)
  if (tool === undefined) throw new McpError(ErrorCode.InvalidParams, `There is no tool ${name}.`)
  const { tracking_number: number, date } = given
  if (typeof number !== 'string') return failed('tracking_number must be text.')
  if (tool.name === 'reschedule_delivery' && typeof date !== 'string') return failed('date must be text.')
  const parcel = findParcel(store, number)
  if (parcel === undefined) return failed(`There is no parcel ${number}.`)
  if (tool.name === 'track_parcel') return { content: [{ type: 'text', text: sentenceOf(parcel) }], structuredContent: { ...parcel } }
  return { content: [{ type: 'text', text: rescheduleParcel(store, parcel, String(date)).message }] }
}

function failed(message: string): CallToolResult {
  return { content: [{ type: 'text', text: message }], isError: true }
}

function sentenceOf(parcel: Parcel): string {
  const place = `Parcel ${parcel.tracking_number} is ${parcel.status.replaceAll('_', ' ')}; it was last seen in ${parcel.last_place}`
  return parcel.expected_on === null ? `${place}.` : `${place} and should arrive on ${parcel.expected_on}.`
}
