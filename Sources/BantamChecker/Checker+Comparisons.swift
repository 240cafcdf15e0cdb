import BantamDiagnostics
import BantamProgram
import BantamSyntax

/// One value against another: which test fits which type.
extension Checker {
  /// A field as it stands in a condition: `industry`, or `company.industry`.
  struct FieldUse {
    var id: FieldID
    var name: String
    var span: Span
    /// Written `company.…` in a person's condition.
    var isOfCompany: Bool
    var reference: FieldReference { FieldReference(id) }
  }

  mutating func comparison(_ node: SyntaxNode, _ scope: inout Scope) -> Condition? {
    guard let left = node.nodes.first else { return nil }
    let test = node.nodes.count > 1 ? node.nodes[1] : nil
    guard left.kind == .path else { return numberComparison(left, test, node, &scope) }
    let names = left.tokens(.name)
    if names.count == 1, case .segment(let id)? = symbols[left.text(names[0])], scope.context != .activity {
      let name = left.text(names[0])
      guard test == nil else {
        report(
          .wrongSort(name, is: sort(of: .segment(id)), wanted: "field", left.span, declared: program.segments[id].span))
        return nil
      }
      return segmentReference(id, name, left.span, scope)
    }
    guard let use = fieldUse(left, &scope) else { return nil }
    let inner = test.map { tested(use, $0, node, &scope) } ?? standsAlone(use, node)
    guard use.isOfCompany, let inner else { return inner }
    // `company.revenue > budget`: only one side is the company's.
    if let compared = comparedWithField(inner) {
      if case .computed = program.fields[use.id].source {
        report(.badComputation(field: use.name, type: "computed field", use.span))
        return nil
      }
      return compared
    }
    return ofCompany(inner)
  }

  /// The company's outcome of a test; `not` and `is missing` stay outside, so that they hold where there is no company:
  /// a value of no company is a missing value.
  private func ofCompany(_ condition: Condition) -> Condition {
    func made(_ kind: ConditionKind) -> Condition { Condition(kind, condition.span) }
    if case .not(let inner) = condition.kind {
      if case .isMissing = inner.kind { return made(.ofCompany(condition)) }
      return made(.not(ofCompany(inner)))
    }
    if case .isMissing = condition.kind { return made(.not(made(.ofCompany(made(.not(condition)))))) }
    return made(.ofCompany(condition))
  }

  /// The comparison with the left side as the company's; nil where the right side is no field.
  private func comparedWithField(_ condition: Condition) -> Condition? {
    if case .not(let inner) = condition.kind {
      return comparedWithField(inner).map { Condition(.not($0), condition.span) }
    }
    guard case .compare(.field(let field), let comparison, let right) = condition.kind else { return nil }
    return Condition(.compare(.companyField(field), comparison, right), condition.span)
  }

  /// Resolves a path; reports an unknown name or a field of the other kind of contact.
  mutating func fieldUse(_ node: SyntaxNode, _ scope: inout Scope) -> FieldUse? {
    let names = node.tokens(.name)
    guard let first = names.first else { return nil }
    let isOfCompany = names.count > 1
    if isOfCompany, node.text(first) != "company" {
      report(.unknownName(node.text(first), what: "related record", known: ["company"], node.span(first)))
      return nil
    }
    let token = isOfCompany ? names[1] : first
    return fieldUse(node.text(token), node.span(token), path: node.span, isOfCompany: isOfCompany, &scope)
  }

  /// Resolves a name that stands at `span` in the path.
  mutating func fieldUse(
    _ name: String, _ span: Span, path: Span, isOfCompany: Bool, _ scope: inout Scope
  ) -> FieldUse? {
    let id: FieldID
    if scope.context == .activity, let field = activityFields[name] {
      id = field
    } else if case .field(let field)? = symbols[name] {
      id = field
    } else {
      return unknownField(name, span, scope)
    }
    scope.reads.append((id, path))
    let use = FieldUse(id: id, name: isOfCompany ? "company." + name : name, span: path, isOfCompany: isOfCompany)
    return isAllowed(use, program.fields[id], scope) ? use : nil
  }

