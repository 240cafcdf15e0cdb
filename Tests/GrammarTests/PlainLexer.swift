/// The lexical rules of the grammar file's last comment, word by word and without any repair: the reader that the
/// recogniser has beside it.
struct PlainLexer {
  struct Token: Equatable {
    enum Kind { case name, integer, decimal, date, datetime, string, regex, sign, lineEnd }
    var kind: Kind
    var text: String
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var tokens: [Token] = []

  /// The tokens; nil where a text is no row of tokens at all.
  static func tokens(of text: String) -> [Token]? {
    var lexer = PlainLexer(scalars: Array(text.unicodeScalars))
    guard lexer.readAll() else { return nil }
    return lexer.tokensWithLineEnds()
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private func scalar(_ ahead: Int = 0) -> Unicode.Scalar? {
    position + ahead < scalars.count ? scalars[position + ahead] : nil
  }

  private mutating func readAll() -> Bool {
    while let next = scalar() {
      switch next {
      case " ", "\t", "\r": position += 1
      case "#": while let scalar = scalar(), scalar != "\n" { position += 1 }
      case "\n": take(.lineEnd, 1)
      case "\"": guard readQuoted("\"", .string) else { return false }
      case "/" where tokens.last == Token(kind: .name, text: "matches"):
        guard readQuoted("/", .regex) else { return false }
      case "0"..."9": readNumber()
      case _ where isNameStart(next): take(.name, count { isNamePart($0) })
      default: guard readSign() else { return false }
      }
    }
    return true
  }

  private mutating func take(_ kind: Token.Kind, _ length: Int) {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[position..<position + length])
    tokens.append(Token(kind: kind, text: String(text)))
    position += length
  }

  private func count(from start: Int = 0, _ isPart: (Unicode.Scalar) -> Bool) -> Int {
    var length = start
    while let scalar = scalar(length), isPart(scalar) { length += 1 }
    return length
  }

  private func isNameStart(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || scalar == "_" }

  private func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    let category = scalar.properties.generalCategory
    return isNameStart(scalar) || category == .decimalNumber || category == .nonspacingMark || category == .spacingMark
  }

  private mutating func readQuoted(_ quote: Unicode.Scalar, _ kind: Token.Kind) -> Bool {
    var length = 1
    while let next = scalar(length), next != "\n" {
      if next == quote {
        take(kind, length + 1)
        return true
      }
      length += next == "\\" && scalar(length + 1) != nil && scalar(length + 1) != "\n" ? 2 : 1
    }
    return false
  }

  private mutating func readSign() -> Bool {
    let two = [scalar(), scalar(1)].compactMap { $0.map(String.init) }.joined()
    if ["!=", "<=", ">=", ".."].contains(two) {
      take(.sign, 2)
      return true
    }
    guard let next = scalar(), "{}[](),:=<>+-*/.".unicodeScalars.contains(next) else { return false }
    take(.sign, 1)
    return true
  }

  // MARK: Numbers

  private func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }

  private func fits(_ pattern: String, at start: Int) -> Bool {
    pattern.unicodeScalars.enumerated().allSatisfy { index, wanted in
      wanted == "9" ? isDigit(scalar(start + index)) : scalar(start + index) == wanted
    }
  }

  private mutating func readNumber() {
    if fits("9999-99-99", at: 0), !isDigit(scalar(10)) {
      let length = timeLength()
      return take(length == 10 ? .date : .datetime, length)
    }
    let whole = count { isDigit($0) || $0 == "_" }
    guard scalar(whole) == ".", isDigit(scalar(whole + 1)) else { return take(.integer, whole) }
    take(.decimal, count(from: whole + 1) { isDigit($0) || $0 == "_" })
  }

  private func timeLength() -> Int {
    guard fits("T99:99", at: 10) else { return 10 }
    let length = fits(":99", at: 16) ? 19 : 16
    if scalar(length) == "Z" { return length + 1 }
    return fits("+99:99", at: length) || fits("-99:99", at: length) ? length + 6 : length
  }

  // MARK: Line ends

  /// Rule NL.
  private func tokensWithLineEnds() -> [Token] {
    let closings = closings()
    var open: [(end: Int, isRound: Bool)] = []
    var result: [Token] = []
    for (index, token) in tokens.enumerated() {
      while let last = open.last, last.end <= index { open.removeLast() }
      if let end = closings[index] { open.append((end, token.text != "{")) }
      guard token.kind == .lineEnd else {
        result.append(token)
        continue
      }
      guard open.last?.isRound != true, let before = result.last, before.kind != .lineEnd, !continues(before),
        let after = tokens[index...].first(where: { $0.kind != .lineEnd }), !isContinuation(after)
      else { continue }
      result.append(token)
    }
    return result
  }

  private func continues(_ token: Token) -> Bool {
    token.kind == .sign && [",", "(", "[", "{", "+", "-", "*", "/"].contains(token.text)
      || token.kind == .name && ["and", "or", "not"].contains(token.text)
  }

  private func isContinuation(_ token: Token) -> Bool {
    token.kind == .sign && ["{", "}"].contains(token.text) || token.kind == .name && ["and", "or"].contains(token.text)
  }

  /// For each opening bracket that has one, the index of its closing one.
  private func closings() -> [Int: Int] {
    var open: [Int] = []
    var closings: [Int: Int] = [:]
    let pairs = ["}": "{", "]": "[", ")": "("]
    for (index, token) in tokens.enumerated() where token.kind == .sign {
      if ["{", "[", "("].contains(token.text) { open.append(index) }
      guard let opening = pairs[token.text] else { continue }
      if let last = open.last, tokens[last].text == opening {
        closings[last] = index
        open.removeLast()
      }
    }
    return closings
  }
}
