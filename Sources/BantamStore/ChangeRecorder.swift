import CSQLite

/// Notes what changes in some tables of a connection while it lives.
final class ChangeRecorder {
  private let session: OpaquePointer
  private let database: Database

  init(_ database: Database, tables: [String]) throws(StoreError) {
    var made: OpaquePointer?
    try database.check(sqlite3session_create(database.handle, "main", &made))
    guard let made else { throw .failed(path: database.path, code: Int(SQLITE_NOMEM), detail: "out of memory") }
    session = made
    self.database = database
    for table in tables { try database.check(sqlite3session_attach(session, table)) }
  }

  deinit { sqlite3session_delete(session) }

  var isEmpty: Bool { sqlite3session_isempty(session) != 0 }

  /// The changes so far. Rows that are again as they were are none.
  func changes() throws(StoreError) -> ChangeSet {
    var length: Int32 = 0
    var bytes: UnsafeMutableRawPointer?
    let status = sqlite3session_changeset(session, &length, &bytes)
    defer { sqlite3_free(bytes) }
    try database.check(status)
    return ChangeSet(bytes: Array(UnsafeRawBufferPointer(start: bytes, count: Int(length))))
  }
}

extension Database {
  /// Applies a change set inside a transaction of the caller; returns what stood in its way. Where the list is not empty the
  /// caller rolls back.
  func apply(_ changes: ChangeSet) throws(StoreError) -> [ChangeSet.Change] {
    precondition(isInTransaction, "changes are applied in a transaction")
    let conflicts = Conflicts()
    var bytes = changes.bytes
    let status = bytes.withUnsafeMutableBytes { buffer in
      sqlite3changeset_apply(
        handle, Int32(clamping: buffer.count), buffer.baseAddress, nil,
        { context, kind, cursor in
          guard let context, let cursor else { return SQLITE_CHANGESET_ABORT }
          return Unmanaged<Conflicts>.fromOpaque(context).takeUnretainedValue().note(kind, cursor)
        }, Unmanaged.passUnretained(conflicts).toOpaque())
    }
    if conflicts.found.isEmpty, !conflicts.hasReferenceConflict { try check(status) }
    if conflicts.found.isEmpty, conflicts.hasReferenceConflict {
      return [ChangeSet.Change(table: "", operation: .deleted, key: [], before: [], after: [])]
    }
    return conflicts.found
  }

  private final class Conflicts {
    var found: [ChangeSet.Change] = []
    var hasReferenceConflict = false
    private static let most = 10

    func note(_ kind: Int32, _ cursor: OpaquePointer) -> Int32 {
      if kind == SQLITE_CHANGESET_FOREIGN_KEY {
        hasReferenceConflict = true
        return SQLITE_CHANGESET_ABORT
      }
      if let change = ChangeSet.Change(cursor) { found.append(change) }
      return found.count < Self.most ? SQLITE_CHANGESET_OMIT : SQLITE_CHANGESET_ABORT
    }
  }
}
