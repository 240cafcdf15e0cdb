/// Numbers that stay the same for a finding while lines around it come and go.
///
/// A fingerprint is made of the code, of the text of the line with its blanks evened out, and of how many findings with
/// the same two came before it in the file. The path is left out, so it also survives that a file is moved.
public struct Fingerprints {
  /// How many findings with this hash there were, by file.
  private var seen: [Int: [UInt64: Int]] = [:]
  /// Lines are compared by so many of their first bytes.
  private static let lineBytes = 1024

  public init() {}

  /// `c0ffee0123456789:1`; to be asked in the order of the findings.
  public mutating func next(_ diagnostic: Diagnostic, files: [SourceFile]) -> String {
    let place = diagnostic.span.flatMap { files.indices.contains($0.file) ? $0 : nil }
    let line = place.map { Self.line(of: $0, in: files[$0.file]) } ?? diagnostic.message
    let hash = fnv1a(diagnostic.code + "\n" + line)
    let count = seen[place?.file ?? -1, default: [:]][hash, default: 0] + 1
    seen[place?.file ?? -1, default: [:]][hash] = count
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits + ":\(count)"
  }

  private static func line(of span: Span, in file: SourceFile) -> String {
    let start = file.lineStarts[file.lineIndex(of: max(0, span.start))]
    let bytes = file.bytes[start...].prefix(lineBytes).prefix { $0 != 0x0A }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo).
private func fnv1a(_ text: String) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
