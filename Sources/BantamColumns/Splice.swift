#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What turns rows into newer ones: rows that go, and rows of another table that come in their place.
public struct Splice: Sendable {
  public struct Edit: Sendable {
    /// The first old row that goes, or before which something comes.
    public var at: Int
    public var removing: Int
    /// Rows of the other table.
    public var inserting: Range<Int>

    public init(at: Int, removing: Int, inserting: Range<Int>) {
      self.at = at
      self.removing = removing
      self.inserting = inserting
    }
  }

  /// Rising, without touching each other's rows.
  public let edits: [Edit]
  public let oldCount: Int
  public let count: Int
  /// Whether every row stays where it is.
  public let isInPlace: Bool

  public init(_ edits: [Edit], oldCount: Int) {
    self.edits = edits
    self.oldCount = oldCount
    count = edits.reduce(oldCount) { $0 - $1.removing + $1.inserting.count }
    isInPlace = edits.allSatisfy { $0.removing == $0.inserting.count }
  }

  /// A page of mapped memory that is written to is copied by the system, which stops all threads for it: dearer than to
  /// copy so many pages.
  private static let pagesPerFault = 64
  private static let pageBytes = 4096

  /// Cells of this many bytes. Where all rows stay and few change, the old cells themselves are changed.
  func apply(to old: ColumnBuffer, _ new: ColumnBuffer, width: Int) -> ColumnBuffer {
    if isInPlace {
      // Most columns are not the one that was written to.
      let changed = edits.filter { edit in
        memcmp(old.base + edit.at * width, new.base + edit.inserting.lowerBound * width, edit.removing * width) != 0
      }
      if changed.isEmpty { return old }
      var target = old
      if changed.count * Self.pagesPerFault > oldCount * width / Self.pageBytes {
        target = ColumnBuffer(byteCount: oldCount * width)
        target.base.copyMemory(from: old.base, byteCount: oldCount * width)
      }
      for edit in changed {
        (target.base + edit.at * width).copyMemory(
          from: new.base + edit.inserting.lowerBound * width, byteCount: edit.removing * width)
      }
      return target
    }
    let buffer = ColumnBuffer(byteCount: count * width)
    var target = buffer.base
    var row = 0
    func copy(_ source: ColumnBuffer, _ rows: Range<Int>) {
      target.copyMemory(from: source.base + rows.lowerBound * width, byteCount: rows.count * width)
      target += rows.count * width
    }
    for edit in edits {
      copy(old, row..<edit.at)
      copy(new, edit.inserting)
      row = edit.at + edit.removing
    }
    copy(old, row..<oldCount)
    return buffer
  }
}

extension Cells {
  /// The rows after a splice. The old memory may be changed by it.
  public func spliced(_ splice: Splice, with new: Cells<Element>) -> Cells<Element> {
    Cells(splice.apply(to: buffer, new.buffer, width: MemoryLayout<Element>.stride), count: splice.count)
  }
}

extension Column {
  /// The rows after a splice with another column of the same kind. The old memory may be changed by it, and a column that
  /// cannot hold the new values becomes a wider one.
  public func spliced(_ splice: Splice, with new: Column) -> Column {
    let (old, new) = storage == .degrees ? (self, new) : storage.isText ? sharing(new, splice) : alike(new)
    return Column(
      storage: old.storage, count: splice.count,
      buffer: splice.apply(to: old.buffer, new.buffer, width: old.storage.byteWidth), dictionary: old.dictionary,
      unit: old.unit)
  }

  // MARK: Numbers

  /// Both columns in one storage and unit: this one's where the other's values fit.
  private func alike(_ new: Column) -> (Column, Column) {
    let values = (0..<new.count).map { new.integer(at: $0) }
    let finer = values.reduce(unit) { greatestCommonDivisor($0, $1 ?? 0) }
    let range = values.reduce(into: (least: Int64(0), greatest: Int64(0))) { range, value in
      range = (min(range.least, value ?? 0), max(range.greatest, value ?? 0))
    }
    var old = self
    var needed = Storage(cellsFrom: range.least / finer, through: range.greatest / finer)
    if finer != unit || needed.byteWidth > storage.byteWidth {
      let own = bounds
      let held = Storage(cellsFrom: own.least / finer, through: own.greatest / finer)
      if held.byteWidth > needed.byteWidth { needed = held }
      let buffer = ColumnBuffer(byteCount: count * needed.byteWidth)
      copyIntegers(from: base, storage, to: buffer.base, needed, times: unit / finer, count: count)
      old = Column(storage: needed, count: count, buffer: buffer, unit: finer)
    }
    let buffer = ColumnBuffer(byteCount: new.count * old.storage.byteWidth)
    for (row, value) in values.enumerated() { old.storage.store(value.map { $0 / old.unit }, at: row, in: buffer) }
    return (old, Column(storage: old.storage, count: new.count, buffer: buffer, unit: old.unit))
  }

