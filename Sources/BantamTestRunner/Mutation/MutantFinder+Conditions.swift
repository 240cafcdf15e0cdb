import BantamDiagnostics
import BantamSyntax

/// Changes of conditions.
extension MutantFinder {
  /// `isNegatable`: false below a `not`, which is taken out instead.
  mutating func condition(_ node: SyntaxNode, isNegatable: Bool = true) {
    switch node.kind {
    case .conjunction: junction(node, "and", "or", dropped: "everyone")
    case .disjunction: junction(node, "or", "and", dropped: "not everyone")
    case .negation:
      guard let inner = node.nodes.first else { return }
      showing(node) { finder in
        finder.add(.negation, Span(file: node.span.file, start: node.span.start, end: inner.span.start), "")
      }
      condition(inner, isNegatable: false)
    case .group: for inner in node.nodes { condition(inner, isNegatable: false) }
    case .anyBlock: blocks(node, "any", "all", dropped: "not everyone")
    case .allBlock: blocks(node, "all", "any", dropped: "everyone")
    case .noneBlock: blocks(node, "none", "any", dropped: "not everyone")
    case .atLeastBlock:
      count(node)
      for block in node.nodes(.block) { self.block(block, dropped: "not everyone") }
    case .persons: persons(node)
    case .company: for block in node.nodes(.block) { self.block(block, dropped: "everyone") }
    case .did, .edge, .aggregate: showing(node) { $0.activities(node, isNegatable) }
    case .member, .stageTest, .reachable, .comparison: showing(node) { $0.leaf(node, isNegatable) }
    default: break
    }
  }

  mutating func block(_ node: SyntaxNode, dropped: String) {
    let parts = node.nodes
    for part in parts {
      if parts.count > 1 { drop(part, dropped) }
      condition(part)
    }
  }

  private mutating func drop(_ node: SyntaxNode, _ text: String) {
    showing(node) { $0.add(.dropped, node.span, text) }
  }

  private mutating func junction(_ node: SyntaxNode, _ word: String, _ other: String, dropped: String) {
    let words = node.tokens(.name).filter { node.text($0) == word }
    showing(node) { $0.add(.junction, words.map { Edit(node.span($0), other) }) }
    for part in node.nodes {
      drop(part, dropped == "everyone" ? dropped : "(\(dropped))")
      condition(part)
    }
  }

  private mutating func blocks(_ node: SyntaxNode, _ word: String, _ other: String, dropped: String) {
    for block in node.nodes(.block) {
      if let token = node.token(.name), node.text(token) == word, block.nodes.count > 1 || word == "none" {
        showing(node) { $0.add(word == "none" ? .negation : .junction, node.span(token), other) }
      }
      self.block(block, dropped: dropped)
    }
  }

  private mutating func persons(_ node: SyntaxNode) {
    if let token = node.token(.name) {
      let word = node.text(token)
      if word == "any" { showing(node) { $0.add(.persons, node.span(token), "no") } }
      if word == "no" { showing(node) { $0.add(.persons, node.span(token), "any") } }
    }
    count(node)
    for block in node.nodes(.block) { self.block(block, dropped: "everyone") }
  }

  /// `at least 2 of`, `exactly 1 person`.
  private mutating func count(_ node: SyntaxNode) {
    showing(node) { finder in if let token = node.token(.integer) { finder.step(.number, node, token) } }
  }

  // MARK: Activities

  private mutating func activities(_ node: SyntaxNode, _ isNegatable: Bool) {
    for (index, token) in node.tokens(.name).enumerated() where index == 0 {
      let word = node.text(token)
      if word == "never", let next = node.tokens(.name).dropFirst().first {
        add(.negation, Span(file: node.span.file, start: Int(token.start), end: Int(next.start)), "")
      } else if isNegatable {
        add(.negation, Span(file: node.span.file, start: Int(token.start), end: Int(token.start)), "not ")
      }
      if word == "first" || word == "last" { add(.window, node.span(token), word == "first" ? "last" : "first") }
    }
    for part in node.nodes {
      switch part.kind {
      case .count: if let token = part.token(.integer) { step(.number, part, token) }
      case .window: window(part)
      case .each, .follows: for duration in part.nodes(.duration) { steps(duration) }
      case .where: filter(part)
      case .compareTest: compare(part)
      case .inTest: values(part)
      default: break
      }
    }
  }

