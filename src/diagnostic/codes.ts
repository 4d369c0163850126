import { type CodeInfo, type Diagnostic, type Finding, type Severity, stamp } from './diagnostic.ts'

interface FixedInfo {
  readonly severity: Severity
  readonly title: string
  readonly why: string
  readonly unfinished?: true
  readonly adjustable?: true
}

const error = (title: string, why: string): FixedInfo => ({ severity: 'error', title, why })
const warning = (title: string, why: string): FixedInfo => ({ severity: 'warning', title, why })
/** The run could not be finished: exit code 3. */
const unfinished = (title: string, why: string): FixedInfo => ({ severity: 'error', title, why, unfinished: true })

/** A project may set its severity or waive it, as with a rule: the rest is judged all the same. */
const adjustable = (info: FixedInfo): FixedInfo => ({ ...info, adjustable: true })

/** The codes that are not rules: syntax, shape, finding things, and everything that happens at run time. */
const fixed = {
  'yaml-syntax': error('The text is no YAML', 'Nothing in the file can be read until it parses.'),
  'yaml-duplicate-key': error(
    'A key stands twice in one mapping',
    'YAML readers silently keep one of the two; which tool or value runs is then chance.',
  ),
  'yaml-multiple-documents': error(
    'A file holds several documents',
    'Only the first would be read; the tools of the others would be missing on a call.',
  ),
  'yaml-tab': error('A tab is used to indent', 'YAML forbids tabs for indentation, and editors hide them.'),
  'yaml-empty': error('The file is empty', 'An empty integration has no tools; it is most likely a file that was not saved.'),
  'yaml-alias-limit': error(
    'Aliases make the file explode',
    'A few lines of nested aliases can stand for billions of values and would stop the run.',
  ),
  'schema-unknown-key': error('A key is not known here', 'A misspelt key is a setting that silently does nothing.'),
  'schema-missing-key': error('A required key is missing', 'Without it the tool cannot be called, or the agent cannot know when to call it.'),
  'schema-wrong-type': error('A value has the wrong type', 'The value would be misread or ignored.'),
  'schema-value-unknown': error('A value is not one of the allowed ones', 'The value has no meaning here.'),
  'schema-value-refused': error('A value is outside of what is allowed', 'The value cannot work on a call or on the platform.'),
  'project-empty': error('The project has no integrations', 'A check that looked at nothing must not pass: the folder is most likely the wrong one.'),
  'project-folder-missing': error(
    'diga.yaml names a folder that is not there',
    'What stands elsewhere is not judged, and a check that looked at nothing must not pass.',
  ),
  'project-file-unreadable': error('A file cannot be read', 'What cannot be read cannot be checked.'),
  'project-file-ignored': adjustable(warning('A file is not part of the project', 'It looks like an integration or agent, yet nothing reads it.')),
  'project-integration-duplicate': error(
    'Two files give one integration its name',
    'The file name is the name; with two of them, which one an agent gets is undefined.',
  ),
  'project-integration-unknown': error('An integration is not in the project', 'The command was asked about something that is not there.'),
  'project-tool-unknown': error('A tool is not in the integration', 'The command was asked about something that is not there.'),
  'project-agent-unknown': error('An agent is not in the project', 'The command was asked about something that is not there.'),
  'project-changes-unknown': unfinished(
    'What a branch changed cannot be found out',
    'A check of what changed must not pass because it did not know what that is.',
  ),
  'project-file-unwritable': unfinished('A file cannot be written', 'The result exists but could not be kept; nothing was half written.'),
  'project-prompt-missing': adjustable(error('The prompt of an agent is not there', 'An agent without its prompt does not know its tools.')),
  'settings-code-unknown': error(
    'diga.yaml sets the severity of what cannot be set',
    'The line does nothing, and the project is judged otherwise than its owner believes.',
  ),
  'waiver-invalid': error('A comment waives nothing', 'Who wrote it believes that something is waived; a waiver names one code and says why.'),
  'waiver-expired': adjustable(warning('A waiver has ended', 'It was given for a time; what it waives is told again.')),
  'waiver-unused': adjustable(
    warning('A waiver has nothing to waive', 'What it was given for is gone, and the next mistake on that line would pass unseen.'),
  ),
  'format-differs': error(
    'A file has another layout than the one',
    'Where everybody lays out a file in their own way, a reviewer looks for the one changed word in a wall of changes.',
  ),
  'format-refused': unfinished('A file cannot be laid out', 'A layout must not change what a file says; the file was left as it is.'),
  'lock-missing': adjustable(error('An MCP integration has no lockfile', 'Without a lockfile the server decides alone which tools the agent has.')),
  'lock-stale': adjustable(error('A lockfile was made for another server', 'The pinned tools are those of another address or transport.')),
  'lock-edited': adjustable(error('A lockfile was edited by hand', 'A lock that does not match its digests vouches for nothing.')),
  'lock-unreadable': error('A lockfile has not the shape of one', 'It cannot be compared with the server, nor bundled.'),
  'lock-definition-changed': error(
    'The server changed a tool since it was locked',
    'Arguments and confirmation were reviewed with another definition; the call would do what nobody has read.',
  ),
  'lock-definition-gone': error('The server no longer lists a locked tool', 'An agent would call something that is not there.'),
  'lock-newer': error('A newer diga-int wrote a lockfile', 'What it keeps there is not known here; it is neither used nor written over.'),
  'lock-drift': error('The server no longer offers what is locked', 'An agent would meet tools that nobody reviewed.'),
  'lock-tool-gone': warning(
    'A tool that the project uses has left the server',
    'Agents that were given the tool would call something that is not there.',
  ),
  'request-argument-missing': error('A required argument is missing', 'The request cannot be built without it.'),
  'request-argument-unknown': error('An argument is not a parameter of the tool', 'It would be dropped in silence.'),
  'request-argument-refused': error('An argument does not fit its parameter', 'The agent could never send this value.'),
  'request-variable-missing': error('A call variable has no value', 'On a call the platform fills it; for a manual call it needs a sample value.'),
  'request-environment-missing': unfinished('An environment variable is not set', 'Addresses and credentials come from the environment only.'),
  'request-segment-refused': error(
    'A value would change the path',
    'What a caller says must never reach another endpoint: empty values and dots are no path segment.',
  ),
  'request-header-refused': error('A value cannot stand in a header', 'A line break in a header would smuggle in another header.'),
  'request-url-invalid': error('The address is no URL', 'After the environment was filled in, the address cannot be used.'),
  'request-url-insecure': error('The address is not https', 'Credentials and what a caller said would travel readable; only loopback may use http.'),
  'request-confirmation-missing': error(
    'The call was not confirmed',
    'A tool that asks the caller, or that may change something, is only sent after a yes.',
  ),
  'request-declined': error('The confirmation was declined', 'Nothing was sent.'),
  'tls-file-unreadable': unfinished(
    'A certificate or key cannot be read',
    'Without it the server cannot be trusted, or does not know who is calling.',
  ),
  'response-unauthorized': error('The server refused the credentials', 'On a call the agent would fail each time.'),
  'response-forbidden': error('The credentials may not do this', 'The server knows the credentials and does not allow this call.'),
  'response-not-found': error(
    'The server found nothing at the path',
    'Either the path is wrong or the record does not exist; the tool should say what the agent hears then.',
  ),
  'response-refused': error('The server refused the request', 'The request reached the server, which did not accept it.'),
  'response-limited': error('The server limits how often it may be asked', 'Callers would hear a failure at busy hours.'),
  'response-failed': error('The server failed', 'The trouble is on the server; a write may or may not have happened.'),
  'response-redirect': error(
    'The server points elsewhere',
    'Redirects are followed within the same origin only: credentials and caller data stay with the address in the file.',
  ),
  'response-not-json': error('The answer is no JSON', 'The agent would be given a page or an empty text.'),
  'response-too-deep': error('The answer is nested too deep', 'Whatever reads it would give up, or fall over: the agent would be given nothing.'),
  'response-select-failed': error('The select expression failed on the answer', 'The agent would hear nothing of the answer.'),
  'response-select-empty': warning('The select expression matched nothing', 'The agent would be told nothing, though the server answered.'),
  'response-large': warning(
    'The agent gets more than it can use',
    'Every token is read before the agent says a word: the caller waits, and the model loses the thread.',
  ),
  'response-slow': warning('The answer takes longer than a caller bears', 'After two seconds of silence a caller asks whether anyone is there.'),
  'response-tool-failed': error('The MCP tool reported an error', 'The server ran the tool and says that it failed.'),
  'example-status-differs': error('The answer to an example has another status', 'The tool no longer does what its example says.'),
  'example-result-differs': error('An example gives another result', 'The agent would hear something else than what the tool was written for.'),
  'example-header-differs': error('The answer to an example has another header', 'The server no longer answers the way the example says.'),
  'example-slow': error('The answer to an example takes too long', 'The example says how long a caller may be kept waiting.'),
  'example-not-recorded': unfinished(
    'The answer to an example could not be recorded',
    'The file was left as it is; what it holds is still the old answer.',
  ),
  'example-none-run': error('No example was run', 'A test run that tested nothing must not pass.'),
  'response-structure-refused': error(
    'The structured result does not fit the locked outputSchema',
    'Platforms that check results by the schema throw the result away, and the agent hears of a failure.',
  ),
  'response-input-required': error(
    'The tool waits for input from a person or a model',
    'Nobody fills in a form on a call, and a phone agent lends its model to no server: the tool would never come to an end.',
  ),
  'response-input-refused': warning(
    'The server asked for input while the tool ran',
    'It was refused, as a phone agent refuses it; the tool may have done less than it should.',
  ),
  'response-content-unusable': warning(
    'The result holds nothing that can be said',
    'Pictures, sounds and files mean nothing on the phone; the agent would be told nothing.',
  ),
  'run-interrupted': unfinished('The run was interrupted', 'What was under way was stopped; a request that had been sent may have had its effect.'),
  'login-missing': unfinished('Nobody has logged in', 'The server gives its tools to those only who were let in by a person.'),
  'stdio-not-allowed': unfinished(
    'A program may not be started without a word',
    'An MCP server that is a program runs on this machine, with the rights of whoever runs diga-int: somebody has to have read what is started.',
  ),
  'server-unreachable': unfinished('The server cannot be reached', 'No connection was made, so nothing can be said about the tool.'),
  'server-timeout': unfinished('The server did not answer in time', 'On a call the agent gives up at the same moment; a write may have happened.'),
  'server-tls': unfinished('The secure connection failed', 'The certificate or the encryption is not acceptable; the connection was not used.'),
  'server-unauthorized': unfinished('The MCP server refused the credentials', 'The tool list could not be read.'),
  'server-protocol': unfinished(
    'The answer does not follow the protocol',
    'Either the address is not that of such a server, or the server is broken.',
  ),
  'server-limit': unfinished('The answer is larger than what is safe to read', 'A list or body without end would take the machine down.'),
  'server-list-broken': unfinished(
    'The server lists a tool that is not well formed',
    'A lock is written whole or not at all: a dropped tool would be a silent hole.',
  ),
  'server-list-empty': unfinished('The server lists no tools', 'A lock is never emptied in silence.'),
  'server-list-secret': error(
    'The server writes a secret of ours into its list',
    'The list is locked and committed: whoever reads the repository would have the secret, and so would each model that is given the tool.',
  ),
  'bundle-loss': error('A target cannot carry what the tool means', 'A bundle that loses a confirmation or a rule in silence is worse than none.'),
  'bundle-lossy': adjustable(
    warning(
      'A target does without a part of what the tool means',
      'The agent behaves differently there; the manifest lists it, so that nobody is surprised.',
    ),
  ),
  'bundle-stale': error('A committed bundle is not what the project says now', "The platform would get yesterday's tools."),
  'bundle-note': {
    severity: 'note',
    title: 'A target carries something in another way',
    why: 'Nothing is lost without being said; the manifest lists it too.',
  },
} satisfies Record<string, FixedInfo>

/** FixedCode is one of the codes that are not rules. */
export type FixedCode = keyof typeof fixed

/** fixedCodes lists what there is to know of each fixed code, for `explain`, the docs and the tests. */
export function fixedCodes(): readonly (CodeInfo & { readonly adjustable?: true })[] {
  return Object.entries<FixedInfo>(fixed).map(([code, info]) => ({ code, ...info }))
}

/** diagnose raises a fixed code: a misspelt one does not compile. */
export function diagnose(code: FixedCode, finding: Finding): Diagnostic {
  return stamp({ code, severity: fixed[code].severity }, finding)
}

const infos: Readonly<Record<string, FixedInfo>> = fixed

/** isUnfinished tells whether a diagnostic means that the run could not be finished (exit code 3). */
export function isUnfinished({ code }: Diagnostic): boolean {
  return infos[code]?.unfinished === true
}
