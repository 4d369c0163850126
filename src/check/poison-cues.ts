/** Cue is a turn of phrase that attacks on agents need and honest descriptions hardly ever use. A hint, no proof. */
export interface Cue {
  /** 3: no honest definition says this. 2: hardly one does. 1: many do, so it counts only beside a heavier one. */
  readonly weight: 1 | 2 | 3
  /** Of these, in lower case, a text holds one wherever the pattern fits; none begins another. Most texts hold none of any cue, and are done. */
  readonly words: readonly string[]
  /** Tried on one line a text: white space folded, keys taken apart into words behind `keyMark`. No gap is unbounded, so the time is linear. */
  readonly pattern: () => RegExp
}

/** keyMark stands before the line of a key. */
export const keyMark = '¶'

// After the published attacks (read 2026-11-23): Invariant Labs on tool poisoning and WhatsApp, CyberArk "Poison everywhere", Trail of Bits
// "Jumping the line", OWASP MCP03, the test beds of Cisco, Damn Vulnerable MCP and beejak. Weighed on 1,091 definitions of 39 public servers
// and 65,000 texts out of the sources of 25: none of them is told.
function cue(weight: Cue['weight'], words: string, ...parts: readonly RegExp[]): Cue {
  // Put together when it is needed: most runs meet no MCP server.
  let pattern: RegExp | undefined
  return { weight, words: words.split('|'), pattern: () => (pattern ??= new RegExp(parts.map(({ source }) => source).join(''), 'i')) }
}

