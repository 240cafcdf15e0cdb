/// What changes from one text to another, as `patch -p0` and `git apply -p0` read it: three lines of context, and a
/// remark where a text does not end with a line end. Nothing where both are the same.
///
/// - Parameters:
///   - path: the file's, for the two lines at the head.
///   - isColoured: for eyes, not for `patch`: with a terminal's colours, and nothing in it that a terminal obeys.
public func unifiedDiff(old: [UInt8], new: [UInt8], path: String, isColoured: Bool = false) -> [UInt8] {
  if old == new { return [] }
  var writer = UnifiedDiffWriter(old: lines(of: old), new: lines(of: new), isColoured: isColoured)
  writer.writeHead(path)
  for hunk in writer.hunks() { writer.write(hunk) }
  return writer.bytes
}

/// The lines of a text with their line ends.
private func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
  var lines: [ArraySlice<UInt8>] = []
  var start = 0
  for (index, byte) in bytes.enumerated() where byte == 0x0A {
    lines.append(bytes[start...index])
    start = index + 1
  }
  if start < bytes.count { lines.append(bytes[start...]) }
  return lines
}

private struct UnifiedDiffWriter {
  private static let contextLines = 3

  let old: [ArraySlice<UInt8>]
  let new: [ArraySlice<UInt8>]
  private let isColoured: Bool
  private(set) var bytes: [UInt8] = []

  init(old: [ArraySlice<UInt8>], new: [ArraySlice<UInt8>], isColoured: Bool) {
    self.old = old
    self.new = new
    self.isColoured = isColoured
  }

  typealias Change = (old: Range<Int>, new: Range<Int>)

  /// Changes that share their context, together.
  func hunks() -> [[Change]] {
    var hunks: [[Change]] = []
    for change in LineDiff(old, new).changes {
      if let last = hunks.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * Self.contextLines {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  mutating func writeHead(_ path: String) {
    // git takes no path that begins so.
    var path = path
    while path.hasPrefix("./") { path = String(path.dropFirst(2)) }
    writeLine("--- " + quoted(path), code: "1")
    writeLine("+++ " + quoted(path), code: "1")
  }

  /// A path as git writes it: with a tab behind blanks, and between quotes where it holds what ends a line.
  private func quoted(_ path: String) -> String {
    guard path.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F }) else {
      return path.contains(" ") ? path + "\t" : path
    }
    let escaped = path.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\n": "\\n"
      case "\t": "\\t"
      default: scalar.value < 0x20 || scalar.value == 0x7F ? octal(scalar.value) : String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }

  private func octal(_ value: UInt32) -> String {
    let digits = String(value, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
  }

  mutating func write(_ hunk: [Change]) {
    guard let first = hunk.first, let last = hunk.last else { return }
    let before = min(Self.contextLines, first.old.lowerBound)
    let after = min(Self.contextLines, old.count - last.old.upperBound)
    let oldRange = (first.old.lowerBound - before)..<(last.old.upperBound + after)
    let newRange = (first.new.lowerBound - before)..<(last.new.upperBound + after)
    writeLine("@@ -\(place(oldRange)) +\(place(newRange)) @@", code: "36")
    var position = oldRange.lowerBound
    for change in hunk {
      for line in old[position..<change.old.lowerBound] { write(" ", line, code: nil) }
      for line in old[change.old] { write("-", line, code: "31") }
      for line in new[change.new] { write("+", line, code: "32") }
      position = change.old.upperBound
    }
    for line in old[position..<oldRange.upperBound] { write(" ", line, code: nil) }
  }

  /// First line and count; of an empty range the line before it.
  private func place(_ range: Range<Int>) -> String {
    range.count == 1
      ? "\(range.lowerBound + 1)" : "\(range.lowerBound + (range.isEmpty ? 0 : 1)),\(range.count)"
  }

  private mutating func write(_ sign: String, _ line: ArraySlice<UInt8>, code: String?) {
    let hasLineEnd = line.last == 0x0A
    let text = hasLineEnd ? line.dropLast() : line
    if isColoured {
      writeLine(sign + printable(String(decoding: text, as: UTF8.self)), code: code)
    } else {
      bytes += Array(sign.utf8) + text + [0x0A]
    }
    if !hasLineEnd { writeLine("\\ No newline at end of file", code: nil) }
  }

  private mutating func writeLine(_ text: String, code: String?) {
    let painted = isColoured && code != nil ? "\u{1B}[\(code ?? "")m\(printable(text))\u{1B}[0m" : text
    bytes += Array(painted.utf8) + [0x0A]
  }
}
