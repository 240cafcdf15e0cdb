import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

/// Contacts out of JSON objects, as the columns that a plan reads.
///
/// Members are columns or fields by name; `kind` (else a person), `id`; `company`, an object; `persons` and `activities`,
/// arrays of objects, an activity with its `kind` and `at`. What only a database knows (members, stages, consents) is not
/// there. For one thread at a time; several read a part of the lines each.
public final class JSONContacts {
  /// Values that do not fit their column; they count as missing.
  public private(set) var misfits: [(column: String, count: Int, example: String)] = []

  private let plan: Plan
  private let contact: ObjectReader
  private let activity: ObjectReader
  /// What samples are drawn by: the id, or a number made of it or of the whole text.
  private var keys: [Int64] = []
  /// Per row the id as it is written; empty where there is none.
  public private(set) var ids: [UnsafeBufferPointer<UInt8>] = []
  private var kinds: [UInt8] = []
  private var companyRows: [Int32] = []
  private var activityRows: [Int32] = []
  private var instants: [Int64] = []
  private let parser: TimeParser
  private let defaultKind: UInt8

  /// Members that are read here, by their slots.
  private enum Member: Int {
    case kind, id, company, persons, activities
  }

  private static let mostLevels = 3

  public init(_ plan: Plan, _ program: Program, zone: ZoneRules) {
    self.plan = plan
    parser = TimeParser(zone: zone)
    defaultKind = program.settings.contacts?.kind == .company ? 0 : 1
    let key = program.settings.contacts?.key ?? "id"
    let names = [program.columnName(of: "kind", in: .contact), key, "company", "persons", "activities"]
    contact = ObjectReader(plan.columns, program, names, parser)
    activity = ObjectReader(
      [ColumnNeed(name: program.columnName(of: "kind", in: .activity), storage: .text, field: .max)]
        + plan.activityColumns, program, [program.columnName(of: "at", in: .activity)], parser)
  }

  /// Adds the contact of a line, and those beside it that it brings. Its row; nil where the text is no JSON object, or one
  /// within it is none: what was added of it then is nobody's.
  ///
  /// Eight bytes behind the text may be read; it stays where it is until `columns` was called.
  public func add(_ text: UnsafeBufferPointer<UInt8>) -> Int? { add(text, company: -1, level: 0) }

  private func add(_ text: UnsafeBufferPointer<UInt8>, company: Int32, level: Int) -> Int? {
    guard contact.read(text) else { return nil }
    let row = kinds.count
    var kind = defaultKind
    let value = contact.special(Member.kind.rawValue)
    if value.kind == .string {
      if equals(value.bytes, "company") { kind = 0 } else if equals(value.bytes, "person") { kind = 1 }
    }
    kinds.append(kind)
    companyRows.append(company)
    addKey(contact.special(Member.id.rawValue), text)
    let beside = (
      contact.special(Member.company.rawValue), contact.special(Member.persons.rawValue),
      contact.special(Member.activities.rawValue)
    )
    contact.append()
    if beside.2.kind == .array {
      let isWhole = eachItem(of: beside.2) { addActivity($0, Int32(row)) }
      if !isWhole { return nil }
    }
    guard level < Self.mostLevels else { return row }
    if beside.0.kind == .object, kind == 1 {
      guard let other = add(beside.0.bytes, company: -1, level: level + 1) else { return nil }
      kinds[other] = 0
      companyRows[row] = Int32(other)
    }
    if beside.1.kind == .array, kind == 0 {
      let isWhole = eachItem(of: beside.1) { item in
        guard let other = add(item, company: Int32(row), level: level + 1) else { return false }
        kinds[other] = 1
        return true
      }
      if !isWhole { return nil }
    }
    return row
  }

  private func addKey(_ value: JSONScanner.Value, _ text: UnsafeBufferPointer<UInt8>) {
    guard value.kind == .string || value.kind == .number, !value.bytes.isEmpty else {
      ids.append(UnsafeBufferPointer(start: nil, count: 0))
      return keys.append(Int64(bitPattern: stableHash(text)))
    }
    // A string with its quotation marks, which stand beside it.
    let isText = value.kind == .string
    ids.append(
      isText
        ? UnsafeBufferPointer(start: value.bytes.baseAddress.map { $0 - 1 }, count: value.bytes.count + 2) : value.bytes
    )
    keys.append(parseDecimal(value.bytes, scale: 1) ?? Int64(bitPattern: stableHash(value.bytes)))
  }

