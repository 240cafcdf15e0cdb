import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem
import CSQLite

/// What one thread reads: the contacts of a range of keys.
final class ContactPart: @unchecked Sendable {
  private(set) var keys: KeyCells
  private(set) var kinds: KindCells
  private(set) var companies: CompanyCells
  let readers: [CellReader]
  private let query: ContactQuery
  private let range: KeyRanges.Range

  init(_ query: ContactQuery, _ range: KeyRanges.Range, zone: ZoneRules) {
    self.query = query
    self.range = range
    keys = KeyCells(areIntegers: query.form == .integers)
    kinds = KindCells(sole: query.layout.kindColumn == nil ? query.layout.kind ?? .person : nil)
    companies = CompanyCells(areIntegers: query.form == .integers)
    readers = query.needs.map { CellReader.make(for: $0.storage, zone: zone, rows: range.mostRows) }
  }

  func read(in database: Database) throws(StoreError) {
    let statement = try query.prepare(range, in: database)
    let row = statement.handle
    let readers = self.readers.map { Unmanaged.passUnretained($0) }
    // Local while rows pass by: a property of a class is checked for exclusive access each time.
    var keys = keys
    var kinds = kinds
    var companies = companies
    var cells: RowCells?
    while try statement.step() {
      guard let key = sqlite3_column_value(row, ContactQuery.key), keys.append(key) else { continue }
      kinds.append(row)
      if query.needsCompany { companies.append(row) }
      if cells == nil { cells = RowCells(row, first: ContactQuery.leadingColumns, count: readers.count) }
      guard cells?.advance() != nil, let cells else { continue }
      for (index, reader) in readers.enumerated() {
        reader._withUnsafeGuaranteedRef { $0.read(cells[index]) }
      }
    }
    self.keys = keys
    self.kinds = kinds
    self.companies = companies
  }
}

/// The keys of a part, in rising order.
struct KeyCells {
  private(set) var integers: [Int64] = []
  private(set) var texts: [String] = []
  private(set) var duplicates = 0
  private(set) var blanks = 0
  private let areIntegers: Bool

  init(areIntegers: Bool) { self.areIntegers = areIntegers }

  /// False where the row is to be left out.
  @inline(__always)
  mutating func append(_ cell: OpaquePointer) -> Bool {
    if !areIntegers { return appendText(textBytes(cell)) }
    let key = sqlite3_value_int64(cell)
    if integers.last == key {
      duplicates += 1
      return false
    }
    integers.append(key)
    return true
  }

  private mutating func appendText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let key = String(decoding: bytes, as: UTF8.self)
    if trimmed(bytes).isEmpty {
      blanks += 1
      return false
    }
    if texts.last == key {
      duplicates += 1
      return false
    }
    texts.append(key)
    return true
  }
}

/// 0 company, 1 person, per row of a part.
struct KindCells {
  private(set) var values: [UInt8] = []
  private(set) var misfits = Misfits()
  private let sole: UInt8?

  /// `sole`: what every row is, where there is no column to ask.
  init(sole: ContactKind?) { self.sole = sole.map { $0 == .company ? 0 : 1 } }

  @inline(__always)
  mutating func append(_ row: OpaquePointer) {
    if let sole { return values.append(sole) }
    guard let cell = sqlite3_column_value(row, ContactQuery.kind) else { return values.append(1) }
    let text = textBytes(cell)
    if equalsIgnoringCase(text, "person") { return values.append(1) }
    if equalsIgnoringCase(text, "company") { return values.append(0) }
    misfits.tally(cell, row: values.count)
    values.append(1)
  }
}

/// The keys of the companies of a part's rows.
struct CompanyCells {
  /// `Int64.min` for none.
  private(set) var integers: [Int64] = []
  /// Empty for none.
  private(set) var texts: [String] = []
  private let areIntegers: Bool

  init(areIntegers: Bool) { self.areIntegers = areIntegers }

  @inline(__always)
  mutating func append(_ row: OpaquePointer) {
    guard let cell = sqlite3_column_value(row, ContactQuery.company) else { return }
    let isNone = sqlite3_value_type(cell) == SQLITE_NULL
    if areIntegers {
      integers.append(isNone ? .min : sqlite3_value_int64(cell))
    } else {
      texts.append(isNone ? "" : String(decoding: textBytes(cell), as: UTF8.self))
    }
  }
}

/// Equal to a lower-case ASCII word.
@inline(__always)
private func equalsIgnoringCase(_ text: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
  guard text.count == word.utf8CodeUnitCount else { return false }
  for index in 0..<text.count where text[index] | 0x20 != word.utf8Start[index] { return false }
  return true
}
