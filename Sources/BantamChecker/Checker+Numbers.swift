import BantamDiagnostics
import BantamProgram
import BantamSyntax

/// Numbers: amounts, arithmetic, ranges.
extension Checker {
  /// An expression with what is known of it while checking.
  struct TypedNumber {
    var expression: NumberExpression
    var constant: Number?
    var isMoney: Bool
    /// A currency was written.
    var hasCurrency: Bool
  }

  mutating func numberComparison(
    _ left: SyntaxNode, _ test: SyntaxNode?, _ node: SyntaxNode, _ scope: inout Scope
  ) -> Condition? {
    guard let value = number(left, &scope) else { return nil }
    guard let test, test.kind == .compareTest || test.kind == .inTest else {
      report(.constantComparison(node.span))
      return nil
    }
    if value.constant != nil {
      report(.constantComparison(left.span))
      return nil
    }
    return numberTested(value.expression, nil, test, node, &scope, isMoney: value.isMoney)
  }

  /// `= < <= > >= != expression`, `in a..b`, `in [a, b]`.
  mutating func numberTested(
    _ expression: NumberExpression, _ use: FieldUse?, _ test: SyntaxNode, _ node: SyntaxNode, _ scope: inout Scope,
    isMoney: Bool? = nil
  ) -> Condition? {
    let money = isMoney ?? use.map { program.fields[$0.id].type == .money } ?? false
    if test.kind == .inTest { return numberIn(expression, use, money, test, node) }
    guard let comparison = comparison(in: test),
      let right = test.nodes.first
    else { return nil }
    guard right.kind != .textValue, right.kind != .moment else {
      if let use { return wrongTest(use, program.fields[use.id], test) }
      report(.constantComparison(right.span))
      return nil
    }
    guard let value = number(right, &scope) else { return nil }
    if value.hasCurrency, !money {
      report(.currencyOnNumber(field: use.map { "`\($0.name)`" } ?? "this value", right.span))
      return nil
    }
    guard let constant = value.constant else {
      if value.isMoney != money {
        report(.moneyAgainstNumber(node.span))
        return nil
      }
      if comparison == .notEqual {
        return Condition(.not(Condition(.compare(expression, .equal, value.expression), node.span)), node.span)
      }
      return Condition(.compare(expression, comparison, value.expression), node.span)
    }
    let range = NumberRange([comparison.piece(constant)])
    let condition = Condition(.number(expression, range), node.span)
    return comparison == .notEqual ? Condition(.not(condition), node.span) : condition
  }

  private mutating func numberIn(
    _ expression: NumberExpression, _ use: FieldUse?, _ isMoney: Bool, _ test: SyntaxNode, _ node: SyntaxNode
  ) -> Condition? {
    var pieces: [NumberRange.Piece] = []
    if let values = test.first(.values) {
      guard values.token(.string) == nil, values.token(.date) == nil else {
        return use.flatMap { wrongTest($0, program.fields[$0.id], test) }
      }
      for amount in values.nodes(.amount) {
        guard let value = self.amount(amount, isMoney: isMoney, use) else { return nil }
        pieces.append(.init(low: value, high: value))
      }
      if pieces.isEmpty { report(.emptyList(values.span)) }
    } else if let range = test.first(.range) {
      guard let piece = self.range(range, isMoney: isMoney, use) else { return nil }
      pieces = [piece]
    } else {
      return use.flatMap { wrongTest($0, program.fields[$0.id], test) }
    }
    let condition = Condition(.number(expression, NumberRange(pieces)), node.span)
    return test.has("not") ? Condition(.not(condition), node.span) : condition
  }

