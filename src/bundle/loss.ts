import type { Step } from '../yaml/cursor.ts'

/**
 * Weight says what became of something on its way into a target: `refused` (it must not go there, so the target is not written), `lost` (the
 * target does without it), `changed` (it is there in another form), `equal` (written differently with the same meaning: nothing to do about it).
 */
type Weight = 'refused' | 'lost' | 'changed' | 'equal'

/** Subject is the part of a tool or integration that a remark is about: what a machine can sort by. */
type Subject =
  | 'name'
  | 'description'
  | 'schema'
  | 'confirmation'
  | 'speech'
  | 'timeout'
  | 'request'
  | 'response'
  | 'credentials'
  | 'transport'
  | 'lock'
  | 'definition'

/** Remark is one thing that a target does not take as it is. It says where in the project, as a path, so that a target never needs a cursor. */
export interface Remark {
  readonly weight: Weight
  readonly subject: Subject
  readonly integration: string
  /** Undefined: it is about the integration itself. */
  readonly tool: string | undefined
  /** The way from the tool (for a tool of an MCP server: from our rule, or from the locked definition) or from the integration. */
  readonly steps: readonly Step[]
  /** What happens and why, without naming the tool or the target: those are put in front. */
  readonly message: string
  /** The next step of whoever wants it otherwise. */
  readonly hint: string | undefined
}

/** Said is what there is to say once it is clear of what and how grave. */
export interface Said {
  readonly subject: Subject
  readonly steps: readonly Step[]
  readonly message: string
  readonly hint?: string
}

/** Notebook collects the remarks on one tool or integration while it is carried over. */
export interface Notebook {
  readonly remarks: readonly Remark[]
  refuse(said: Said & { readonly hint: string }): void
  lose(said: Said): void
  change(said: Said): void
  same(said: Said): void
}

/** notebookOn opens a notebook on a tool, or on the integration itself. */
export function notebookOn(integration: string, tool?: string): Notebook {
  const remarks: Remark[] = []
  const note = (weight: Weight, { subject, steps, message, hint }: Said): void => {
    remarks.push({ weight, subject, integration, tool, steps, message, hint })
  }
  return {
    remarks,
    refuse: (said) => note('refused', said),
    lose: (said) => note('lost', said),
    change: (said) => note('changed', said),
    same: (said) => note('equal', said),
  }
}

/** isRefused tells whether remarks keep a target from being written. */
export function isRefused(remarks: readonly Remark[]): boolean {
  return remarks.some(({ weight }) => weight === 'refused')
}