  private mutating func unknownField(_ name: String, _ span: Span, _ scope: Scope) -> FieldUse? {
    if let other = symbols[name] {
      report(.wrongSort(name, is: sort(of: other), wanted: "field", span, declared: self.span(of: other)))
    } else if let (sort, declared) = sortOutsideConditions(name) {
      report(.wrongSort(name, is: sort, wanted: "field", span, declared: declared))
    } else if scope.context != .activity, activityFields[name] != nil {
      report(.onlyInWhere(field: name, span))
    } else {
      let isActivity = scope.context == .activity
      let what = isActivity ? "field of activities" : "field or segment"
      report(.unknownName(name, what: what, known: isActivity ? activityFields.keys.sorted() : knownNames, span))
    }
    return nil
  }

  /// What else the rules declare under this name, and where.
  private func sortOutsideConditions(_ name: String) -> (sort: String, declared: Span)? {
    if let id = scores[name] { return ("score", program.scores[id].span) }
    if let id = campaigns[name] { return ("campaign", program.campaigns[id].span) }
    if let id = purposes[name] { return ("purpose", program.purposes[id].span) }
    return nil
  }

  private mutating func isAllowed(_ use: FieldUse, _ field: Field, _ scope: Scope) -> Bool {
    if scope.context == .activity {
      if field.context != .activity { report(.notOfActivity(use.name, use.span)) }
      return field.context == .activity
    }
    if use.isOfCompany {
      let help = "write `\(field.name)`"
      if scope.context == .company {
        report(.companyOfCompany(use.name, use.span, help: help, fix: field.name))
      } else if field.context == .person {
        report(
          .wrongContext(
            name: field.name, about: .person, asked: .company, use.span, declared: field.span, help: help,
            fix: field.name))
      }
      return scope.context != .company && field.context != .person
    }
    guard let asked = scope.context, field.context != .contact, field.context != asked else { return true }
    let better = asked == .person ? "company.\(field.name)" : nil
    report(
      .wrongContext(
        name: field.name, about: field.context, asked: asked, use.span, declared: field.span,
        help: better.map { "write `\($0)`" } ?? "ask the company's people: `any person { \(field.name) … }`",
        fix: better))
    return false
  }

  private mutating func standsAlone(_ use: FieldUse, _ node: SyntaxNode) -> Condition? {
    let field = program.fields[use.id]
    if field.type == .yesNo { return Condition(.isYes(use.reference), node.span) }
    report(.notACondition(field: use.name, type: field.type.name, node.span, declared: field.span))
    return nil
  }

  /// A field against its test.
  private mutating func tested(_ use: FieldUse, _ test: SyntaxNode, _ node: SyntaxNode, _ scope: inout Scope)
    -> Condition?
  {
    let field = program.fields[use.id]
    if test.kind == .isTest { return isTest(use, field, test, node) }
    switch field.type {
    case .text, .choice, .tags: return textTested(use, field, test, node, &scope)
    case .integer, .decimal, .money:
      if test.kind == .compareTest || test.kind == .inTest {
        return numberTested(.field(use.reference), use, test, node, &scope)
      }
      return wrongTest(use, field, test)
    case .date, .datetime: return timeTested(use, field, test, node, &scope)
    case .location:
      guard test.kind == .withinTest else { return wrongTest(use, field, test) }
      return within(use, test, node)
    case .yesNo: return yesNoTested(use, field, test, node)
    }
  }

  private mutating func isTest(_ use: FieldUse, _ field: Field, _ test: SyntaxNode, _ node: SyntaxNode) -> Condition? {
    let missing = Condition(.isMissing(use.reference), node.span)
    if test.has("missing") { return missing }
    if test.has("known") { return Condition(.not(missing), node.span) }
    switch field.type {
    case .text, .choice: return Condition(.isShared(use.reference), node.span)
    case .tags, .integer, .decimal, .money, .yesNo, .date, .datetime, .location: return wrongTest(use, field, test)
    }
  }

