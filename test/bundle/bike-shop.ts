import type { SmallProject } from './project.ts'

/** A bike shop: a help desk over HTTP with basic credentials, an order API with a refund to confirm, and an MCP server with a cancellation. */
export const bikeShop: SmallProject = {
  agent: `description: First-line support of a bike shop
prompt: ../prompts/support.md
tools:
  zendesk: [search_customer]
  orders: [process_refund, check_order]
  shop: [search_orders, cancel_order]
variables: { user_phone_number: "+34600111222" }
`,
  prompt: 'You answer the phone of a bike shop.\n',
  integrations: {
    zendesk: `type: http
description: Tickets and requesters in Zendesk
base_url: https://\${ZENDESK_SUBDOMAIN}.zendesk.com/api/v2
credentials:
  type: basic
  username: \${ZENDESK_EMAIL}/token
  password: \${ZENDESK_TOKEN}
headers:
  Accept: application/json
tools:
  search_customer:
    description: Finds a customer by phone or e-mail. Use it as soon as the caller gives either one.
    parameters:
      query:
        type: string
        description: The caller's e-mail, or the phone number in international form
        examples: ["+34600111222"]
    request:
      method: GET
      path: /users/search.json
      query:
        query: "{query}"
        per_page: 3
    response:
      select: "users[].{id: id, name: name}"
      errors:
        404: No customer has that phone or e-mail.
`,
    orders: `type: http
description: The shop's own order API
base_url: https://orders.bikes.example/v1
credentials: { type: bearer, token: "\${ORDERS_TOKEN}" }
tools:
  check_order:
    description: Reads an order.
    parameters:
      order_id: { type: integer, description: Order number, minimum: 10000 }
    request: { method: GET, path: "/orders/{order_id}" }
  process_refund:
    description: Refunds an order, in full or in part. Only after check_order showed that it was paid.
    confirmation: Do you confirm you want to refund {amount} euros for order {order_id}?
    pre_speech: force
    execution_audio: typing
    timeout_seconds: 2.5
    parameters:
      order_id: { type: string, description: Order number as the caller reads it, pattern: '^\\d{5}$' }
      amount: { type: number, description: Euros to refund, exclusiveMinimum: 0 }
      reason: { type: string, required: false, description: "Why, in the caller's words" }
    request:
      method: POST
      path: /orders/{order_id}/refunds
      body:
        refund: { amount: "{amount}", note: "{reason}", requested_by: "{{user_phone_number}}", channel: phone }
`,
    shop: `type: mcp
description: The shop's own MCP server
url: https://mcp.bikes.example/mcp
credentials: { type: bearer, token: "\${SHOP_MCP_TOKEN}" }
tools:
  include: ["search_*", cancel_order]
  cancel_order:
    confirmation: Shall I cancel order {order_id}?
    pre_speech: force
`,
  },
  locked: {
    shop: [
      {
        name: 'cancel_order',
        title: 'Cancel an order',
        description: 'Cancels an order that has not left the shop.',
        inputSchema: {
          $schema: 'http://json-schema.org/draft-07/schema#',
          type: 'object',
          properties: { order_id: { type: 'string', 'x-mcp-header': 'Order' } },
          required: ['order_id'],
        },
        annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true },
        execution: { taskSupport: 'forbidden' },
      },
      {
        name: 'search_orders',
        description: 'Finds the orders of a customer.',
        inputSchema: {
          $schema: 'http://json-schema.org/draft-07/schema#',
          type: 'object',
          properties: { filters: { type: 'object' }, tags: { type: 'array' }, page: { type: 'integer', default: 1, examples: [1] }, anything: true },
        },
        annotations: { readOnlyHint: true },
      },
    ],
  },
}