  private func addActivity(_ text: UnsafeBufferPointer<UInt8>, _ row: Int32) -> Bool {
    guard activity.read(text) else { return false }
    guard let at = instant(activity.special(0), parser) else { return true }
    activityRows.append(row)
    instants.append(at)
    activity.append()
    return true
  }

  private func eachItem(
    of array: JSONScanner.Value, _ body: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    guard var scanner = JSONScanner(array.bytes), scanner.take(0x5B) else { return false }
    if scanner.take(0x5D) { return scanner.isAtEnd }
    repeat {
      guard let item = scanner.value(), item.kind == .object, body(item.bytes) else { return false }
    } while scanner.take(0x2C)
    return scanner.take(0x5D) && scanner.isAtEnd
  }

  private func equals(_ bytes: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    bytes.count == word.utf8CodeUnitCount
      && bytes.indices.allSatisfy { bytes[$0] | 0x20 == word.utf8Start[$0] }
  }

  /// The contacts that were added. The reader is not used afterwards.
  public func columns() -> ContactColumns {
    let all = contact.columns
    misfits = contact.misfits + activity.misfits
    var activities: ActivityColumns?
    if !plan.counters.isEmpty {
      activities = SQLiteContactStore.ordered(
        rows: activityRows, instants: instants, activity.columns, contacts: kinds.count)
    }
    return ContactColumns(
      count: kinds.count, keys: .integers(Cells(keys)), kinds: Cells(kinds), companyRows: Cells(companyRows),
      columns: all,
      sets: plan.sets.map { _ in [UInt8](repeating: 0, count: kinds.count) }, activities: activities)
  }
}

/// Reads objects of one sort: the members that are wanted, each into its column.
private final class ObjectReader {
  private let cells: [JSONCell]
  /// The same, without a count of references for each use.
  private let unmanaged: [Unmanaged<JSONCell>]
  private let needs: [ColumnNeed]
  /// The name of each member that is wanted, its code being one more than its slot.
  private let names = TextTable()
  /// Per column the slots it is read from: by the name of the column, else by that of its field.
  private let sources: UnsafeMutablePointer<(first: Int, second: Int)>
  private let values: UnsafeMutablePointer<JSONScanner.Value>
  private let slotCount: Int
  /// The members of the objects so far in their order: mostly this one's are among them.
  private let expected: UnsafeMutablePointer<(name: UnsafeBufferPointer<UInt8>, slot: Int)>
  private var expectedCount = 0
  private var buffer: [UInt8] = []

  private static let mostExpected = 256
  private static let mostPassed = 12

  /// `specials`: members that the caller reads, by the first slots.
  init(_ needs: [ColumnNeed], _ program: Program, _ specials: [String], _ parser: TimeParser) {
    self.needs = needs
    cells = needs.map { JSONCell.make(for: $0.storage, parser) }
    unmanaged = cells.map { Unmanaged.passUnretained($0) }
    let names = self.names
    func slot(named name: String) -> Int {
      var name = name
      return name.withUTF8 { Int(names.code(of: $0)) - 1 }
    }
    for name in specials { _ = slot(named: name) }
    sources = .allocate(capacity: max(1, needs.count))
    for (index, need) in needs.enumerated() {
      let first = slot(named: need.name)
      var second = first
      if need.field < program.fields.count, case .column = program.fields[need.field].source {
        second = slot(named: program.fields[need.field].name)
      }
      (sources + index).initialize(to: (first, second))
    }
    slotCount = names.count - 1
    values = .allocate(capacity: max(1, slotCount))
    values.initialize(repeating: .none, count: slotCount)
    expected = .allocate(capacity: Self.mostExpected)
  }

  deinit {
    sources.deallocate()
    values.deallocate()
    expected.deallocate()
  }

  func special(_ slot: Int) -> JSONScanner.Value { values[slot] }

  var columns: [Column] { cells.map { ColumnBuilder.merge([$0.builder]) } }

  var misfits: [(column: String, count: Int, example: String)] {
    zip(needs, cells).filter { $1.misfits > 0 }.map { ($0.name, $1.misfits, $1.example) }
  }

  /// Finds the members of an object; of two of one name the last counts.
  func read(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    values.update(repeating: .none, count: slotCount)
    guard var scanner = JSONScanner(text), scanner.take(0x7B) else { return false }
    if scanner.take(0x7D) { return scanner.isAtEnd }
    var position = 0
    repeat {
      guard let name = scanner.string(), scanner.take(0x3A), let value = scanner.value() else { return false }
      let slot = slot(of: name, at: &position)
      if slot >= 0 { values[slot] = value }
    } while scanner.take(0x2C)
    return scanner.take(0x7D) && scanner.isAtEnd
  }

