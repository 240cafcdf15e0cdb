import BantamDiagnostics

/// A value for a `?` of a statement, or a cell of a row.
public enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)

  /// As people write it, empty for null: the same for 12 and `12`.
  public var text: String {
    switch self {
    case .null: ""
    case .integer(let value): String(value)
    case .real(let value): "\(value)"
    case .text(let value): value
    }
  }
}

extension JSONWriter {
  /// A number stays a number; a key is written as the database has it.
  public mutating func member(_ name: String, _ value: SQLValue) {
    key(name)
    self.value(value)
  }

  public mutating func value(_ value: SQLValue) {
    switch value {
    case .null: null()
    case .integer(let number): integer(number)
    case .real(let number): double(number)
    case .text(let text): string(text)
    }
  }
}
