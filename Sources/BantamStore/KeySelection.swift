import BantamDiagnostics

/// Some contacts by key, for statements that must not look at all of them.
///
/// A key counts however a column writes it: 12 is also `12`.
struct KeySelection: Sendable {
  /// Distinct, in the order given.
  let keys: [SQLValue]
  /// A JSON list of the keys in both spellings: one parameter, however many there are.
  let list: SQLValue

  init(_ keys: some Sequence<SQLValue>) {
    var seen: Set<SQLValue> = []
    let distinct = keys.filter { seen.insert($0).inserted }
    self.keys = distinct
    var writer = JSONWriter()
    writer.array { writer in
      for key in distinct {
        switch key {
        case .null: break
        case .integer(let number):
          writer.integer(number)
          writer.string(String(number))
        case .real(let number): writer.double(number)
        case .text(let text):
          writer.string(text)
          if let number = Int64(text), String(number) == text { writer.integer(number) }
        }
      }
    }
    list = .text(writer.text)
  }

  /// The same with the keys written out, which SQLite moves into a query inside, down to its index; for few keys only.
  func spelledCondition(_ column: String) -> String? {
    guard keys.count <= Self.mostSpelled else { return nil }
    let literals = keys.flatMap { key -> [String] in
      switch key {
      case .null: []
      case .integer(let number): [String(number), "'\(number)'"]
      case .real(let number): ["\(number)"]
      case .text(let text):
        ["'\(text.replacing("'", with: "''"))'"] + (Int64(text).map { String($0) == text ? [text] : [] } ?? [])
      }
    }
    return "\(column) IN (\(literals.joined(separator: ", ")))"
  }

  private static let mostSpelled = 100

  /// The condition that a column holds one of the keys; the list is bound to `parameter`.
  func condition(_ column: String, parameter: Int) -> String {
    "\(column) IN (SELECT value FROM json_each(?\(parameter)))"
  }
}
