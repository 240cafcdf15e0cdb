import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem

/// What surrounds a condition while it is checked.
struct Scope {
  /// The kind of contact asked for sure; nil: either.
  var context: Context?
  var reads: [(field: FieldID, span: Span)] = []

  init(context: Context?) { self.context = context == .contact ? nil : context }
}

/// Conditions: logic, related records, what the database knows.
extension Checker {
  mutating func checkSegment(_ declaration: Declaration) {
    guard let body = declaration.node.nodes.last, !body.hasError else { return }
    var scope = Scope(
      context: declaration.node.name(after: "of") == nil ? nil : program.segments[declaration.index].context)
    if body.kind == .block, body.nodes.isEmpty { report(.emptyBlock(body.span)) }
    currentSegment = declaration.index
    defer { currentSegment = -1 }
    if let condition = condition(body, &scope) { program.segments[declaration.index].condition = condition }
  }

  /// nil: an error was reported, now or by the parser.
  mutating func condition(_ node: SyntaxNode, _ scope: inout Scope) -> Condition? {
    let span = node.span
    func made(_ kind: ConditionKind) -> Condition { Condition(kind, span) }
    switch node.kind {
    case .block, .conjunction: return conditions(node, &scope).map { made(.all($0)) }
    case .disjunction: return conditions(node, &scope).map { made(.any($0)) }
    case .group: return node.nodes.first.flatMap { condition($0, &scope) }
    case .negation: return node.nodes.first.flatMap { condition($0, &scope) }.map { made(.not($0)) }
    case .everyone: return made(.constant(true))
    case .anyBlock: return block(node, &scope).map { made(.any($0)) }
    case .allBlock: return block(node, &scope).map { made(.all($0)) }
    case .noneBlock: return block(node, &scope).map { made(.not(Condition(.any($0), span))) }
    case .atLeastBlock:
      guard let parts = block(node, &scope),
        let count = integer(node, in: 1...parts.count, "the number of conditions")
      else { return nil }
      return made(.atLeast(count, parts))
    case .persons: return persons(node, &scope)
    case .company: return ofCompany(node, &scope)
    case .did: return did(node)
    case .edge: return edge(node)
    case .aggregate: return aggregate(node)
    case .member: return member(node)
    case .stageTest: return stageTest(node)
    case .reachable:
      return resolve(purposes, node.name(after: "for"), node, what: "purpose").map { made(.reachable($0)) }
    case .sample: return sample(node).map { made(.sample($0.buckets, of: $0.of, seed: $0.seed)) }
    case .comparison: return comparison(node, &scope)
    default: return nil
    }
  }

  private mutating func conditions(_ node: SyntaxNode, _ scope: inout Scope) -> [Condition]? {
    var parts: [Condition] = []
    var isWhole = true
    for child in node.nodes {
      if let part = condition(child, &scope) { parts.append(part) } else { isWhole = false }
    }
    return isWhole ? parts : nil
  }

  private mutating func block(_ node: SyntaxNode, _ scope: inout Scope) -> [Condition]? {
    guard let block = node.first(.block) else { return nil }
    if block.nodes.isEmpty {
      report(.emptyBlock(node.span))
      return nil
    }
    return conditions(block, &scope)
  }

  /// The first integer of a node, checked against bounds.
  mutating func integer(_ node: SyntaxNode, in bounds: ClosedRange<Int>, _ what: String, at index: Int = 0) -> Int? {
    let tokens = node.tokens(.integer)
    guard index < tokens.count else { return nil }
    let digits = node.text(tokens[index]).filter { $0 != "_" }
    guard digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    guard let value = Int(digits), bounds.contains(value) else {
      report(.outOfBounds(what: what, low: bounds.lowerBound, high: bounds.upperBound, node.span(tokens[index])))
      return nil
    }
    return value
  }

  // MARK: Related records

  private mutating func persons(_ node: SyntaxNode, _ scope: inout Scope) -> Condition? {
    if scope.context == .person {
      report(.nestedPersons(node.span))
      return nil
    }
    var inner = Scope(context: .person)
    guard let parts = block(node, &inner) else { return nil }
    let all = Condition(.all(parts), node.span)
    if node.has("any") { return Condition(.persons(atLeast: 1, atMost: nil, all), node.span) }
    if node.has("no") { return Condition(.persons(atLeast: 0, atMost: 0, all), node.span) }
    guard let count = integer(node, in: 0...1_000_000, "the number of persons") else { return nil }
    if node.has("least") { return Condition(.persons(atLeast: count, atMost: nil, all), node.span) }
    if node.has("most") { return Condition(.persons(atLeast: 0, atMost: count, all), node.span) }
    return Condition(.persons(atLeast: count, atMost: count, all), node.span)
  }

  private mutating func ofCompany(_ node: SyntaxNode, _ scope: inout Scope) -> Condition? {
    if scope.context == .company {
      report(.companyOfCompany("company { }", node.span, help: "write its conditions without `company { }`", fix: nil))
      return nil
    }
    var inner = Scope(context: .company)
    return block(node, &inner).map { Condition(.ofCompany(Condition(.all($0), node.span)), node.span) }
  }

  // MARK: Names that stand alone

  /// A segment or `define` named in a condition.
  mutating func segmentReference(_ id: SegmentID, _ name: String, _ span: Span, _ scope: Scope) -> Condition? {
    let segment = program.segments[id]
    segmentReads[currentSegment, default: []].append(id)
    if let asked = scope.context, segment.context != .contact, segment.context != asked {
      let better = asked == .person ? "company { \(name) }" : "any person { \(name) }"
      report(
        .wrongContext(
          name: name, about: segment.context, asked: asked, span, declared: segment.span, help: "write `\(better)`",
          fix: better))
      return nil
    }
    return Condition(.segment(id), span)
  }

  mutating func checkSegmentCycles() {
    let reads = segmentReads
    let segments = program.segments
    reportCycles(
      Array(segments.indices), edges: { reads[$0] ?? [] }, name: { segments[$0].name }, span: { segments[$0].span })
  }

  // MARK: Samples

  mutating func sample(_ node: SyntaxNode) -> (buckets: ClosedRange<Int>, of: Int, seed: String)? {
    let count = node.tokens(.integer).count
    guard let low = integer(node, in: 1...10_000, "the first bucket"),
      let of = integer(node, in: 1...10_000, "the number of buckets", at: count - 1)
    else { return nil }
    let high = count == 3 ? integer(node, in: 1...10_000, "the last bucket", at: 1) : low
    guard let high, low <= high, high <= of else {
      report(.emptyRange(node.span, example: "1..3 of 10"))
      return nil
    }
    return (low...high, of, node.token(.string).map { node.unquoted($0) } ?? "")
  }

  /// The comparison sign among a node's own tokens; by kind, as the lexer also takes what people write instead.
  func comparison(in node: SyntaxNode) -> Comparison? {
    for token in node.tokens {
      if let comparison = Comparison(token.kind) { return comparison }
    }
    return nil
  }
}

extension Comparison {
  init?(_ kind: TokenKind) {
    switch kind {
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    case .name, .integer, .decimal, .date, .datetime, .string, .regex, .plus, .minus, .star, .slash, .comma, .colon,
      .dot,
      .dotDot, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .leftParenthesis, .rightParenthesis, .newline,
      .unknown, .endOfFile:
      return nil
    }
  }
}
