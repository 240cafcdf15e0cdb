import BantamDiagnostics
import BantamSyntax

/// Where the innermost bracket that is still open stands, in UTF-8; nil where none is.
public func openBracket(in text: String) -> Int? {
  let tree = parse(SourceFile(path: "input", text: text), file: 0).tree
  var open: [Int] = []
  for token in tree.tokens {
    switch token.kind {
    case .leftBrace, .leftBracket, .leftParenthesis: open.append(Int(token.start))
    case .rightBrace, .rightBracket, .rightParenthesis: _ = open.popLast()
    default: break
    }
  }
  return open.last
}

/// Puts another name in the place of one, wherever it stands as a word of its own outside of quotes and comments.
func replacingWord(_ word: String, with other: String, in text: String) -> String {
  let source = SourceFile(path: "input", text: text)
  var bytes = source.bytes
  for token in parse(source, file: 0).tree.tokens.reversed() where token.kind == .name {
    let range = Int(token.start)..<Int(token.end)
    if bytes[range].elementsEqual(word.utf8) { bytes.replaceSubrange(range, with: other.utf8) }
  }
  return String(decoding: bytes, as: UTF8.self)
}
