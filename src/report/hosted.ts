import type { DiagnosticView, PlaceView, View } from './view.ts'

/** Host is what the formats for code hosts need to know of the outside. */
export interface Host {
  /** A path as the code host calls it: from the top of the repository. */
  readonly repositoryPath: (path: string) => string
  readonly sha256: (text: string) => string
  /** Our own version. */
  readonly version: string
}

/** Hosted is what the formats for code hosts are made from. */
export interface Hosted extends Host {
  /** With paths from the top of the repository. */
  readonly view: View
  /** Where a host that must have a file is sent with what no file is to blame for. */
  readonly fallback: PlaceView
}

/** hosted turns a view into what a code host can place. */
export function hosted(view: View, host: Host): Hosted {
  // The settings stand for the project, even where nothing needed to be set.
  const fallback = { file: host.repositoryPath('diga.yaml'), line: 1, column: 1, end_line: 1, end_column: 1 }
  return { ...host, view: relocated(view, host.repositoryPath), fallback }
}

/** movedTo is a diagnostic in which files are called by another path. */
export function movedTo<Told extends DiagnosticView>(told: Told, pathOf: Host['repositoryPath']): Told {
  const moved = <Place extends PlaceView>(place: Place): Place => ({ ...place, file: pathOf(place.file) })
  return {
    ...told,
    ...(told.place === undefined ? {} : { place: moved(told.place) }),
    ...(told.related === undefined ? {} : { related: told.related.map(moved) }),
  }
}

/** A view in which files are called by another path. */
function relocated(view: View, pathOf: Host['repositoryPath']): View {
  const elsewhere = <Told extends DiagnosticView>(told: Told): Told => movedTo(told, pathOf)
  const { diagnostics, waived, ...rest } = view
  return { ...rest, diagnostics: diagnostics.map(elsewhere), ...(waived === undefined ? {} : { waived: waived.map(elsewhere) }) }
}