  /// The slot of a member, -1 for one that nobody asks for. `position`: where it is expected, then where the next one is.
  @inline(__always)
  private func slot(of name: JSONScanner.Value, at position: inout Int) -> Int {
    // Members that are missing in this object are passed over.
    let most = min(position + Self.mostPassed, expectedCount)
    var index = position
    while index < most {
      let known = expected[index]
      if known.name.count == name.bytes.count, let first = known.name.baseAddress, let second = name.bytes.baseAddress,
        equalBytes(UnsafeRawPointer(first), UnsafeRawPointer(second), count: name.bytes.count)
      {
        position = index + 1
        return known.slot
      }
      index += 1
    }
    let slot = find(name)
    if expectedCount < Self.mostExpected {
      // It belongs here: objects that have it are expected from now on.
      let place = expected + min(position, expectedCount)
      for index in stride(from: expectedCount, to: place - expected, by: -1) { expected[index] = expected[index - 1] }
      place.initialize(to: (name.bytes, slot))
      expectedCount += 1
      position = place - expected + 1
    }
    return slot
  }

  @inline(never)
  private func find(_ name: JSONScanner.Value) -> Int {
    var slot = Int(names.find(name.bytes)) - 1
    if name.isEscaped, JSONScanner.unescaped(name.bytes, into: &buffer) {
      slot = Int(buffer.withUnsafeBufferPointer { names.find($0) }) - 1
    }
    return slot
  }

  /// Adds a row with the values that were found.
  func append() {
    for (column, cell) in unmanaged.enumerated() {
      let source = sources[column]
      let first = values[source.first]
      let value = first.kind == .none ? values[source.second] : first
      cell._withUnsafeGuaranteedRef { $0.append(value) }
    }
  }
}

/// Milliseconds since 1970-01-01T00:00:00Z; nil where the value is no instant.
private func instant(_ value: JSONScanner.Value, _ parser: TimeParser) -> Int64? {
  switch value.kind {
  case .string: parser.instant(trimmed(value.bytes))
  case .number: parseDecimal(value.bytes, scale: 1).flatMap { parser.instant(ofUnixSeconds: $0) }
  case .none, .yes, .no, .null, .object, .array: nil
  }
}

/// Takes the values of one column, row by row, and tallies those that do not fit. A class per storage, as `CellReader`.
private class JSONCell {
  private(set) var misfits = 0
  private(set) var example = ""

  var builder: ColumnBuilder { preconditionFailure("an abstract cell") }

  /// Missing where there is none, `null` or nothing but blanks.
  func append(_: JSONScanner.Value) { preconditionFailure("an abstract cell") }

  @inline(never)
  final func misfit(_ value: JSONScanner.Value) {
    misfits += 1
    if misfits == 1 { example = String(String(decoding: value.bytes, as: UTF8.self).prefix(40)) }
    builder.appendMissing()
  }

  static func make(for storage: ColumnNeed.Storage, _ parser: TimeParser) -> JSONCell {
    switch storage {
    case .text: TextCell()
    case .integer: NumberCell(scale: 1)
    case .tenThousandths: NumberCell(scale: 10_000)
    case .yesNo: YesNoCell()
    case .day: TimeCell(parser, isDay: true)
    case .instant: TimeCell(parser, isDay: false)
    case .degrees: DegreesCell(limit: 180)
    case .latitude: DegreesCell(limit: 90)
    }
  }
}

private final class TextCell: JSONCell {
  private let texts = TextColumnBuilder()
  private var buffer: [UInt8] = []

  override var builder: ColumnBuilder { .text(texts) }

  override func append(_ value: JSONScanner.Value) {
    switch value.kind {
    case .string where !value.isEscaped, .number, .yes, .no: texts.append(value.bytes)
    case .string:
      guard JSONScanner.unescaped(value.bytes, into: &buffer) else { return misfit(value) }
      buffer.withUnsafeBufferPointer { texts.append($0) }
    case .none, .null: texts.appendMissing()
    case .array:
      guard let joined = joined(value.bytes) else { return misfit(value) }
      joined.withUnsafeBufferPointer { texts.append($0) }
    case .object: misfit(value)
    }
  }

  /// A list of texts as tags are stored.
  private func joined(_ array: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard var scanner = JSONScanner(array), scanner.take(0x5B) else { return nil }
    var joined: [UInt8] = []
    if scanner.take(0x5D) { return joined }
    repeat {
      guard let item = scanner.value(), item.kind == .string || item.kind == .number,
        JSONScanner.unescaped(item.bytes, into: &buffer)
      else { return nil }
      if !joined.isEmpty { joined.append(0x3B) }
      joined += buffer
    } while scanner.take(0x2C)
    return joined
  }
}

