import BantamSystem

/// Collects texts, row by row, as codes of a dictionary of its own. Threads and merging as for `IntegerColumnBuilder`.
public final class TextColumnBuilder: @unchecked Sendable {
  private var rows = 0
  private var storage = Column.Storage.code8
  private var capacity: Int
  private var buffer: ColumnBuffer
  /// The buffer's, kept beside it: one step less per row.
  private var base: UnsafeMutableRawPointer
  private var table = TextTable(mayKeepRepeats: true)
  private var lastCode: UInt32 = 0

  public var count: Int { rows }

  public init(capacity: Int = 1024) {
    self.capacity = max(capacity, 64)
    buffer = ColumnBuffer(byteCount: self.capacity)
    base = buffer.base
  }

  /// A text of blanks only is missing; any other one is kept as it is, outer blanks included.
  public func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let start = text.baseAddress, !text.isEmpty else { return appendCode(0) }
    if lastCode != 0, table.equals(code: Int(lastCode), UnsafeRawPointer(start), count: text.count) {
      return appendCode(lastCode)
    }
    if isBlank(text) { return appendCode(0) }
    let code = table.code(of: text)
    lastCode = code
    appendCode(code)
  }

  public func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  public func appendMissing() { appendCode(0) }

  /// The column of this builder alone. The builder is not used afterwards.
  public func finish() -> Column {
    Column(storage: storage, count: count, buffer: buffer, dictionary: table.dictionary())
  }

  /// One column out of parts in the order of their rows. The parts are not used afterwards.
  public static func merge(_ parts: [TextColumnBuilder]) -> Column {
    guard let first = parts.first, parts.count > 1 else { return (parts.first ?? TextColumnBuilder()).finish() }
    if parts.contains(where: \.table.keepsRepeats) { first.table.keepRepeats() }
    let maps = parts.dropFirst().map { part in
      let map = (0..<part.table.count).map { $0 == 0 ? 0 : first.table.code(of: part.table.bytes(of: $0)) }
      part.table = TextTable()
      return map
    }
    let total = parts.reduce(0) { $0 + $1.count }
    let storage = Column.Storage(codes: first.table.count)
    let merged = ColumnBuffer(byteCount: total * storage.byteWidth)
    copyCodes(from: first.buffer.base, first.storage, to: merged.base, storage, count: first.count)
    var row = first.count
    first.release()
    for (part, map) in zip(parts.dropFirst(), maps) {
      let target = merged.base + row * storage.byteWidth
      mapCodes(from: part.buffer.base, part.storage, through: map, to: target, storage, count: part.count)
      row += part.count
      part.release()
    }
    let dictionary = first.table.dictionary()
    first.table = TextTable()
    return Column(storage: storage, count: total, buffer: merged, dictionary: dictionary)
  }

  private func release() {
    buffer = ColumnBuffer(byteCount: 0)
    base = buffer.base
  }

  private func appendCode(_ code: UInt32) {
    let row = rows
    if row == capacity { resize(to: storage, capacity: capacity * 2) }
    if Int(code) >= storage.codeLimit { resize(to: Column.Storage(codes: Int(code) + 1), capacity: capacity) }
    switch storage {
    case .code8: base.storeBytes(of: UInt8(truncatingIfNeeded: code), toByteOffset: row, as: UInt8.self)
    case .code16: base.storeBytes(of: UInt16(truncatingIfNeeded: code), toByteOffset: row * 2, as: UInt16.self)
    case .code32: base.storeBytes(of: code, toByteOffset: row * 4, as: UInt32.self)
    case .int8, .int16, .int32, .int64, .degrees: preconditionFailure("not a text storage")
    }
    rows = row + 1
  }

  @inline(never)
  private func resize(to wider: Column.Storage, capacity newCapacity: Int) {
    let resized = ColumnBuffer(byteCount: newCapacity * wider.byteWidth)
    copyCodes(from: buffer.base, storage, to: resized.base, wider, count: count)
    buffer = resized
    base = resized.base
    storage = wider
    capacity = newCapacity
  }

  private func isBlank(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in text where byte != 0x20 && (byte < 0x09 || byte > 0x0D) {
      // The lead bytes of Unicode's white space outside ASCII.
      return [0xC2, 0xE1, 0xE2, 0xE3].contains(byte) && foldCase(utf8: text).isEmpty
    }
    return true
  }
}

extension Column.Storage {
  /// The narrowest storage for so many codes.
  init(codes: Int) {
    self = codes <= 1 << 8 ? .code8 : codes <= 1 << 16 ? .code16 : .code32
  }

  fileprivate var codeLimit: Int {
    switch self {
    case .code8: 1 << 8
    case .code16: 1 << 16
    case .code32: 1 << 32
    case .int8, .int16, .int32, .int64, .degrees: 0
    }
  }
}

func copyCodes(
  from source: UnsafeRawPointer, _ narrow: Column.Storage, to target: UnsafeMutableRawPointer, _ wide: Column.Storage,
  count: Int
) {
  if narrow == wide { return target.copyMemory(from: source, byteCount: count * wide.byteWidth) }
  eachCode(of: source, narrow, count: count, to: target, wide) { $0 }
}

private func mapCodes(
  from source: UnsafeRawPointer, _ narrow: Column.Storage, through map: [UInt32], to target: UnsafeMutableRawPointer,
  _ wide: Column.Storage, count: Int
) {
  map.withUnsafeBufferPointer { map in
    eachCode(of: source, narrow, count: count, to: target, wide) { map[Int($0)] }
  }
}

@inline(__always)
private func eachCode(
  of source: UnsafeRawPointer, _ narrow: Column.Storage, count: Int, to target: UnsafeMutableRawPointer,
  _ wide: Column.Storage, _ change: (UInt32) -> UInt32
) {
  switch narrow {
  case .code8: eachCode(source.assumingMemoryBound(to: UInt8.self), count: count, to: target, wide, change)
  case .code16: eachCode(source.assumingMemoryBound(to: UInt16.self), count: count, to: target, wide, change)
  case .code32: eachCode(source.assumingMemoryBound(to: UInt32.self), count: count, to: target, wide, change)
  case .int8, .int16, .int32, .int64, .degrees: preconditionFailure("not a text storage")
  }
}

@inline(__always)
private func eachCode<Code: FixedWidthInteger>(
  _ source: UnsafePointer<Code>, count: Int, to target: UnsafeMutableRawPointer, _ wide: Column.Storage,
  _ change: (UInt32) -> UInt32
) {
  switch wide {
  case .code8:
    let cells = target.assumingMemoryBound(to: UInt8.self)
    for row in 0..<count { cells[row] = UInt8(truncatingIfNeeded: change(UInt32(source[row]))) }
  case .code16:
    let cells = target.assumingMemoryBound(to: UInt16.self)
    for row in 0..<count { cells[row] = UInt16(truncatingIfNeeded: change(UInt32(source[row]))) }
  case .code32:
    let cells = target.assumingMemoryBound(to: UInt32.self)
    for row in 0..<count { cells[row] = change(UInt32(source[row])) }
  case .int8, .int16, .int32, .int64, .degrees: preconditionFailure("not a text storage")
  }
}
