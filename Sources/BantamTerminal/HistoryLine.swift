/// One entry of the history as one line of its file: `\n`, `\r` and `\\` stand for what a line cannot hold.
enum HistoryLine {
  static func encoded(_ entry: String) -> [UInt8] {
    var line: [UInt8] = []
    for byte in entry.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): line += Array("\\\\".utf8)
      case UInt8(ascii: "\n"): line += Array("\\n".utf8)
      case UInt8(ascii: "\r"): line += Array("\\r".utf8)
      default: line.append(byte)
      }
    }
    return line + [UInt8(ascii: "\n")]
  }

  /// nil for a line that is damaged, empty or too long. The line comes without its end.
  static func decoded(_ line: some Collection<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in line {
      if !isEscaped, byte == UInt8(ascii: "\\") {
        isEscaped = true
        continue
      }
      guard let meant = isEscaped ? escaped(byte) : byte else { return nil }
      bytes.append(meant)
      isEscaped = false
    }
    guard !isEscaped, !bytes.isEmpty, bytes.count <= History.maximumEntryBytes else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func escaped(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\\"): byte
    case UInt8(ascii: "n"): UInt8(ascii: "\n")
    case UInt8(ascii: "r"): UInt8(ascii: "\r")
    default: nil
    }
  }
}