const user = /(?:the |this |your |any )?(?:user|human|operator|caller|customer|anyone)s?/
const never = /\b(?:do not|don'?t|never|must not|should not) (?:\w{1,12}ly )?/
const near = /[^\n.]{0,20}/
const further = /[^\n.]{0,40}/
const somebody = /(?:https?:\/\/|[\w+-]@[\w-]{1,63}\.\w|\+\d{8})/
const handing = /\b(?:pass|include|send|forward|put|add|append|attach|upload|submit|insert|post)\b/
const mailing = /\b(?:send|forward|post|upload|bcc|cc|copy|transmit|leak|redirect)\b/

const orders: readonly Cue[] = [
  cue(
    3,
    'ignore|disregard|forget|bypass|override',
    /(?<!\b(?:not|never|cannot) )\b(?:ignore|disregard|forget|bypass|override)\b/,
    near,
    /\b(?:previous|prior|preceding|earlier|above|existing|your|other|all|users?'?s?)\b/,
    near,
    /\b(?:instructions|directives|guidelines|safety)\b/,
  ),
  cue(3, 'ignore|disregard|forget', /\b(?:ignore|disregard|forget)\b/, near, /\b(?:previous|prior|above|your|system) prompts?\b/),
  cue(3, 'forget', /\bforget everything (?:above|before|you (?:know|were|have been|are told))\b/),
  cue(3, 'instrucciones', /\b(?:ignora|olvida|descarta)\b/, near, /\binstrucciones (?:anteriores|previas|del (?:sistema|usuario))/),
  cue(3, 'igen anweisung|igen instruktion', /\b(?:ignoriere|missachte|vergiss)\b/, near, /\b(?:vor(?:her)?|bisher|ob)igen (?:anweisung|instruktion)/),
  cue(3, 'instructions pr', /\b(?:ignore[rz]?|oublie[rz]?)\b/, near, /\binstructions pr[ée]c[ée]dentes/),
  cue(3, 'you are no', /\byou are (?:now|no longer)\b/, further, /\b(?:mode|admin(?:istrator)?|unrestricted|jailbroken|root|bound|restricted)\b/),
  cue(
    3,
    'system prompt|system instructions|initial instructions|hidden instructions|original instructions',
    /\b(?:reveal|output|print|repeat|return|include|send|show|expose|leak|provide|paste|copy|pass)\b/,
    near,
    /\byour (?:\w{1,12} ){0,2}(?:system prompt|(?:system|initial|hidden|original) instructions)\b/,
  ),
  cue(3, 'ctive]|ction]|ctions]|override', /\[(?:system|hidden|secret|role|metadata|admin)[ _-](?:directive|instructions?|override)\]/),
  cue(
    2,
    'not ask|not wait|not request|not seek|not prompt|t ask|t wait|never ask|never wait|never request|ly ask',
    never,
    /(?:ask|wait|prompt|request|seek)\b/,
    near,
    /\b(?:confirmation|permission|approval|consent)\b/,
  ),
  cue(2, 'chmod -r|rm -rf', /\b(?:chmod -r 0?[67]\d\d|rm -rf [~/])/),
  cue(2, 'prefix|prepend', /\b(?:prefix|prepend)\b/, near, /\b(?:every|any|all|each)\b/, near, /\bcommands?\b/),
]

const path =
  /(?:~?[/\\]\.(?:ssh|aws|gnupg|kube|azure|cursor)\b(?!\/[\w-]{1,40}\.pub)|\bid_(?:rsa|ed25519|ecdsa|dsa)\b(?!\.pub)|\/etc\/(?:passwd|shadow|sudoers)\b|\bmcp\.json\b|\bclaude_desktop_config\b|\.git-credentials\b|\.(?:netrc|npmrc|pypirc|bash_history)\b|\/proc\/self\/environ\b|\bwallet\.dat\b|(?<![\w.*])\.env\b(?!\.))/
const pathWords =
  '.ssh|.aws|.gnupg|.kube|.azure|.cursor|id_rsa|id_ed2|id_ecd|id_dsa|/etc/|mcp.json|claude_desktop|git-credentials|.netrc|.npmrc|.pypirc|.bash_history|/environ|wallet.dat|.env'

const theft: readonly Cue[] = [
  cue(2, pathWords, path, /[^\n]{0,60}?\b(?:and|then|also|to) /, handing),
  cue(2, pathWords, /\bcontents? of\b/, near, path),
  // CyberArk: a key alone can ask for it, as content_from_reading_ssh_id_rsa does.
  cue(
    3,
    'content from|contents from|content of|contents of',
    /¶[^\n]{0,60}\bcontents? (?:from|of)\b/,
    further,
    /\b(?:ssh|rsa|passwd|env|secrets?|credentials?|private|tokens?|passwords?|mcp)\b/,
  ),
  cue(2, ' rsa|etc passwd|etc shadow', /¶[^\n]{0,60}\b(?:ssh\b[^\n]{0,12}\brsa|etc (?:passwd|shadow))\b/),
  cue(
    2,
    'keys|tokens|passwords|credentials|secrets|variables|env vars|cookies',
    /\b(?:send|forward|include|pass|attach|append|upload|post|submit|put|paste|leak|embed|encode|dump|collect|gather|steal)\b/,
    further,
    /\b(?:all|every|the user'?s|stored|the (?=env))/,
    near,
    /\b(?:api[ _-]?keys|access tokens|tokens|passwords|credentials|secrets|private keys|ssh keys|(?:environment |env )(?:variables|vars)|cookies)\b/,
  ),
  cue(
    2,
    'conversation|chat|dialogue|message',
    /\b(?:with|write|copy|pass|include|send|forward|put|add|append|attach|upload|submit|insert|post)\b/,
    near,
    /\b(?:full|entire|whole|complete|all (?:of )?(?:the|our|your|previous)|everything in)\b/,
    near,
    /\b(?:conversation|chat|dialogue|message history)/,
  ),
  cue(2, 'http|@|+', /\b(?:always|must|also|automatically|first|secretly|silently)\b/, near, mailing, /[^\n]{0,80}?/, somebody),
  cue(
    2,
    'mail|message',
    /\b(?:send|forward|copy|redirect) (?:all|every|each) (?:\w{1,15} )?(?:e-?mails?|messages?)\b/,
    further,
    /\bto\b/,
    near,
    somebody,
  ),
  cue(2, 'bcc', /\b(?:add|include|set|put)\b/, near, /\bbcc\b/, near, somebody),
  cue(
    3,
    'ent to|ents to|er to|ers to|ion to|iban to|ee to|ary to|ess to|unt to|ent with|ents with|er with|ers with|ion with|iban with|ee with|ary with|ess with|unt with',
    /\b(?:change|replace|set|switch|redirect|rewrite|modify)\b/,
    near,
    /\b(?:recipients?|phone numbers?|destination|iban|payee|beneficiary|e-?mail address|account) (?:to|with)\b[^\n.]{0,12}(?:\d{8}|[\w+-]@[\w-]{1,63}\.\w|[A-Z]{2}\d{2})/,
  ),
  cue(2, '![', /!\[[^\]\n]{0,60}\]\(https?:\/\/[^)\n]{0,200}?=[{<[]/),
]

const concealment: readonly Cue[] = [
  cue(
    3,
    'tell|inform ',
    never,
    /(?:tell|inform) /,
    user,
    /(?: (?:about|of) (?:this|it|that|any of)\b| anything\b| (?:that )?you\b|[.!,;:)"'`<\n]|$)/,
  ),
  cue(2, 'tell|inform ', never, /(?:tell|inform) /, user, / (?:about|of|that) (?!the |a )/),
  cue(
    2,
    'mention|acknowledge|admit ',
    never,
    /(?:mention|acknowledge|admit) (?:this\b|that (?:you|it|this)\b|to |it to|any of this|these steps|having|anything about this)/,
  ),
  cue(
    2,
    ' know| notice| learn|find out|be told|be informed|be aware|be alerted',
    /\b(?:user|human|caller|customer)s? (?:must not|should not|mustn'?t|shouldn'?t|should never|must never) (?:know|notice|learn|find out|be (?:told|informed|aware|alerted))\b/,
  ),
  cue(2, 'knowledge|awareness|noticing|knowing', /\bwithout /, user, /(?:'?s?) (?:knowledge|awareness|noticing|knowing)\b/),
  cue(
    2,
    'secretly|covertly|silently',
    /\b(?:secretly|covertly|silently) (?:send|forward|include|read|copy|upload|attach|append|call|post|collect|invoke)\b/,
  ),
  cue(2, 'digas|cuentes|menciones', /\bno (?:le |se lo )?(?:digas|cuentes|menciones) (?:esto |nada (?:de esto )?)?al? (?:usuario|cliente)\b/),
  cue(2, ' nichts', /\bsage? (?:dem|der) (?:nutzer|benutzer|anrufer|kunden?)(?:in)? nichts\b/),
  cue(2, 'upset|scare|alarm|worry', /\b(?:could|might|may|would) (?:even )?(?:upset|scare|alarm|worry) the user\b/),
  cue(3, '</', /<\/(?:hidden|secret|system|sys|system[-_]?prompt|system[-_]?reminder|hidden[-_]?instructions?|admin|override)>/),
  cue(
    3,
    'inst]|<<sys|<</sys|im_start|im_end|endoftext|eot_id|start_header_id',
    /\[\/?INST\]|<<\/?SYS>>|<\|(?:im_start|im_end|endoftext|eot_id|start_header_id)\|?>/,
  ),
  cue(2, '<!--', /<!--(?:(?!-->)[^\n]){0,200}?(?:\bsystem:|\bignore\b|\byou (?:must|are|should)\b|\bhidden\b|\binstructions? (?:for|to)\b)/),
]

/** strongCues are each worth a word; where two weigh the same, what they steal says more than how they hide it. */
export const strongCues: readonly Cue[] = [...orders, ...theft, ...concealment]

/** weakCues are asked where a strong one was found. */
export const weakCues: readonly Cue[] = [
  cue(1, 'mode', /\b(?:enter|enable|activate|switch to)\b/, near, /\b(?:developer|god|admin|unrestricted|jailbreak) mode\b/),
  cue(1, 'system override|new instructions:|new objective:|new goal:', /\b(?:system override\b|new (?:instructions|objective|goal):)/),
  cue(1, pathWords, path),
  cue(1, pathWords, /\b(?:read|open|cat|access|fetch|copy|upload|send|attach|include|extract|dump)\b[^\n]{0,60}?/, path),
  cue(1, 'content', handing, near, /\b(?:its|the|their|file'?s?|full|whole|entire|all)\b/, near, /\bcontents?\b/),
  cue(1, 'history|so far|chat list', handing, further, /\b(?:conversation|chat|message) (?:history|list|so far)\b/),
  cue(1, 'http|@|+', mailing, further, /\bto\b/, near, somebody),
  cue(1, 'exfiltrat', /\bexfiltrat/),
  cue(1, 'reveal|disclose|expose|show|explain', never, /(?:reveal|disclose|expose|show|explain) (?:this|it|these)\b/, near, user),
  cue(1, 'without', /\bwithout (?:telling|informing|asking|notifying|mentioning it to) /, user),
  cue(1, 'important', /<\/?important>|\bimportant!!/),
  cue(1, 'before|prior', /\b(?:before|prior to) (?:\w{1,12}ing )?(?:every|any|each|all) (?:other )?(?:tool|request|action|message|response|command)/),
  cue(1, 'this tool', /\b(?:before|when) (?:using|calling|invoking|running|executing) this tool\b/),
  cue(1, 'of ', /\b(?:start|beginning|end) of (?:every|each|any) (?:conversation|session|message|response|request|turn|reply|chat)\b/),
  cue(1, 'other', /\b(?:never|do not|don'?t|instead of|rather than|over)\b/, near, /\bother (?:tools?|servers?)\b/),
  cue(1, 'even', /\beven (?:if|when) the (?:user|caller|customer) (?:specif|ask|say|request|want|provid|object)/),
  cue(1, 'tool', /\b(?:otherwise|or) (?:the|this) tool (?:will|would|does|may) (?:not work|fail|break|crash|error)/),
  cue(1, 'approved|authori|consented', /\b(?:user|caller|customer) has (?:already |pre-?)?(?:approved|authori[sz]ed|consented)\b/),
  cue(1, 'system prompt', /\b(?:reveal|output|print|repeat|include|send|leak|paste|copy|pass|put)\b/, near, /\bsystem prompt\b/),
  cue(1, 'curl|wget', /\b(?:curl|wget)\b[^\n|]{0,100}\| ?(?:ba|z)?sh\b/),
  cue(
    1,
    'ai|llm|assistant|model|agent',
    /\b(?:note|message|attention|notice|instructions?|reminder|important) (?:to|for) (?:the |any |all )?(?:ai|llm|assistant|language model|agent)s?\b/,
  ),
]
