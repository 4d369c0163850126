import type { TriedExample, TriedExamples } from '../flow/tried-examples.ts'
import { pointerOf } from '../json/pointer.ts'
import { positionAt } from '../text/source-file.ts'

/** examplesJson is the result of a run of examples in the words of the JSON format. */
export function examplesJson({ examples, waits }: TriedExamples): object {
  return {
    examples: examples.map(exampleJson),
    waits: waits.map(({ times = noTimes, ...wait }) => ({ ...wait, ...times })),
  }
}

const noTimes = { p50: null, p95: null, max: null }

function exampleJson(example: TriedExample): object {
  const { integration, tool, name, at, verdict, reason, status, milliseconds, differences, runs, times, recording, diagnostics } = example
  return {
    integration,
    tool,
    name,
    file: at.file.path,
    line: positionAt(at.file, at.start).line,
    verdict,
    reason: reason ?? null,
    status: status ?? null,
    milliseconds: milliseconds ?? null,
    differences: differences.map(({ steps, expected, got }) => ({ pointer: pointerOf(steps), expected, got })),
    codes: [...new Set(diagnostics.map(({ code }) => code))],
    runs,
    times: times ?? null,
    recorded: recording === 'written',
  }
}
