/** SecretShape is how the tokens of one service look: services mark them so that they can be found. */
interface SecretShape {
  readonly kind: string
  /** Sticky; stands at the beginning of the token. */
  readonly form: RegExp
}

// Every repetition has a bound or is of one class, so that reading takes as long as the token.
const shapes: readonly SecretShape[] = [
  { kind: 'a GitHub token', form: /gh[pousr]_[A-Za-z0-9]{36,251}|github_pat_\w{50,251}/y },
  { kind: 'a GitLab token', form: /gl(?:pat|ptt|dt|rt|rtr|cbt|ft|imt|agent|oas|soat|ffct|wt)-[\w-]{20,300}/y },
  { kind: 'a Slack token', form: /xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{16,400}|xapp-\d-[A-Za-z0-9-]{30,200}/y },
  { kind: 'a Stripe live key', form: /[sr]k_live_[A-Za-z0-9]{16,250}/y },
  { kind: 'a Stripe webhook secret', form: /whsec_[A-Za-z0-9+/]{32,100}/y },
  { kind: 'an AWS access key', form: /A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}/y },
  { kind: 'a Google API key', form: /AIza[\w-]{35}/y },
  { kind: 'a Google client secret', form: /GOCSPX-[\w-]{28}/y },
  { kind: 'a Google access token', form: /ya29\.[\w-]{20,2000}/y },
  { kind: 'an Anthropic key', form: /sk-ant-[a-z]{3,6}\d\d-[\w-]{20,200}/y },
  { kind: 'an OpenRouter key', form: /sk-or-v1-[a-f0-9]{64}/y },
  { kind: 'an OpenAI key', form: /sk-(?:proj|svcacct|admin|None)-[\w-]{40,250}|sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}/y },
  { kind: 'a secret API key (sk-…)', form: /sk-[A-Za-z0-9]{32,64}/y },
  { kind: 'a Groq key', form: /gsk_[A-Za-z0-9]{40,64}/y },
  { kind: 'an xAI key', form: /xai-[A-Za-z0-9]{70,90}/y },
  { kind: 'a Perplexity key', form: /pplx-[A-Za-z0-9]{40,64}/y },
  { kind: 'a Replicate token', form: /r8_[A-Za-z0-9]{37}/y },
  { kind: 'a Hugging Face token', form: /hf_[A-Za-z]{30,40}/y },
  { kind: 'an ElevenLabs key', form: /sk_[a-f0-9]{48}/y },
  { kind: 'a SendGrid key', form: /SG\.[\w-]{16,32}\.[\w-]{16,64}/y },
  { kind: 'a Brevo key', form: /xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}/y },
  { kind: 'a Mailgun key', form: /key-[a-f0-9]{32}/y },
  { kind: 'a Mailchimp key', form: /[a-f0-9]{32}-us\d{1,2}/y },
  { kind: 'a HubSpot token', form: /pat-[a-z]{2,3}\d-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}/iy },
  { kind: 'a Shopify token', form: /shp(?:at|ca|pa|ss|ua)_[a-fA-F0-9]{32}/y },
  { kind: 'a Square token', form: /sq0(?:atp|csp)-[\w-]{22,43}|EAAA[\w-]{60}/y },
  { kind: 'a Facebook token', form: /EAA[A-Za-z0-9]{90,500}/y },
  { kind: 'a PayPal token', form: /access_token\$production\$[a-z0-9]{16}\$[a-f0-9]{32}/y },
  { kind: 'a Plaid token', form: /access-production-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}/y },
  { kind: 'a Razorpay key', form: /rzp_live_[A-Za-z0-9]{14}/y },
  { kind: 'a Shippo token', form: /shippo_live_[a-f0-9]{40}/y },
  { kind: 'an EasyPost key', form: /EZAK[A-Za-z0-9]{54}/y },
  { kind: 'a Duffel token', form: /duffel_live_[\w-]{43}/y },
  { kind: 'a Cal.com key', form: /cal_live_[a-f0-9]{32}/y },
  { kind: 'a DigitalOcean token', form: /do[opr]_v1_[a-f0-9]{64}/y },
  { kind: 'a Databricks token', form: /dapi[a-f0-9]{32}/y },
  { kind: 'an Atlassian token', form: /AT(?:ATT|CTT|BB)[A-Za-z0-9][\w=-]{30,300}/y },
  { kind: 'an Airtable token', form: /pat[A-Za-z0-9]{14}\.[a-f0-9]{64}/y },
  { kind: 'a Notion token', form: /ntn_[A-Za-z0-9]{40,60}|secret_[A-Za-z0-9]{43}/y },
  { kind: 'a Linear key', form: /lin_api_[A-Za-z0-9]{40}/y },
  { kind: 'a Typeform token', form: /tfp_[\w.=-]{40,80}/y },
  { kind: 'a Postman key', form: /PMAK-[a-f0-9]{24}-[a-f0-9]{34}/y },
  { kind: 'a Figma token', form: /figd_[\w-]{40,60}/y },
  { kind: 'an npm token', form: /npm_[A-Za-z0-9]{36}/y },
  { kind: 'a PyPI token', form: /pypi-AgE[\w-]{50,1000}/y },
  { kind: 'a Docker token', form: /dckr_(?:pat|oat)_[\w-]{27,40}/y },
  { kind: 'a Supabase key', form: /sbp_[a-f0-9]{40}|sb_secret_[\w-]{20,60}/y },
  { kind: 'a Grafana token', form: /glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_[A-Za-z0-9+/]{32,400}/y },
  { kind: 'a Sentry token', form: /sntry[su]_[\w+/=]{40,500}/y },
  { kind: 'a New Relic key', form: /NRAK-[A-Z0-9]{27}/y },
  { kind: 'a Vault token', form: /hvs\.[\w-]{24,120}/y },
  { kind: 'a JSON web token', form: /eyJ[\w-]{10,4000}\.eyJ[\w-]{10,8000}\.[\w-]{10,4000}/y },
  { kind: 'a Telegram bot token', form: /(?:bot)?\d{8,10}:AA[\w-]{33}/y },
  { kind: 'a Twilio auth token', form: /(?:AC|SK)[a-f0-9]{32}:[A-Za-z0-9]{32}/y },
  { kind: 'an Azure client secret', form: /[\w.~]{3}\dQ~[\w.~-]{31,34}/y },
]

