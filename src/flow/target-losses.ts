import { untakenBy } from '../bundle/bundle.ts'
import { isTargetName } from '../bundle/targets/index.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Project } from '../model/project.ts'

/** targetLosses tells what the targets that the project is bundled for cannot take, as `bundle` would. */
export function targetLosses(project: Project): readonly Diagnostic[] {
  const targets = project.targets.filter(isTargetName)
  return project.agents.flatMap((agent) => untakenBy({ project, agent, targets }))
}