  private mutating func range(_ node: SyntaxNode, isMoney: Bool, _ use: FieldUse?) -> NumberRange.Piece? {
    let bounds = node.nodes(.amount)
    guard !bounds.isEmpty, node.token(.string) == nil, node.token(.date) == nil else {
      if let use {
        _ = wrongTest(use, program.fields[use.id], node)
      } else {
        report(.emptyRange(node.span, example: "10..250"))
      }
      return nil
    }
    let values = bounds.compactMap { amount($0, isMoney: isMoney, use) }
    guard values.count == bounds.count else { return nil }
    // `..5` starts with the dots.
    if values.count == 1 {
      let startsOpen = node.span.start < bounds[0].span.start
      return startsOpen ? .init(low: nil, high: values[0]) : .init(low: values[0], high: nil)
    }
    if values[0] > values[1] {
      report(.emptyRange(node.span, example: "10..250"))
      return nil
    }
    return .init(low: values[0], high: values[1])
  }

  private mutating func amount(_ node: SyntaxNode, isMoney: Bool, _ use: FieldUse?) -> Number? {
    guard let value = amountLiteral(node) else { return nil }
    if value.hasCurrency, !isMoney {
      report(.currencyOnNumber(field: use.map { "`\($0.name)`" } ?? "this value", node.span))
      return nil
    }
    return value.constant
  }

  // MARK: Literals and arithmetic

  /// `-1_000.50 EUR`
  mutating func amountLiteral(_ node: SyntaxNode) -> TypedNumber? {
    guard let token = node.tokens.first(where: { $0.kind == .integer || $0.kind == .decimal }),
      let value = number(node.text(token), isNegative: node.token(.minus) != nil, node.span(token))
    else { return nil }
    if let currency = node.token(.name), node.text(currency) != program.settings.currency {
      report(.otherCurrency(node.text(currency), wanted: program.settings.currency, node.span(currency)))
      return nil
    }
    let hasCurrency = node.token(.name) != nil
    return TypedNumber(expression: .constant(value), constant: value, isMoney: hasCurrency, hasCurrency: hasCurrency)
  }

  /// Digits with `_`, at most four decimal places, at most 900,000,000,000,000.
  mutating func number(_ text: String, isNegative: Bool, _ span: Span) -> Number? {
    let digits = text.filter { $0 != "_" }
    // What is no number has its message from the lexer.
    guard digits.utf8.allSatisfy({ $0 == 0x2E || $0 &- 0x30 < 10 }) else { return nil }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? parts[1] : ""
    let trimmed = fraction.reversed().drop { $0 == "0" }.reversed()
    guard trimmed.count <= 4 else {
      report(.numberTooFine(text, span))
      return nil
    }
    guard parts.count <= 2 else { return nil }
    // `50.000` is fifty here and fifty thousand in half of Europe: nobody is to find out by the wrong leads.
    if fraction.count == 3, parts[0] != "0", parts[0].count <= 3 {
      report(.thousandsPoint(text, span))
      return nil
    }
    guard let whole = Int64(parts[0]), whole <= 900_000_000_000_000 else {
      report(.numberTooLarge(text, span))
      return nil
    }
    let padded = String(trimmed) + String(repeating: "0", count: 4 - trimmed.count)
    let value = whole * Number.scale + (Int64(padded) ?? 0)
    return Number(tenThousandths: isNegative ? -value : value)
  }

  mutating func number(_ node: SyntaxNode, _ scope: inout Scope) -> TypedNumber? {
    switch node.kind {
    case .amount: return amountLiteral(node)
    case .factorGroup: return node.nodes.first.flatMap { number($0, &scope) }
    case .elapsed:
      guard let token = node.name(after: "since"), let unit = elapsedUnit(node) else { return nil }
      let span = node.span(token)
      guard let use = fieldUse(node.text(token), span, path: span, isOfCompany: false, &scope) else { return nil }
      guard program.fields[use.id].type == .date else {
        report(
          .wrongSource(
            field: use.name, type: program.fields[use.id].type.name, wanted: "a date", span,
            help: "`full years since` counts from a `date` field such as `birth_date`"))
        return nil
      }
      return TypedNumber(
        expression: .elapsed(unit, since: use.reference), constant: nil, isMoney: false, hasCurrency: false)
    case .path: return numberField(node, &scope)
    case .sum, .product: return arithmetic(node, &scope)
    default: return nil
    }
  }

