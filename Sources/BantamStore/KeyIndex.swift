import BantamColumns

/// A key as its bytes, as SQLite compares it: Swift takes two spellings of one character for the same.
public struct KeyText: Hashable, Sendable {
  private let text: String

  init(_ text: String) { self.text = text }

  public static func == (first: KeyText, second: KeyText) -> Bool { first.text.utf8.elementsEqual(second.text.utf8) }

  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// Finds the row of a key.
public enum KeyIndex: Sendable {
  /// Rows from the first key on, -1 for keys nobody has.
  case dense(first: Int64, rows: [Int32])
  /// Rising; the row is the index.
  case sorted(Cells<Int64>)
  case texts([KeyText: Int32])

  /// At most so many places per key, else keys are searched for.
  private static let densePlaces = 4

  public init(_ keys: Keys) {
    switch keys {
    case .integers(let keys):
      guard let first = keys.first, let last = keys.last, let span = Self.span(from: first, through: last),
        span / Self.densePlaces <= keys.count
      else {
        self = .sorted(keys)
        return
      }
      var rows = [Int32](repeating: -1, count: span)
      for row in keys.indices { rows[Int(keys[row] - first)] = Int32(row) }
      self = .dense(first: first, rows: rows)
    case .texts(let keys):
      self = .texts(
        Dictionary(zip(keys.lazy.map { KeyText($0) }, Int32(0)...), uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func span(from first: Int64, through last: Int64) -> Int? {
    let (distance, overflow) = last.subtractingReportingOverflow(first)
    return overflow || distance >= Int64.max / 2 ? nil : Int(distance) + 1
  }

  /// -1 where nobody has the key.
  func row(of key: Int64) -> Int32 {
    switch self {
    case .dense(let first, let rows):
      let (place, overflow) = key.subtractingReportingOverflow(first)
      return !overflow && place >= 0 && place < rows.count ? rows[Int(place)] : -1
    case .sorted(let keys):
      var low = 0
      var high = keys.count
      while low < high {
        let middle = (low + high) / 2
        if keys[middle] < key { low = middle + 1 } else { high = middle }
      }
      return low < keys.count && keys[low] == key ? Int32(low) : -1
    case .texts(let rows): return rows[KeyText(String(key))] ?? -1
    }
  }

  func row(of key: String) -> Int32 {
    switch self {
    case .dense, .sorted: Int64(key).map { row(of: $0) } ?? -1
    case .texts(let rows): rows[KeyText(key)] ?? -1
    }
  }

  public func row(of key: SQLValue) -> Int32 {
    switch key {
    case .integer(let key): row(of: key)
    case .text(let key): row(of: key)
    case .null, .real: -1
    }
  }

  /// -1 also where the cell is null.
  func row(ofCell cell: some StoredValue) -> Int32 {
    switch cell.kind {
    case .integer: row(of: cell.integer)
    case .null: -1
    case .real, .text, .blob: row(of: cell.words)
    }
  }
}
