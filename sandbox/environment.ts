/** Names the one client of the payments service and the secrets of every service; all fake and fixed, so that a demo can be pasted. */
export const secrets = {
  zendeskEmail: 'agent@sandbox.example',
  zendeskToken: 'sandbox-zendesk-token',
  crmToken: 'sandbox-crm-token',
  commerceApiKey: 'sandbox-commerce-key',
  paymentsClientId: 'sandbox-payments-client',
  paymentsClientSecret: 'sandbox-payments-secret',
  shopMcpToken: 'sandbox-shop-mcp-token',
  courierKey: 'sandbox-courier-key',
  admin: 'sandbox-admin-key',
} as const

/** Gives every environment variable that the shipped project needs to reach a sandbox at this address. */
export function environmentOf(url: string): Readonly<Record<string, string>> {
  return Object.freeze({
    ZENDESK_URL: `${url}/zendesk`,
    ZENDESK_EMAIL: secrets.zendeskEmail,
    ZENDESK_TOKEN: secrets.zendeskToken,
    CRM_URL: `${url}/crm`,
    CRM_TOKEN: secrets.crmToken,
    COMMERCE_URL: `${url}/commerce`,
    COMMERCE_API_KEY: secrets.commerceApiKey,
    PAYMENTS_URL: `${url}/payments`,
    PAYMENTS_CLIENT_ID: secrets.paymentsClientId,
    PAYMENTS_CLIENT_SECRET: secrets.paymentsClientSecret,
    SHOP_MCP_URL: `${url}/mcp`,
    SHOP_MCP_TOKEN: secrets.shopMcpToken,
    COURIER_URL: `${url}/courier`,
    COURIER_KEY: secrets.courierKey,
    SANDBOX_ADMIN: secrets.admin,
  })
}