  private mutating func elapsedUnit(_ node: SyntaxNode) -> CalendarUnit? {
    guard let word = node.words.dropFirst().first else { return nil }
    if let unit = CalendarUnit(word: word) { return unit }
    report(.badDuration(word, allowed: "`years`, `quarters`, `months`, `weeks` or `days`", node.span))
    return nil
  }

  private mutating func numberField(_ node: SyntaxNode, _ scope: inout Scope) -> TypedNumber? {
    guard let use = fieldUse(node, &scope) else { return nil }
    let field = program.fields[use.id]
    guard [.integer, .decimal, .money].contains(field.type) else {
      report(.badComputation(field: use.name, type: field.type.name, node.span))
      return nil
    }
    if use.isOfCompany, case .computed = field.source {
      report(.badComputation(field: use.name, type: "computed field", node.span))
      return nil
    }
    let expression: NumberExpression = use.isOfCompany ? .companyField(use.reference) : .field(use.reference)
    return TypedNumber(expression: expression, constant: nil, isMoney: field.type == .money, hasCurrency: false)
  }

  private static let maximumTerms = 100

  private mutating func arithmetic(_ node: SyntaxNode, _ scope: inout Scope) -> TypedNumber? {
    let operators = node.tokens.compactMap { Arithmetic(rawValue: node.text($0)) }
    let operands = node.nodes
    guard operands.count <= Self.maximumTerms else {
      report(.outOfBounds(what: "the number of terms", low: 2, high: Self.maximumTerms, node.span))
      return nil
    }
    guard operands.count == operators.count + 1, var result = number(operands[0], &scope) else { return nil }
    for (index, operation) in operators.enumerated() {
      guard let right = number(operands[index + 1], &scope) else { return nil }
      if operation == .divide, right.constant == Number(0) {
        report(.divisionByZero(operands[index + 1].span))
        return nil
      }
      guard let combined = combined(result, operation, right, operands[0].span.joined(operands[index + 1].span)) else {
        return nil
      }
      result = combined
    }
    return result
  }
}

extension Checker {
  /// One operation; what both sides know is calculated here.
  private mutating func combined(
    _ left: TypedNumber, _ operation: Arithmetic, _ right: TypedNumber, _ span: Span
  ) -> TypedNumber? {
    let isMoney: Bool
    switch operation {
    case .add, .subtract:
      isMoney = left.isMoney || right.isMoney
      if left.isMoney != right.isMoney, left.constant == nil || left.hasCurrency,
        right.constant == nil || right.hasCurrency
      {
        report(.moneyAgainstNumber(span))
        return nil
      }
    case .multiply: isMoney = left.isMoney || right.isMoney
    case .divide: isMoney = left.isMoney && !right.isMoney
    }
    var combined = TypedNumber(
      expression: .binary(operation, left.expression, right.expression), constant: nil, isMoney: isMoney,
      hasCurrency: isMoney && (left.hasCurrency || right.hasCurrency))
    if let first = left.constant, let second = right.constant, let value = operation.applied(to: first, second) {
      combined.constant = value
      combined.expression = .constant(value)
    }
    return combined
  }
}

extension Comparison {
  /// The range of values that compare so with a constant; `!=` gives the range of `=`.
  func piece(_ value: Number) -> NumberRange.Piece {
    switch self {
    case .equal, .notEqual: .init(low: value, high: value)
    case .less: .init(low: nil, high: value, includesHigh: false)
    case .lessOrEqual: .init(low: nil, high: value)
    case .greater: .init(low: value, includesLow: false, high: nil)
    case .greaterOrEqual: .init(low: value, high: nil)
    }
  }
}
