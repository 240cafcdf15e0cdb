import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem
import CSQLite

/// What one thread reads: the contacts of a range of keys.
final class ContactPart: @unchecked Sendable {
  fileprivate(set) var keys: KeyCells
  private(set) var kinds: KindCells
  fileprivate(set) var companies: CompanyCells
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
      guard let key = sqlite3_column_value(row, ContactQuery.key), keys.append(QueriedCell(key)) else { continue }
      if let kind = sqlite3_column_value(row, ContactQuery.kind) { kinds.append(QueriedCell(kind)) }
      if query.needsCompany, let company = sqlite3_column_value(row, ContactQuery.company) {
        companies.append(QueriedCell(company))
      }
      if cells == nil { cells = RowCells(row, first: ContactQuery.leadingColumns, count: readers.count) }
      guard cells?.advance() != nil, let cells else { continue }
      for (index, reader) in readers.enumerated() {
        reader._withUnsafeGuaranteedRef { $0.read(QueriedCell(cells[index])) }
      }
    }
    self.keys = keys
    self.kinds = kinds
    self.companies = companies
  }

  /// The contacts in these leaves of the table. False where SQLite should read them: the part is of no use then.
  func read(
    _ leaves: ArraySlice<UInt32>, _ columns: RecordColumns, only wanted: Cells<Int64>?, in database: Database
  ) throws(StoreError) -> Bool {
    guard let pages = DatabasePages(database) else { return false }
    let rows = PageRows(columns, pages, only: wanted)
    var isRising = true
    let isWhole = try rows.read(leaves, isInterrupted: database.watch.isInterrupted) {
      for row in 0..<rows.count { isRising = keys.append(rising: rows.keys[row]) && isRising }
      kinds.append(rows.column(ContactQuery.kindSlot))
      if query.needsCompany { companies.append(rows.column(ContactQuery.companySlot)) }
      for (index, reader) in readers.enumerated() { reader.read(rows.column(ContactQuery.leadingSlots + index)) }
    }
    return isWhole && isRising
  }
}

extension ContactPart {
  /// Frees the memory of the keys; what was counted stays.
  func releaseKeys() {
    keys.release()
    companies.release()
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

  mutating func release() { (integers, texts) = ([], []) }

  /// False where the row is to be left out.
  @inline(__always)
  mutating func append(_ cell: QueriedCell) -> Bool {
    if !areIntegers { return appendText(cell.text) }
    let key = cell.integer
    if integers.last == key {
      duplicates += 1
      return false
    }
    integers.append(key)
    return true
  }

  /// False where it is not larger than the last one.
  @inline(__always)
  mutating func append(rising key: Int64) -> Bool {
    let isRising = integers.last.map { $0 < key } ?? true
    integers.append(key)
    return isRising
  }

  private mutating func appendText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let key = String(decoding: bytes, as: UTF8.self)
    if trimmed(bytes).isEmpty {
      blanks += 1
      return false
    }
    // By their bytes, as in SQLite.
    if let last = texts.last, last.utf8.elementsEqual(key.utf8) {
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
  mutating func append(_ cell: some StoredValue) {
    if let sole { return values.append(sole) }
    let text = cell.text
    if equalsIgnoringCase(text, "person") { return values.append(1) }
    if equalsIgnoringCase(text, "company") { return values.append(0) }
    misfits.tally(cell, row: values.count)
    values.append(1)
  }

  mutating func append(_ cells: UnsafeBufferPointer<PageCell>) { for cell in cells { append(cell) } }
}

/// The keys of the companies of a part's rows.
struct CompanyCells {
  /// `Int64.min` for none.
  private(set) var integers: [Int64] = []
  /// Empty for none.
  private(set) var texts: [String] = []
  private let areIntegers: Bool

  init(areIntegers: Bool) { self.areIntegers = areIntegers }

  mutating func release() { (integers, texts) = ([], []) }

  @inline(__always)
  mutating func append(_ cell: some StoredValue) {
    let isNone = cell.kind == .null
    if areIntegers {
      integers.append(isNone ? .min : cell.integer)
    } else {
      texts.append(isNone ? "" : String(decoding: cell.text, as: UTF8.self))
    }
  }

  mutating func append(_ cells: UnsafeBufferPointer<PageCell>) { for cell in cells { append(cell) } }
}

/// Equal to a lower-case ASCII word.
@inline(__always)
private func equalsIgnoringCase(_ text: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
  guard text.count == word.utf8CodeUnitCount else { return false }
  for index in 0..<text.count where text[index] | 0x20 != word.utf8Start[index] { return false }
  return true
}
