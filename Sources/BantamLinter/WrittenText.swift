import BantamDiagnostics
import BantamSyntax

extension SyntaxNode {
  /// What a quoted text says, without its quotes and backslashes.
  func unquoted(_ token: Token) -> String {
    let raw = text(token).dropFirst().dropLast()
    guard raw.contains("\\") else { return String(raw) }
    var text = ""
    var isEscaped = false
    for character in raw {
      if character == "\\", !isEscaped {
        isEscaped = true
      } else {
        text.append(character)
        isEscaped = false
      }
    }
    return text
  }

  /// The name that a declaration such as `segment NAME` gives.
  var declaredName: (name: String, span: Span)? {
    let names = tokens(.name)
    return names.count > 1 ? (text(names[1]), span(names[1])) : nil
  }

  /// Takes a declaration away, with the lines that it fills and the `##` lines above it.
  var removal: Edit {
    let source = tree.source
    var span = span
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
    let first = source.lineIndex(of: span.start)
    let last = source.lineIndex(of: max(span.start, span.end - 1))
    let lineEnd = last + 1 < source.lineStarts.count ? source.lineStarts[last + 1] : source.bytes.count
    let hasLineEnd = lineEnd > span.end && source.bytes[lineEnd - 1] == 0x0A
    let behind = source.bytes[span.end..<(hasLineEnd ? lineEnd - 1 : lineEnd)]
    guard source.bytes[source.lineStarts[first]..<span.start].allSatisfy(isBlank), behind.allSatisfy(isBlank) else {
      return Edit(span, "")
    }
    var line = first
    if documentation != nil {
      while line > 0, source.line(at: line - 1).drop(while: { $0 == " " || $0 == "\t" }).hasPrefix("##") { line -= 1 }
    }
    span.start = source.lineStarts[line]
    span.end = lineEnd
    return Edit(span, "")
  }
}
