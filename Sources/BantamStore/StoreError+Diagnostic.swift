import BantamDiagnostics

extension StoreError {
  /// Stable for ever; explained by `bantam help CODE`.
  public var code: String {
    switch self {
    case .notFound: "BT0801"
    case .cannotOpen: "BT0802"
    case .notADatabase: "BT0803"
    case .corrupt: "BT0804"
    case .locked: "BT0805"
    case .diskFull: "BT0806"
    case .readOnly: "BT0807"
    case .newerSchema: "BT0808"
    case .nameTaken: "BT0809"
    case .noContacts: "BT0810"
    case .missingTable: "BT0811"
    case .missingColumn: "BT0812"
    case .missingKind: "BT0813"
    case .tooManyRows: "BT0814"
    case .interrupted: "BT0815"
    case .failed: "BT0816"
    case .changedSince: "BT0840"
    case .unknownRun: "BT0841"
    case .undoneAlready: "BT0842"
    case .notUndoable: "BT0843"
    case .builtUpon: "BT0844"
    }
  }

  public var diagnostic: Diagnostic { Diagnostic(code, message, at: span, help: help) }

  private var span: Span? {
    switch self {
    case .missingTable(_, _, _, let span), .missingColumn(_, _, _, let span), .missingKind(_, let span): span
    case .notFound, .cannotOpen, .notADatabase, .corrupt, .locked, .diskFull, .readOnly, .newerSchema, .nameTaken,
      .noContacts, .tooManyRows, .interrupted, .failed, .changedSince, .unknownRun, .undoneAlready, .notUndoable,
      .builtUpon:
      nil
    }
  }

  /// Of the reasons why a run cannot be taken back, the latest first.
  private static let mostReasons = 3

  private var message: String {
    switch self {
    case .notFound(let path): "there is no database `\(path)`"
    case .cannotOpen(let path, let reason): "cannot open the database `\(path)`: \(reason)"
    case .notADatabase(let path): "`\(path)` is not an SQLite database, or it is encrypted"
    case .corrupt(let path, let detail): "the database `\(path)` is damaged: \(detail)"
    case .locked(let path, let seconds):
      "another program is using the database `\(path)`; it was not free within \(seconds) seconds"
    case .diskFull(let path): "the disk is full: nothing was written to `\(path)`"
    case .readOnly(let path): "the database `\(path)` cannot be written to"
    case .newerSchema(let path, let found, let known):
      "the database `\(path)` has schema version \(found); this program knows versions up to \(known)"
    case .nameTaken(let path, let table): "the database `\(path)` has a table `\(table)` that Bantam did not make"
    case .noContacts(let path): "the database `\(path)` holds no contacts of Bantam's own"
    case .missingTable(let path, let table, _, _): "the database `\(path)` has no table `\(table)`"
    case .missingColumn(let table, let column, _, _): "the table `\(table)` has no column `\(column)`"
    case .missingKind(let table, _): "the table `\(table)` has no column `kind` that tells companies from persons"
    case .tooManyRows(let table): "the table `\(table)` has more than 2,147,483,647 rows"
    case .interrupted: "interrupted; the database is as it was"
    case .changedSince(let path): "another program changed the database `\(path)` in the meantime; nothing was written"
    case .unknownRun(let run): "there is no run \(run)"
    case .undoneAlready(let run, let by): "run \(run) was taken back already, by run \(by)"
    case .notUndoable(let run, let reason): "run \(run) cannot be taken back: \(reason)"
    case .builtUpon(let run, let reasons):
      "run \(run) cannot be taken back, since later changes build on it: "
        + reasons.prefix(Self.mostReasons).joined(separator: "; ")
        + (reasons.count > Self.mostReasons ? "; and \(reasons.count - Self.mostReasons) more" : "")
    case .failed(let path, let code, let detail): "the database `\(path)` reports error \(code): \(detail)"
    }
  }

  private var help: String? {
    switch self {
    case .notFound: "check the path, or make one with `bantam import FILE --db PATH`"
    case .cannotOpen: "check the path and the permissions of the file and its folder"
    case .notADatabase: "name an SQLite file; an encrypted one has to be decrypted first"
    case .corrupt: "restore a backup, or rescue what is readable with `sqlite3 FILE .recover`"
    case .locked: "close the other program, or try again when it has finished"
    case .diskFull: "free some space and try again"
    case .readOnly: "make the file and its folder writable, or work on a copy"
    case .newerSchema: "use a newer version of Bantam for this database"
    case .nameTaken(_, let table):
      table == "contact" || table == "activity"
        ? "read it in place: write `contacts from table \"\(table)\" key \"id\"` into `settings`"
        : "rename that table, or use another database"
    case .noContacts:
      "import contacts with `bantam import FILE`, or name a table: `contacts from table \"…\" key \"…\"` in `settings`"
    case .missingTable(_, _, let nearest, _): nearest.map { "did you mean `\($0)`?" } ?? "check the name in `settings`"
    case .missingColumn(_, let column, let nearest, _):
      nearest.map { "did you mean `\($0)`? it is mapped with `from \"\($0)\"`" }
        ?? "map the field to a column of the table with `from \"…\"`, or add a column `\(column)`"
    case .missingKind(let table, _):
      "say what the rows are: `contacts from table \"\(table)\" key \"…\" of person` (or `of company`)"
    case .tooManyRows: "split the table"
    case .interrupted: nil
    case .failed: "the words are SQLite's; check the disk, then try again"
    case .changedSince: "run the command again: it then looks at the database as it is now"
    case .unknownRun: "`bantam log` lists the runs"
    case .undoneAlready(_, let by): "`bantam undo \(by)` brings it back"
    case .notUndoable: nil
    case .builtUpon: "take those back first, the latest first; `bantam log` lists them"
    }
  }
}
