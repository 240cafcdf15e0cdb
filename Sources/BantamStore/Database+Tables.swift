import CSQLite

/// A column as the table declares it.
public struct TableColumn: Sendable, Hashable {
  public var name: String
  public var declaredType: String
  /// 1 for the first column of the primary key, 0 for none.
  public var keyPosition: Int
}

extension Database {
  /// Whether a table or view of this name (in any case) exists.
  public func hasTable(_ name: String) throws(StoreError) -> Bool {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE"
    return try integer(sql, .text(name)) != 0
  }

  /// Tables and views, SQLite's own left out, in order of name.
  public func tableNames() throws(StoreError) -> [String] {
    let statement = try prepare(
      "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY 1"
    )
    var names: [String] = []
    while try statement.step() { names.append(statement.string(0)) }
    return names
  }

  /// In the table's order; empty where there is no such table.
  public func columns(of table: String) throws(StoreError) -> [TableColumn] {
    let statement = try prepare("SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden <> 1")
    try statement.bind(1, table)
    var columns: [TableColumn] = []
    while try statement.step() {
      columns.append(
        TableColumn(
          name: statement.string(0), declaredType: statement.string(1), keyPosition: Int(statement.integer(2))))
    }
    return columns
  }

  /// Whether rows come out in the order of a column without sorting: it is the row number, or the first of an index.
  public func isIndexed(_ column: String, of table: String) throws(StoreError) -> Bool {
    let sql = """
      SELECT EXISTS (
        SELECT 1 FROM pragma_index_list(?1) AS i JOIN pragma_index_info(i.name) AS c
        WHERE c.seqno = 0 AND c.name = ?2 COLLATE NOCASE AND i.partial = 0)
      """
    if try integer(sql, .text(table), .text(column)) == 1 { return true }
    return try columns(of: table).contains {
      $0.keyPosition == 1 && $0.declaredType.uppercased() == "INTEGER" && $0.name.lowercased() == column.lowercased()
    }
  }
}