  mutating func filter(_ node: SyntaxNode) {
    add(.dropped, node.span, "")
    for inner in node.nodes {
      if inner.kind == .block {
        block(inner, dropped: "everyone")
      } else {
        condition(inner)
      }
    }
  }

  // MARK: One value

  private mutating func leaf(_ node: SyntaxNode, _ isNegatable: Bool) {
    for token in node.tokens { if let other = opposite(token.kind) { add(.comparison, node.span(token), other) } }
    var saysItself = node.tokens.contains { $0.kind == .equal || $0.kind == .notEqual }
    for part in node.nodes {
      switch part.kind {
      case .compareTest:
        compare(part)
        saysItself = saysItself || part.token(.equal) != nil || part.token(.notEqual) != nil
      case .textTest: text(part)
      case .inTest: values(part)
      case .windowTest: for window in part.nodes(.window) { self.window(window) }
      case .window: window(part)
      case .isTest: saysItself = missing(part) || saysItself
      case .withinTest:
        if let token = part.tokens.first(where: { $0.kind == .integer || $0.kind == .decimal }) {
          step(.number, part, token)
        }
      case .anniversaryTest: for duration in part.nodes(.duration) { steps(duration) }
      case .sum, .product, .factorGroup, .amount: arithmetic(part)
      default: break
      }
      if let token = part.tokens(.name).first, part.text(token) == "not",
        let next = part.tokens(.name).dropFirst().first
      {
        add(.negation, Span(file: node.span.file, start: Int(token.start), end: Int(next.start)), "")
        saysItself = true
      }
    }
    if isNegatable, !saysItself {
      add(.negation, Span(file: node.span.file, start: node.span.start, end: node.span.start), "not ")
    }
  }

  private mutating func missing(_ node: SyntaxNode) -> Bool {
    guard let token = node.tokens(.name).last, ["missing", "known"].contains(node.text(token)) else { return false }
    add(.negation, node.span(token), node.text(token) == "missing" ? "known" : "missing")
    return true
  }

  private func opposite(_ kind: TokenKind) -> String? {
    switch kind {
    case .equal: "!="
    case .notEqual: "="
    case .less: "<="
    case .lessOrEqual: "<"
    case .greater: ">="
    case .greaterOrEqual: ">"
    case .name, .integer, .decimal, .date, .datetime, .string, .regex, .plus, .minus, .star, .slash, .comma, .colon,
      .dot, .dotDot, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .leftParenthesis, .rightParenthesis,
      .newline, .unknown, .endOfFile:
      nil
    }
  }

  private mutating func compare(_ node: SyntaxNode) {
    for token in node.tokens { if let other = opposite(token.kind) { add(.comparison, node.span(token), other) } }
    for part in node.nodes {
      if part.kind == .moment { moment(part) } else { arithmetic(part) }
    }
  }

  private mutating func text(_ node: SyntaxNode) {
    for token in node.tokens { if let other = opposite(token.kind) { add(.comparison, node.span(token), other) } }
    let words = node.tokens(.name)
    if let first = words.first, node.text(first) == "exactly", words.count > 1 {
      add(.text, Span(file: node.span.file, start: Int(first.start), end: Int(words[1].start)), "")
    }
    let ends = words.filter { ["starts", "ends"].contains(node.text($0)) }
    if let start = ends.first, let with = words.last {
      add(.text, Span(file: node.span.file, start: Int(start.start), end: Int(with.end)), "contains")
    }
    if let contains = words.first(where: { node.text($0) == "contains" }) {
      if let which = words.first(where: { ["any", "all"].contains(node.text($0)) }) {
        add(.junction, node.span(which), node.text(which) == "any" ? "all" : "any")
      }
      let end = words.last.map { node.text($0) == "of" ? Int($0.end) : Int(contains.end) } ?? Int(contains.end)
      if !node.has("all") {
        add(.text, Span(file: node.span.file, start: Int(contains.start), end: end), "starts with")
      }
    }
    for texts in node.nodes(.texts) { items(texts) }
  }

  private mutating func values(_ node: SyntaxNode) {
    for part in node.nodes {
      switch part.kind {
      case .values, .texts: items(part)
      case .range: range(part)
      default: break
      }
    }
  }
}
