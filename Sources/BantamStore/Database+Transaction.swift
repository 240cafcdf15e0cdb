import CSQLite

extension Database {
  public enum TransactionKind: String, Sendable {
    /// One state of the database for all reads, from the first read on.
    case deferred = "DEFERRED"
    /// The right to write is taken at once.
    case immediate = "IMMEDIATE"
  }

  /// All or nothing: commits when `body` returns, rolls back when it throws or the commit fails.
  public func transaction<Result>(
    _ kind: TransactionKind = .immediate, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    do {
      return try transaction(kind, alsoThrowing: { try body() })
    } catch let error as StoreError {
      throw error
    } catch {
      preconditionFailure("the body throws store errors only")
    }
  }

  /// Runs a body to see what comes of it; it is always rolled back.
  func rehearsal<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
    do {
      return try transaction(.immediate, commits: { _ in false }, alsoThrowing: { try body() })
    } catch let error as StoreError {
      throw error
    } catch {
      preconditionFailure("the body throws store errors only")
    }
  }

  /// The same for a body that throws errors of its own too. Where `commits` says no to what it returns, it is rolled back
  /// all the same.
  public func transaction<Result>(
    _ kind: TransactionKind = .immediate, commits: (Result) -> Bool = { _ in true },
    alsoThrowing body: () throws -> Result
  ) throws -> Result {
    precondition(!isInTransaction, "transactions do not nest")
    try execute("BEGIN \(kind.rawValue)")
    do {
      let result = try body()
      if watch.look() { throw StoreError.interrupted }
      if commits(result) { try execute("COMMIT") } else { rollBack() }
      return result
    } catch {
      rollBack()
      throw error
    }
  }

  /// For a body that keeps references right by itself, as each check costs as much as the insert. Not in a transaction.
  func withoutReferenceChecks<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    do {
      return try withoutReferenceChecks(alsoThrowing: { try body() })
    } catch let error as StoreError {
      throw error
    } catch {
      preconditionFailure("the body throws store errors only")
    }
  }

  /// The same for a body that throws errors of its own too.
  func withoutReferenceChecks<Result>(alsoThrowing body: () throws -> Result) throws -> Result {
    precondition(!isInTransaction, "the setting does not change in a transaction")
    try execute("PRAGMA foreign_keys = OFF")
    defer { sqlite3_exec(handle, "PRAGMA foreign_keys = ON", nil, nil, nil) }
    return try body()
  }

  /// After a full disk or a damaged page SQLite has rolled back by itself.
  private func rollBack() {
    if isInTransaction { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
  }
}

/// A name as SQL writes it: `"order"`.
public func quoted(_ name: String) -> String {
  "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