  mutating func wrongTest(_ use: FieldUse, _ field: Field, _ test: SyntaxNode) -> Condition? {
    let help: String
    switch field.type {
    case .text, .choice:
      help =
        withQuotes(test).map { "texts stand between quotes: `\($0)`" }
        ?? "a text can be tested with `= \"…\"`, `in [\"…\"]`, `contains`, `starts with`, `is missing`"
    case .tags:
      help =
        "tags can be tested with `contains \"…\"`, `contains any of [\"…\"]`, `contains all of [\"…\"]`, `is missing`"
    case .integer, .decimal, .money:
      help =
        withoutQuotes(test).map { "numbers stand without quotes: `\($0)`" }
        ?? "a number can be tested with `= 5`, `>= 5`, `in 5..10`, `is missing`"
    case .date, .datetime:
      help = "a date can be tested with `in last 90 days`, `before 2026-01-01`, `older than 1 year`, `is missing`"
    case .location: help = "a location can be tested with `within 40 km of` and the name of a place, and `is missing`"
    case .yesNo: help = "write `\(use.name)` alone, `not \(use.name)`, or `\(use.name) is missing`"
    }
    report(
      .wrongTest(
        field: use.name, type: field.type.name, test: program.files[test.tree.file].text(test.span), test.span,
        declared: field.span, help: help))
    return nil
  }

  /// `= "50"` as `= 50`; nil where another text than a whole number stands between the quotes.
  private func withoutQuotes(_ test: SyntaxNode) -> String? {
    guard test.kind == .compareTest, let value = test.first(.textValue), let token = value.token(.string) else {
      return nil
    }
    let digits = value.unquoted(token)
    guard (1...15).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return program.files[test.tree.file].text(test.span).replacing("\"", with: "")
  }

  /// The test with its whole numbers between quotes; nil where it holds anything else.
  private func withQuotes(_ test: SyntaxNode) -> String? {
    guard test.kind == .compareTest || test.kind == .inTest, test.token(.less) == nil, test.token(.greater) == nil
    else {
      return nil
    }
    let source = program.files[test.tree.file]
    var numbers: [Span] = []
    for node in [test] + test.nodes + test.nodes.flatMap(\.nodes) {
      for token in node.tokens {
        if token.kind == .integer { numbers.append(node.span(token)) }
        if token.kind == .decimal || token.kind == .minus || token.kind == .string { return nil }
      }
    }
    guard !numbers.isEmpty, numbers.count <= 20 else { return nil }
    var text = ""
    var end = test.span.start
    for number in numbers.sorted(by: { $0.start < $1.start }) {
      text += source.text(Span(file: number.file, start: end, end: number.start)) + "\"\(source.text(number))\""
      end = number.end
    }
    return text + source.text(Span(file: test.span.file, start: end, end: test.span.end))
  }

  private mutating func yesNoTested(_ use: FieldUse, _ field: Field, _ test: SyntaxNode, _ node: SyntaxNode)
    -> Condition?
  {
    guard test.kind == .compareTest else { return wrongTest(use, field, test) }
    let word = test.nodes.first?.words.first
    let isYes = word == "yes" || word == "true" ? true : word == "no" || word == "false" ? false : nil
    let holds = isYes.map { $0 == (test.token(.equal) != nil) }
    let better = holds.map { $0 ? use.name : "not \(use.name)" }
    report(.yesNoCompared(field: use.name, better: better, test.span, whole: node.span))
    return nil
  }

  private mutating func within(_ use: FieldUse, _ test: SyntaxNode, _ node: SyntaxNode) -> Condition? {
    guard let token = test.tokens.first(where: { $0.kind == .integer || $0.kind == .decimal }),
      let distance = number(test.text(token), isNegative: false, test.span(token)), let name = test.name(after: "of")
    else { return nil }
    switch symbols[test.text(name)] {
    case .place(let id)?: return Condition(.within(use.reference, kilometres: distance, of: id), node.span)
    case let other?:
      report(
        .wrongSort(test.text(name), is: sort(of: other), wanted: "place", test.span(name), declared: span(of: other)))
    case nil:
      report(.unknownName(test.text(name), what: "place", known: program.places.map(\.name), test.span(name)))
    }
    return nil
  }
}
