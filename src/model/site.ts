import { hostOf } from './address.ts'

/** siteOf gives the part of an address that its owner registered (`api.shop.example` is of `shop.example`); undefined where that is not written. */
export function siteOf(url: string): string | undefined {
  const host = hostOf(url)?.toLowerCase().replace(/\.$/, '')
  if (host === undefined || !/\.[a-z]{2,}$/.test(host)) return undefined
  const labels = host.split('.')
  const last = labels.at(-1) ?? ''
  // co.uk, com.br: under some countries names begin one step further down.
  const depth = last.length === 2 && /^(?:co|com|org|net|gov|gob|edu|ac)$/.test(labels.at(-2) ?? '') ? 3 : 2
  const site = labels.slice(-depth)
  return site.length < depth || site.some((label) => !/^[a-z0-9-]+$/.test(label)) ? undefined : site.join('.')
}

// Whoever owns one of a row owns the others.
const families = [
  ['microsoft', 'microsoftonline', 'windows', 'azure', 'office', 'office365', 'dynamics', 'sharepoint', 'live', 'outlook'],
  ['google', 'googleapis', 'gmail', 'youtube', 'gstatic'],
  ['salesforce', 'force', 'exacttarget', 'marketingcloudapis', 'heroku'],
  ['hubspot', 'hubapi'],
  ['facebook', 'meta', 'whatsapp', 'instagram'],
  ['atlassian', 'jira', 'trello', 'bitbucket', 'statuspage', 'opsgenie'],
  ['amazon', 'amazonaws', 'amazoncognito', 'awsapps'],
  ['intuit', 'quickbooks', 'mailchimp', 'mandrillapp'],
  ['sap', 'ondemand', 'successfactors', 'hana', 'concursolutions'],
  ['servicenow', 'service-now'],
  ['genesys', 'mypurecloud', 'pure', 'usw2'],
  ['twilio', 'sendgrid', 'segment'],
  ['vonage', 'nexmo'],
  ['shopify', 'myshopify'],
  ['paypal', 'braintree', 'braintreegateway'],
  ['oracle', 'oraclecloud', 'netsuite', 'opera'],
  ['zendesk', 'zopim'],
  ['freshdesk', 'freshworks', 'freshservice', 'myfreshworks'],
]

/** areRelated tells whether two sites may well be of one owner: names that begin alike, or names of one family. */
export function areRelated(left: string, right: string): boolean {
  if (left === right) return true
  const [one = '', other = ''] = [left.split('.')[0], right.split('.')[0]]
  if (one.slice(0, 4) === other.slice(0, 4)) return true
  return families.some((family) => family.includes(one) && family.includes(other))
}

const loginSites = new Set(
  (
    'auth0.com okta.com oktapreview.com okta-emea.com microsoftonline.com microsoftonline.us b2clogin.com ciamlogin.com amazoncognito.com ' +
    'amazonaws.com onelogin.com pingidentity.com pingone.com pingone.eu google.com googleapis.com fusionauth.io workos.com stytch.com frontegg.com ' +
    'descope.com zitadel.cloud clerk.com kinde.com'
  ).split(' '),
)

/** isLoginSite tells whether a site gives out tokens for the services of others. */
export function isLoginSite(site: string): boolean {
  return loginSites.has(site)
}
