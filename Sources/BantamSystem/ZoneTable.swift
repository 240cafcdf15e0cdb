extension ZoneFile {
  /// A zone out of the copy inside the program, for machines without zone files.
  ///
  /// The copy is base64 of gzip of, for each zone: a line with its names, a line with its standing rule, and zigzag coded
  /// numbers: the first offset, how many changes follow, and for each change the seconds and the offset as distances to
  /// those before.
  init?(copyOf name: String) {
    let reader = ByteReader(bytes: decodeBase64(packedZones))
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    var count = 0
    while count < bytes.count {
      let step = bytes.withUnsafeMutableBytes {
        (try? reader.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))) ?? 0
      }
      if step == 0 { break }
      count += step
    }
    var table = VariableLengthReader(Array(bytes[..<count]))
    while let names = table.line(), let rule = table.line(), let zone = Self.read(&table, rule: rule) {
      if names.split(separator: ",").contains(Substring(name)) {
        self = zone
        return
      }
    }
    return nil
  }

  private static func read(_ table: inout VariableLengthReader, rule: String) -> ZoneFile? {
    guard let firstOffset = table.signedNumber(), let count = table.signedNumber() else { return nil }
    var transitions: [(second: Int64, offset: Int)] = []
    var second: Int64 = 0
    var offset = firstOffset
    for _ in 0..<count {
      guard let step = table.signedNumber(), let change = table.signedNumber() else { return nil }
      second += step
      offset += change
      transitions.append((second, Int(offset)))
    }
    return ZoneFile(transitions: transitions, firstOffset: Int(firstOffset), footer: ZoneFooter(rule))
  }
}
