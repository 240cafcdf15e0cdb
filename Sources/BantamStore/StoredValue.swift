import CSQLite

/// A cell as SQLite stores it: one that a statement gives, or one that stands in a page of the file.
protocol StoredValue {
  var kind: StoredKind { get }
  /// Of a number.
  var integer: Int64 { get }
  /// Of a number.
  var real: Double { get }
  /// The bytes of a text or blob, empty of null; valid until the next step. Of a number only a queried cell has one.
  var text: UnsafeBufferPointer<UInt8> { get }
  /// As SQLite writes it out.
  var words: String { get }
}

/// SQLite's storage classes.
enum StoredKind {
  case null
  case integer
  case real
  case text
  case blob
}

/// A cell of the row on which a statement stands.
struct QueriedCell: StoredValue {
  let value: OpaquePointer

  @inline(__always)
  init(_ value: OpaquePointer) { self.value = value }

  var kind: StoredKind {
    @inline(__always) get {
      switch sqlite3_value_type(value) {
      case SQLITE_INTEGER: .integer
      case SQLITE_FLOAT: .real
      case SQLITE_NULL: .null
      case SQLITE_BLOB: .blob
      default: .text
      }
    }
  }

  var integer: Int64 { @inline(__always) get { sqlite3_value_int64(value) } }
  var real: Double { @inline(__always) get { sqlite3_value_double(value) } }
  var text: UnsafeBufferPointer<UInt8> { @inline(__always) get { textBytes(value) } }
  var words: String { String(decoding: text, as: UTF8.self) }
}

/// The UTF-8 of a value, valid until the next step; numbers are written out.
@inline(__always)
func textBytes(_ value: OpaquePointer) -> UnsafeBufferPointer<UInt8> {
  guard let start = sqlite3_value_text(value) else { return UnsafeBufferPointer(start: nil, count: 0) }
  return UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
}

/// A cell of a record in a page of the file: https://www.sqlite.org/fileformat2.html#record_format
struct PageCell: StoredValue {
  static var null: PageCell { PageCell(bytes: nil, serial: 0, isReal: false) }

  /// Where its content begins; nil where it has none.
  let bytes: UnsafePointer<UInt8>?
  /// The serial type: it tells kind and length.
  let serial: UInt32
  /// Of a column of affinity REAL, which stores whole numbers as integers.
  let isReal: Bool

  var kind: StoredKind {
    @inline(__always) get {
      if serial >= 12 { return serial & 1 == 0 ? .blob : .text }
      if serial == 0 { return .null }
      return serial == 7 || isReal ? .real : .integer
    }
  }

  var integer: Int64 {
    guard let bytes else { return serial == 9 ? 1 : 0 }
    switch serial {
    case 1: return Int64(Int8(bitPattern: bytes[0]))
    case 2: return Int64(Int8(bitPattern: bytes[0])) << 8 | Int64(bytes[1])
    case 3: return Int64(Int8(bitPattern: bytes[0])) << 16 | Int64(bytes[1]) << 8 | Int64(bytes[2])
    case 4: return Int64(Int32(bitPattern: word(0)))
    case 5: return Int64(Int8(bitPattern: bytes[0])) << 40 | Int64(bytes[1]) << 32 | Int64(word(2))
    case 6: return Int64(bitPattern: UInt64(word(0)) << 32 | UInt64(word(4)))
    default: return 0
    }
  }

  var real: Double {
    serial == 7 ? Double(bitPattern: UInt64(word(0)) << 32 | UInt64(word(4))) : Double(integer)
  }

  var text: UnsafeBufferPointer<UInt8> {
    @inline(__always) get {
      UnsafeBufferPointer(start: bytes, count: serial >= 12 ? Int(serial - 12) / 2 : 0)
    }
  }

  var words: String {
    switch kind {
    case .null: return ""
    case .integer: return String(integer)
    case .text, .blob: return String(decoding: text, as: UTF8.self)
    case .real:
      return withVaList([real]) { numbers in
        guard let written = sqlite3_vmprintf("%!.15g", numbers) else { return "" }
        defer { sqlite3_free(written) }
        return String(cString: written)
      }
    }
  }

  /// The bytes' four from here, the first counting most.
  @inline(__always)
  private func word(_ offset: Int) -> UInt32 {
    guard let bytes else { return 0 }
    return UInt32(bigEndian: UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}
