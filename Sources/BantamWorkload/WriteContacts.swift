import BantamStore

extension ContactGenerator {
  /// A new SQLite file with the tables `contact` and `activity`. Rows are rounded up to whole blocks.
  ///
  /// Not safe against a crash while it is written: it can be made again.
  public func writeDatabase(path: String, rows: Int) throws(StoreError) {
    let database = try Database(path: path, mode: .create)
    try database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    try database.transaction { () throws(StoreError) in
      try database.execute(
        """
        CREATE TABLE contact(\(Self.declaration(Self.contactColumns)));
        CREATE TABLE activity(\(Self.declaration(Self.activityColumns)));
        """)
      let contact = try database.prepare("INSERT INTO contact VALUES (\(Self.parameters(Self.contactColumns)))")
      let activity = try database.prepare("INSERT INTO activity VALUES (\(Self.parameters(Self.activityColumns)))")
      for block in 0..<Self.blocks(rows: rows) {
        try contacts(ofBlock: block) { (cells, activities) throws(StoreError) in
          try contact.bind(cells)
          try contact.run()
          for one in activities {
            try activity.bind(1, cells[0])
            try activity.bind(2, one.kind)
            try activity.bind(3, one.at)
            try activity.run()
          }
        }
      }
      try database.execute("CREATE INDEX activity_contact ON activity(contact_id)")
    }
  }

  /// How many blocks hold so many rows.
  public static func blocks(rows: Int) -> Int { (rows + blockRows - 1) / blockRows }

  private static func declaration(_ columns: [(name: String, type: String)]) -> String {
    columns.map { "\($0.name) \($0.type)" }.joined(separator: ", ")
  }

  private static func parameters(_ columns: [(name: String, type: String)]) -> String {
    columns.map { _ in "?" }.joined(separator: ", ")
  }
}
