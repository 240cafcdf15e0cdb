import BantamDiagnostics
import BantamSyntax

/// Where the innermost bracket that is still open stands, in UTF-8; nil where none is.
public func openBracket(in text: String) -> Int? { openBrackets(in: text).last?.place }

/// What closes the open brackets, the innermost first.
func closingBrackets(of text: String) -> String {
  openBrackets(in: text).reversed().map(\.closing).joined(separator: "\n")
}

/// How many brackets a line opens more than it closes: quotes and comments end with their line.
public func bracketBalance(ofLine line: String) -> Int {
  let source = SourceFile(path: "input", text: line)
  return parse(source, file: 0).tree.tokens.reduce(0) { balance, token in
    switch token.kind {
    case .leftBrace, .leftBracket, .leftParenthesis: return balance + 1
    case .rightBrace, .rightBracket, .rightParenthesis: return balance - 1
    // One that closes nothing in its line.
    case .unknown: return "}])".utf8.contains(source.bytes[Int(token.start)]) ? balance - 1 : balance
    default: return balance
    }
  }
}

private func openBrackets(in text: String) -> [(place: Int, closing: String)] {
  var open: [(place: Int, closing: String)] = []
  for token in parse(SourceFile(path: "input", text: text), file: 0).tree.tokens {
    switch token.kind {
    case .leftBrace: open.append((Int(token.start), "}"))
    case .leftBracket: open.append((Int(token.start), "]"))
    case .leftParenthesis: open.append((Int(token.start), ")"))
    case .rightBrace, .rightBracket, .rightParenthesis: _ = open.popLast()
    default: break
    }
  }
  return open
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