private final class NumberCell: JSONCell {
  private let numbers = IntegerColumnBuilder()
  private let scale: Int64

  init(scale: Int64) { self.scale = scale }

  override var builder: ColumnBuilder { .integer(numbers) }

  override func append(_ value: JSONScanner.Value) {
    switch value.kind {
    case .number:
      if let number = parseDecimal(value.bytes, scale: scale) { return numbers.append(number) }
      // 1e6
      let real = Double(String(decoding: value.bytes, as: UTF8.self))
      guard let number = real.flatMap({ exactInteger($0, scale: scale) }), number != .min else { return misfit(value) }
      numbers.append(number)
    case .none, .null: numbers.appendMissing()
    case .string:
      let text = trimmed(value.bytes)
      if text.isEmpty { return numbers.appendMissing() }
      guard let number = parseDecimal(text, scale: scale) else { return misfit(value) }
      numbers.append(number)
    case .yes, .no, .object, .array: misfit(value)
    }
  }
}

private final class YesNoCell: JSONCell {
  private let flags = IntegerColumnBuilder()

  override var builder: ColumnBuilder { .integer(flags) }

  override func append(_ value: JSONScanner.Value) {
    switch value.kind {
    case .yes: flags.append(1)
    case .no: flags.append(0)
    case .none, .null: flags.appendMissing()
    case .string, .number:
      let text = trimmed(value.bytes)
      if text.isEmpty { return flags.appendMissing() }
      guard let flag = parseYesNo(text) else { return misfit(value) }
      flags.append(flag ? 1 : 0)
    case .object, .array: misfit(value)
    }
  }
}

private final class TimeCell: JSONCell {
  private let times = IntegerColumnBuilder()
  private let parser: TimeParser
  private let isDay: Bool

  init(_ parser: TimeParser, isDay: Bool) {
    self.parser = parser
    self.isDay = isDay
  }

  override var builder: ColumnBuilder { .integer(times) }

  override func append(_ value: JSONScanner.Value) {
    switch value.kind {
    case .none, .null: return times.appendMissing()
    case .string where trimmed(value.bytes).isEmpty: return times.appendMissing()
    case .string, .number, .yes, .no, .object, .array: break
    }
    guard let time = isDay ? day(value) : instant(value, parser) else { return misfit(value) }
    times.append(time)
  }

  private func day(_ value: JSONScanner.Value) -> Int64? {
    switch value.kind {
    case .string: parser.day(trimmed(value.bytes))
    case .number: parseDecimal(value.bytes, scale: 1).flatMap { parser.day(ofUnixSeconds: $0) }
    case .none, .yes, .no, .null, .object, .array: nil
    }
  }
}

private final class DegreesCell: JSONCell {
  private let degrees = DegreesColumnBuilder()
  private let limit: Double

  init(limit: Double) { self.limit = limit }

  override var builder: ColumnBuilder { .degrees(degrees) }

  override func append(_ value: JSONScanner.Value) {
    switch value.kind {
    case .none, .null: degrees.appendMissing()
    case .string, .number:
      let text = trimmed(value.bytes)
      if text.isEmpty { return degrees.appendMissing() }
      guard let number = shortDecimal(text) ?? Double(String(decoding: text, as: UTF8.self)), abs(number) <= limit
      else { return misfit(value) }
      degrees.append(number)
    case .yes, .no, .object, .array: misfit(value)
    }
  }
}

/// A number of at most 15 digits without exponent, exactly the double that is nearest: both its digits and the power of
/// ten are doubles, and one division rounds once.
private func shortDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
  var index = bytes.first == 0x2D ? 1 : 0
  guard bytes.count - index <= 16 else { return nil }
  var digits: Int64 = 0
  var (count, places, isBehind) = (0, 0, false)
  while index < bytes.count {
    let byte = bytes[index]
    if byte == 0x2E, !isBehind {
      isBehind = true
    } else {
      guard byte &- 0x30 < 10 else { return nil }
      digits = digits * 10 + Int64(byte &- 0x30)
      count += 1
      if isBehind { places += 1 }
    }
    index += 1
  }
  guard count > 0, count <= 15 else { return nil }
  let value = Double(digits) / powersOfTen[places]
  return bytes.first == 0x2D ? -value : value
}

private let powersOfTen: [Double] = (0...15).map { (0..<$0).reduce(1.0) { value, _ in value * 10 } }
