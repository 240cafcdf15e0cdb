import BantamDiagnostics
import BantamSyntax

extension SyntaxNode {
  /// The name that a declaration such as `segment NAME` gives.
  var declaredName: (name: String, span: Span)? {
    let names = tokens(.name)
    return names.count > 1 ? (text(names[1]), span(names[1])) : nil
  }

  /// Takes a declaration away, with the lines that it fills and the `##` lines above it; nil where a comment would be
  /// lost.
  var removal: Edit? {
    let source = tree.source
    let span = span
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
    let last = source.lineIndex(of: max(span.start, span.end - 1))
    let lineEnd = last + 1 < source.lineStarts.count ? source.lineStarts[last + 1] : source.bytes.count
    let behind = source.bytes[span.end..<lineEnd].drop(while: isBlank)
    if behind.first == UInt8(ascii: "#") || tree.hasComment(in: span) { return nil }
    let line = source.lineStarts[source.lineIndex(of: span.start)]
    let fillsLines = source.bytes[line..<span.start].allSatisfy(isBlank) && (behind.first ?? 0x0A) == 0x0A
    return Edit(fillsLines ? Span(file: tree.file, start: firstLineStart, end: lineEnd) : span, "")
  }

  /// Where the line of the first token begins, or the first of the `##` lines above it.
  var firstLineStart: Int {
    let source = tree.source
    var line = source.lineIndex(of: span.start)
    while line > 0, source.line(at: line - 1).drop(while: { $0 == " " || $0 == "\t" }).hasPrefix("##") { line -= 1 }
    return source.lineStarts[line]
  }
}
