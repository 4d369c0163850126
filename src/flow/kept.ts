import type { JsonObject } from '../json/schema.ts'
import { decodeIntegration } from '../model/decode.ts'
import type { Integration } from '../model/integration.ts'
import { object } from '../model/plain.ts'
import type { Cursor } from '../yaml/cursor.ts'

/** Kept holds the integrations of a project, in the order of their files. Those that have nothing out of the ordinary are decoded when somebody asks. */
export class Kept {
  private readonly decoders: (() => Integration)[] = []
  private readonly documents = new Map<string, JsonObject>()
  private isPlain = true
  private decoded: readonly Integration[] | undefined

  add(integration: Integration): void {
    this.note(integration.name, integration.at)
    if (integration.type === 'mcp') this.isPlain = false
    this.decoders.push(() => integration)
  }

  /** Keeps an HTTP integration as the document that it is. */
  addLater(name: string, root: Cursor): void {
    this.note(name, root)
    this.decoders.push(() => decodeIntegration(name, root))
  }

  private note(name: string, root: Cursor): void {
    this.documents.set(name, object(root.data))
    if (!root.isEveryday) this.isPlain = false
  }

  /** All of them; asked for when the last is there. */
  get integrations(): readonly Integration[] {
    return (this.decoded ??= this.decoders.map((decode) => decode()))
  }

  /**
   * Their data by name; undefined where one is an MCP server, of which the lockfile says more, or is written unusually: then a short text may stand for much
   * data.
   */
  get written(): ReadonlyMap<string, JsonObject> | undefined {
    return this.isPlain ? this.documents : undefined
  }
}
