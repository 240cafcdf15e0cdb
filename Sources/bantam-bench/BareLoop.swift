import BantamSystem
import BantamWorkload
import CSQLite

/// The least that reading costs: a loop over the rows that fetches every needed column by its type and does nothing with
/// it, each thread on its own part of the keys with its own connection.
func bareLoop(database: String, threads: Int) throws -> Int {
  guard let last = lastKey(database) else { throw BenchError("cannot read `\(database)`") }
  let sums = UnsafeMutablePointer<Int>.allocate(capacity: threads)
  sums.initialize(repeating: 0, count: threads)
  defer { sums.deallocate() }
  let slots = Slots(sums: sums)
  parallel(parts: threads, threads: threads) { part in
    let low = last * Int64(part) / Int64(threads) + 1
    slots.sums[part] = scan(database, low, last * Int64(part + 1) / Int64(threads), isWhole: threads == 1)
  }
  return (0..<threads).reduce(0) { $0 &+ sums[$1] }
}

/// A slot per thread.
private struct Slots: @unchecked Sendable {
  let sums: UnsafeMutablePointer<Int>
}

private func scan(_ path: String, _ low: Int64, _ high: Int64, isWhole: Bool) -> Int {
  let columns = WorkloadSQL.columns.joined(separator: ", ")
  let range = isWhole ? "" : " WHERE id BETWEEN \(low) AND \(high)"
  return withStatement(path, "SELECT \(columns) FROM contact\(range)") { statement in
    let count = sqlite3_column_count(statement)
    var sum = 0
    while sqlite3_step(statement) == SQLITE_ROW {
      for column in 0..<count {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: sum &+= Int(sqlite3_column_int64(statement, column)) & 7
        case SQLITE_FLOAT: sum &+= Int(sqlite3_column_double(statement, column)) & 7
        case SQLITE_TEXT:
          sum &+= Int(sqlite3_column_text(statement, column)?.pointee ?? 0)
          sum &+= Int(sqlite3_column_bytes(statement, column))
        default: break
        }
      }
    }
    return sum
  } ?? 0
}

private func lastKey(_ path: String) -> Int64? {
  withStatement(path, "SELECT max(id) FROM contact") { statement in
    sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : nil
  } ?? nil
}

private func withStatement<Result>(_ path: String, _ sql: String, _ body: (OpaquePointer) -> Result) -> Result? {
  var database: OpaquePointer?
  var statement: OpaquePointer?
  defer { sqlite3_close_v2(database) }
  guard sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK else {
    return nil
  }
  sqlite3_exec(database, "PRAGMA mmap_size = 40000000000", nil, nil, nil)
  guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else { return nil }
  defer { sqlite3_finalize(statement) }
  return body(statement)
}