// What the tokens above begin with: one look is enough for nearly every word.
const beginnings =
  /gh[pousr]_|github_pat_|gl[a-z]{2,5}-|xox|xapp-|[srg]k_|gsk_|sk-|whsec_|A[KSBC][IC]A|AIza|GOCSPX-|ya29|xai-|pplx-|r8_|hf_|SG\.|xkeysib-|key-|[a-f0-9]{32}-us|pat|shp|sq0|EAA|access[_-]|rzp_|shippo_|EZAK|duffel_|cal_|do[opr]_|dapi|AT[ACB]|ntn_|secret_|lin_|tfp_|PMAK|figd_|npm_|pypi-|dckr_|sb|gls?[ac]_|sntry|NRAK|hvs|eyJ|bot\d|\d{8,10}:|AC|SK|[\w.~]{3}\dQ~/iy

/** ShapedSecret is a token that says itself whose it is. */
export interface ShapedSecret {
  readonly kind: string
  readonly end: number
}

/** shapedSecretAt tells whether the token of a known service begins at an offset. */
export function shapedSecretAt(text: string, start: number): ShapedSecret | undefined {
  beginnings.lastIndex = start
  if (!beginnings.test(text)) return undefined
  for (const { kind, form } of shapes) {
    form.lastIndex = start
    if (form.test(text) && !isWordCode(text.charCodeAt(form.lastIndex))) return { kind, end: form.lastIndex }
  }
  return undefined
}

function isWordCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
}
