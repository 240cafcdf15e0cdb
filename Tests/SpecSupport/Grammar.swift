import Foundation

/// `grammar/bantam.ebnf`, read.
public struct Grammar: Sendable {
  /// What stands on the right of a rule. Every one has a number, by which coverage and the recogniser's memory go.
  public indirect enum Expression: Sendable {
    /// A word or sign as it is written.
    case literal(String, id: Int)
    /// A kind of token, in capitals, or another rule.
    case reference(String, id: Int)
    case sequence([Expression], id: Int)
    case choice([Expression], id: Int)
    case optional(Expression, id: Int)
    case repeated(Expression, id: Int)

    public var id: Int {
      switch self {
      case .literal(_, let id), .reference(_, let id), .sequence(_, let id), .choice(_, let id), .optional(_, let id),
        .repeated(_, let id):
        return id
      }
    }
  }

  public private(set) var rules: [String: Expression] = [:]
  public private(set) var ruleNames: [String] = []
  public private(set) var expressionCount = 0
  /// The text of the comments, the lexical rules among them.
  public private(set) var comments = ""

  public static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "../../grammar/bantam.ebnf")

  public static func load() throws -> Grammar {
    try Grammar(String(decoding: Data(contentsOf: file), as: UTF8.self))
  }

  init(_ text: String) throws {
    var reader = Reader(text: text)
    let tokens = try reader.tokens()
    comments = reader.comments
    var builder = Builder(tokens: tokens)
    while let (name, expression) = try builder.rule() {
      guard rules[name] == nil else { throw GrammarError("`\(name)` is defined twice") }
      rules[name] = expression
      ruleNames.append(name)
    }
    expressionCount = builder.count
  }

  /// The words of RESERVED in the lexical rules.
  public var reserved: [String] {
    guard let start = comments.range(of: "RESERVED  "), let end = comments.range(of: "\n   INTEGER") else { return [] }
    return comments[start.upperBound..<end.lowerBound].split { $0 == " " || $0 == "\n" }.map(String.init)
  }

  /// The numbers of all expressions of a rule.
  public func ids(of rule: String) -> [Int] {
    var ids: [Int] = []
    if let expression = rules[rule] { walk(expression) { ids.append($0.id) } }
    return ids
  }

  public func forEach(_ body: (Expression) -> Void) {
    for name in ruleNames { if let rule = rules[name] { walk(rule, body) } }
  }

  private func walk(_ expression: Expression, _ body: (Expression) -> Void) {
    body(expression)
    switch expression {
    case .literal, .reference: break
    case .sequence(let parts, _), .choice(let parts, _): for part in parts { walk(part, body) }
    case .optional(let part, _), .repeated(let part, _): walk(part, body)
    }
  }
}

struct GrammarError: Error {
  var message: String
  init(_ message: String) { self.message = message }
}

/// The tokens of the notation: names, `"literals"` and `= ; | [ ] { } ( )`.
private struct Reader {
  let characters: [Character]
  private(set) var comments = ""

  init(text: String) { characters = Array(text) }

  mutating func tokens() throws -> [String] {
    var tokens: [String] = []
    var at = 0
    while at < characters.count {
      let character = characters[at]
      if character.isWhitespace {
        at += 1
      } else if character == "(", at + 1 < characters.count, characters[at + 1] == "*" {
        at = try skipComment(at)
      } else if character == "\"" {
        guard let end = characters[(at + 1)...].firstIndex(of: "\"") else { throw GrammarError("open literal") }
        tokens.append(String(characters[at..<end]))
        at = end + 1
      } else if character.isLetter {
        let end = characters[at...].firstIndex { !$0.isLetter && $0 != "_" } ?? characters.count
        tokens.append(String(characters[at..<end]))
        at = end
      } else {
        tokens.append(String(character))
        at += 1
      }
    }
    return tokens
  }

  private mutating func skipComment(_ start: Int) throws -> Int {
    var at = start + 2
    while at + 1 < characters.count {
      if characters[at] == "*", characters[at + 1] == ")" {
        comments += String(characters[start..<at])
        return at + 2
      }
      at += 1
    }
    throw GrammarError("open comment")
  }
}

private struct Builder {
  let tokens: [String]
  var position = 0
  var count = 0

  private var current: String { position < tokens.count ? tokens[position] : "" }

  private mutating func newID() -> Int {
    count += 1
    return count - 1
  }

  private mutating func expect(_ token: String) throws {
    guard current == token else { throw GrammarError("expected \(token), found \(current) at \(position)") }
    position += 1
  }

  mutating func rule() throws -> (String, Grammar.Expression)? {
    guard position < tokens.count else { return nil }
    let name = current
    position += 1
    try expect("=")
    let expression = try choice()
    try expect(";")
    return (name, expression)
  }

  private mutating func choice() throws -> Grammar.Expression {
    var parts = [try sequence()]
    while current == "|" {
      position += 1
      parts.append(try sequence())
    }
    return parts.count == 1 ? parts[0] : .choice(parts, id: newID())
  }

  private mutating func sequence() throws -> Grammar.Expression {
    var parts: [Grammar.Expression] = []
    while !["", ";", "|", "]", "}", ")"].contains(current) { parts.append(try part()) }
    guard !parts.isEmpty else { throw GrammarError("empty alternative at \(position)") }
    return parts.count == 1 ? parts[0] : .sequence(parts, id: newID())
  }

  private mutating func part() throws -> Grammar.Expression {
    let token = current
    position += 1
    switch token {
    case "[":
      let inner = try choice()
      try expect("]")
      return .optional(inner, id: newID())
    case "{":
      let inner = try choice()
      try expect("}")
      return .repeated(inner, id: newID())
    case "(":
      let inner = try choice()
      try expect(")")
      return inner
    default:
      if token.hasPrefix("\"") { return .literal(String(token.dropFirst()), id: newID()) }
      return .reference(token, id: newID())
    }
  }
}
