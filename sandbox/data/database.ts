// The package is CommonJS and Node finds no named exports in it.
import sqlite from 'node-sqlite3-wasm'
import type { Database } from 'node-sqlite3-wasm'
import { applicationId, schema, schemaVersion } from './schema.ts'
import { seed } from './seed.ts'

/** One row, by column name. */
export type Row = Readonly<Record<string, unknown>>

/** What may be bound to a parameter of a statement. */
export type Value = string | number | null

/** The part of SQL that the sandbox needs; every value is bound, none is pasted. */
export interface Store {
  readonly all: (sql: string, ...values: Value[]) => Row[]
  readonly get: (sql: string, ...values: Value[]) => Row | undefined
  /** Gives the id of the row that was inserted last. */
  readonly run: (sql: string, ...values: Value[]) => number
  readonly transaction: <T>(work: () => T) => T
  readonly close: () => void
}

/** Opens the data file, or a fresh database in memory, and fills it when it is new. */
export function openStore(dataFile?: string): Store {
  const database = opened(dataFile)
  try {
    const store = storeOf(database)
    prepare(store, database, dataFile)
    return store
  } catch (error) {
    database.close()
    throw dataFile === undefined ? error : explained(error, dataFile)
  }
}

function opened(dataFile: string | undefined): Database {
  try {
    return new sqlite.Database(dataFile)
  } catch (error) {
    throw dataFile === undefined ? error : explained(error, dataFile)
  }
}

function storeOf(database: Database): Store {
  return {
    all: (sql, ...values) => database.all(sql, values),
    get: (sql, ...values) => database.get(sql, values) ?? undefined,
    run: (sql, ...values) => Number(database.run(sql, values).lastInsertRowid),
    transaction: (work) => transaction(database, work),
    close: () => database.close(),
  }
}

function transaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK')
    throw error
  }
}

function prepare(store: Store, database: Database, dataFile: string | undefined): void {
  const version = numberOf(store.get('PRAGMA user_version') ?? {}, 'user_version')
  const owner = numberOf(store.get('PRAGMA application_id') ?? {}, 'application_id')
  if (owner === applicationId && version === schemaVersion) return
  if (store.get('SELECT 1 FROM sqlite_schema LIMIT 1') !== undefined) {
    throw new Error(owner === applicationId ? 'it was made by another version of the sandbox' : `${dataFile} holds something else`)
  }
  store.transaction(() => {
    database.exec(schema)
    seed(store)
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`)
  })
}

function explained(error: unknown, dataFile: string): Error {
  const reason = error instanceof Error ? error.message : String(error)
  const hint = reason.includes('locked') ? `; if no sandbox is using it, remove ${dataFile}.lock` : ''
  return new Error(`Cannot use the data file ${dataFile}: ${reason}${hint}.`, { cause: error })
}

/** Reads a column that always holds text. */
export function textOf(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`Column ${column} should hold text.`)
  return value
}

/** Reads a column that always holds a number. */
export function numberOf(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`Column ${column} should hold a number.`)
  return value
}

/** Reads a column that may be empty. */
export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column)
}

/** Reads an amount kept in cents, as euros. */
export function eurosOf(row: Row, column: string): number {
  return numberOf(row, column) / 100
}
