import BantamDiagnostics

/// Why the contact database could not be used. Nothing was changed: each error rolls its transaction back.
public enum StoreError: Error, Sendable, Hashable {
  case notFound(path: String)
  /// A folder, no permission, a missing folder above it …
  case cannotOpen(path: String, reason: String)
  /// Not an SQLite file, or an encrypted one.
  case notADatabase(path: String)
  case corrupt(path: String, detail: String)
  /// Another program held its lock longer than we wait.
  case locked(path: String, waitedSeconds: Int)
  case diskFull(path: String)
  case readOnly(path: String)
  case newerSchema(path: String, found: Int, known: Int)
  /// A table of this name exists that Bantam did not make.
  case nameTaken(path: String, table: String)
  /// An own contact table is needed, and there is none yet.
  case noContacts(path: String)
  case missingTable(path: String, table: String, nearest: String?, span: Span?)
  case missingColumn(table: String, column: String, nearest: String?, span: Span?)
  /// Neither a column nor the rule set tells companies from persons.
  case missingKind(table: String, span: Span?)
  case tooManyRows(table: String)
  case interrupted
  /// Another program wrote between looking and writing.
  case changedSince(path: String)
  case unknownRun(Int64)
  case undoneAlready(Int64, by: Int64)
  /// An erasure, an import too large to be noted, a run of an older version.
  case notUndoable(Int64, reason: String)
  /// What stands in the way, in words: at most ten.
  case builtUpon(Int64, [String])
  /// Anything else SQLite reports.
  case failed(path: String, code: Int, detail: String)
}