  // MARK: Texts

  /// Both columns with codes of one dictionary: this one's, with the other's texts behind its own where they are new.
  private func sharing(_ new: Column, _ splice: Splice) -> (Column, Column) {
    guard let dictionary, let others = new.dictionary else { preconditionFailure("a text column has a dictionary") }
    var codes = [UInt32](repeating: 0, count: new.count)
    var growth = GrowingDictionary(dictionary)
    for edit in splice.edits {
      for row in edit.inserting {
        let code = new.code(at: row)
        if code == 0 { continue }
        let text = others.bytes(of: code)
        // Most rows change in other columns.
        let place = row - edit.inserting.lowerBound
        let before = place < edit.removing ? self.code(at: edit.at + place) : 0
        codes[row] =
          before != 0 && dictionary.bytes(of: before).elementsEqual(text) ? UInt32(before) : growth.code(of: text)
      }
    }
    let grown = growth.finish()
    let needed = Storage(codes: grown.count)
    var old = self
    if grown !== dictionary {
      var own = buffer
      let wide = needed.byteWidth > storage.byteWidth ? needed : storage
      if wide != storage {
        own = ColumnBuffer(byteCount: count * wide.byteWidth)
        copyCodes(from: base, storage, to: own.base, wide, count: count)
      }
      old = Column(storage: wide, count: count, buffer: own, dictionary: grown)
    }
    let cells = ColumnBuffer(byteCount: new.count * old.storage.byteWidth)
    codes.withUnsafeBytes {
      if let codes = $0.baseAddress { copyCodes(from: codes, .code32, to: cells.base, old.storage, count: new.count) }
    }
    return (old, Column(storage: old.storage, count: new.count, buffer: cells, dictionary: grown))
  }
}

extension Column.Storage {
  /// An integer's cell; nil is missing.
  fileprivate func store(_ value: Int64?, at row: Int, in buffer: ColumnBuffer) {
    let place = buffer.base + row * byteWidth
    switch self {
    case .int8: place.storeBytes(of: value.map { Int8(truncatingIfNeeded: $0) } ?? .min, as: Int8.self)
    case .int16: place.storeBytes(of: value.map { Int16(truncatingIfNeeded: $0) } ?? .min, as: Int16.self)
    case .int32: place.storeBytes(of: value.map { Int32(truncatingIfNeeded: $0) } ?? .min, as: Int32.self)
    case .int64: place.storeBytes(of: value ?? .min, as: Int64.self)
    case .code8, .code16, .code32, .degrees: preconditionFailure("not an integer storage")
    }
  }
}

/// A dictionary to which texts are added: found again in a small one, and with a code of their own in a large one.
private struct GrowingDictionary {
  private static let searchedCodes = 1 << 16

  private let old: TextDictionary
  private var table: TextTable?
  private var added: [UInt8] = []
  private var ends: [Int] = []

  init(_ old: TextDictionary) { self.old = old }

  mutating func code(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    if old.count > Self.searchedCodes {
      added += text
      ends.append(added.count)
      return UInt32(old.count + ends.count - 1)
    }
    if let table { return table.code(of: text) }
    let made = TextTable()
    for code in 1..<max(1, old.count) { _ = made.code(of: old.bytes(of: code)) }
    table = made
    return made.code(of: text)
  }

  /// The old one itself where nothing was added.
  func finish() -> TextDictionary {
    if let table { return table.count == old.count ? old : table.dictionary() }
    if ends.isEmpty { return old }
    let before = old.arenaBytes
    let arena = ColumnBuffer(byteCount: before + added.count)
    arena.base.copyMemory(from: old.arena.base, byteCount: before)
    added.withUnsafeBytes {
      if let bytes = $0.baseAddress { (arena.base + before).copyMemory(from: bytes, byteCount: $0.count) }
    }
    let stride = MemoryLayout<Int>.stride
    let offsets = ColumnBuffer(byteCount: (old.count + ends.count + 1) * stride)
    offsets.base.copyMemory(from: old.offsets.base, byteCount: (old.count + 1) * stride)
    for (index, end) in ends.enumerated() {
      offsets.base.storeBytes(of: before + end, toByteOffset: (old.count + 1 + index) * stride, as: Int.self)
    }
    return TextDictionary(count: old.count + ends.count, offsets: offsets, arena: arena)
  }
}
