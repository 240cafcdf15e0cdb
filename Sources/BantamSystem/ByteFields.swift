/// Numbers, texts and bytes one after the other: written by `add`, read back in the same order. Numbers take eight
/// bytes, least first; texts and bytes have their number before them. Reading beyond the end, or what cannot be,
/// gives nil.
public struct ByteFields {
  public private(set) var bytes: [UInt8]
  private var place = 0

  public init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  public mutating func add(_ word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
  }

  public mutating func add(_ number: Int64) { add(UInt64(bitPattern: number)) }
  public mutating func add(_ number: Int) { add(Int64(number)) }

  public mutating func add(_ more: [UInt8]) {
    add(more.count)
    bytes += more
  }

  public mutating func add(_ text: String) { add(Array(text.utf8)) }

  /// Without a number before them.
  public mutating func append(_ more: ByteFields) { bytes += more.bytes }

  public mutating func nextWord() -> UInt64? {
    guard place + 8 <= bytes.count else { return nil }
    var word: UInt64 = 0
    for index in 0..<8 { word |= UInt64(bytes[place + index]) << UInt64(8 * index) }
    place += 8
    return word
  }

  public mutating func nextInt64() -> Int64? { nextWord().map { Int64(bitPattern: $0) } }
  public mutating func nextInt() -> Int? { nextInt64().map { Int($0) } }

  public mutating func nextBytes() -> [UInt8]? {
    guard let count = nextInt(), count >= 0, count <= bytes.count - place else { return nil }
    place += count
    return Array(bytes[place - count..<place])
  }

  public mutating func nextText() -> String? { nextBytes().flatMap { String(validating: $0, as: UTF8.self) } }

  public var isAtEnd: Bool { place == bytes.count }
}
