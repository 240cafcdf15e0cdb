import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem

/// Tests of texts, choices and tags.
extension Checker {
  mutating func textTested(
    _ use: FieldUse, _ field: Field, _ test: SyntaxNode, _ node: SyntaxNode, _ scope: inout Scope
  ) -> Condition? {
    switch test.kind {
    case .compareTest: return textCompared(use, field, test, node, &scope)
    case .textTest: return textTest(use, field, test, node)
    case .inTest:
      guard let relation = textIn(use, field, test) else { return nil }
      return made(use, relation, isExact: false, isNegated: test.has("not"), node)
    case .underTest:
      guard let token = test.token(.string), let name = test.name(after: "in"), let id = list(test, name) else {
        return nil
      }
      return made(use, .under(test.unquoted(token), id), isExact: false, isNegated: false, node)
    default: return wrongTest(use, field, test)
    }
  }

  private func made(
    _ use: FieldUse, _ relation: TextRelation, isExact: Bool, isNegated: Bool, _ node: SyntaxNode
  ) -> Condition {
    let condition = Condition(.text(use.reference, TextTest(relation, isExact: isExact)), node.span)
    return isNegated ? Condition(.not(condition), node.span) : condition
  }

  private mutating func textCompared(
    _ use: FieldUse, _ field: Field, _ test: SyntaxNode, _ node: SyntaxNode, _ scope: inout Scope
  ) -> Condition? {
    guard let comparison = comparison(in: test),
      let right = test.nodes.first,
      field.type != .tags
    else { return wrongTest(use, field, test) }
    if right.kind == .path, !use.isOfCompany { return sameText(use, field, right, comparison, test, node, &scope) }
    guard right.kind == .textValue, let literal = right.token(.string) else { return wrongTest(use, field, test) }
    let value = right.unquoted(literal)
    switch comparison {
    case .equal, .notEqual:
      guard isChoice(value, field, right.span, isExact: false) else { return nil }
      return made(use, .equals([value]), isExact: false, isNegated: comparison == .notEqual, node)
    case .greaterOrEqual: return made(use, .range(value, nil), isExact: false, isNegated: false, node)
    case .lessOrEqual: return made(use, .range(nil, value), isExact: false, isNegated: false, node)
    case .less, .greater: return wrongTest(use, field, test)
    }
  }

  private mutating func sameText(
    _ use: FieldUse, _ field: Field, _ right: SyntaxNode, _ comparison: Comparison, _ test: SyntaxNode,
    _ node: SyntaxNode,
    _ scope: inout Scope
  ) -> Condition? {
    let names = right.tokens(.name)
    if names.count == 1, isNoField(right.text(names[0])) {
      reportBareText(right.text(names[0]), field, lists: nil, right.span)
      return nil
    }
    guard let other = fieldUse(right, &scope) else { return nil }
    let type = program.fields[other.id].type
    guard !other.isOfCompany, comparison == .equal || comparison == .notEqual, type == .text || isChoiceType(type)
    else {
      return wrongTest(use, field, test)
    }
    let same = Condition(.sameText(use.reference, other.reference), node.span)
    return comparison == .equal ? same : Condition(.not(same), node.span)
  }

  /// Neither a field nor a list or place: a word that was meant as a text, perhaps with a segment's name.
  private func isNoField(_ name: String) -> Bool {
    if activityFields[name] != nil { return false }
    switch symbols[name] {
    case .field?, .list?, .place?: return false
    case .segment?, nil: return true
    }
  }

  private func isChoiceType(_ type: ValueType) -> Bool {
    if case .choice = type { return true }
    return false
  }

  private mutating func textTest(_ use: FieldUse, _ field: Field, _ test: SyntaxNode, _ node: SyntaxNode) -> Condition?
  {
    let isExact = test.has("exactly")
    if test.has("contains") {
      guard let relation = contained(field, test) else { return nil }
      return made(use, relation, isExact: isExact, isNegated: false, node)
    }
    if test.token(.equal) != nil || test.token(.notEqual) != nil || test.has("in") {
      guard field.type != .tags else { return wrongTest(use, field, test) }
      guard let relation = exactEquality(use, field, test) else { return nil }
      return made(use, relation, isExact: isExact, isNegated: test.has("not") || test.token(.notEqual) != nil, node)
    }
    guard field.type != .tags else { return wrongTest(use, field, test) }
    let values = texts(test)
    if test.has("starts") || test.has("ends") {
      guard let values else { return nil }
      return made(
        use, test.has("starts") ? .startsWith(values) : .endsWith(values), isExact: isExact, isNegated: false, node)
    }
    if test.has("like"), let glob = values?.first {
      return made(use, .like(glob), isExact: isExact, isNegated: false, node)
    }
    guard let token = test.token(.regex) else { return nil }
    return pattern(test, token).map { made(use, .matches($0), isExact: isExact, isNegated: false, node) }
  }

  private mutating func pattern(_ test: SyntaxNode, _ token: Token) -> String? {
    let text = String(test.text(token).dropFirst().dropLast())
    do {
      _ = try Pattern(parsing: text)
      return text
    } catch {
      let scalars = text.unicodeScalars
      let place =
        scalars.index(scalars.startIndex, offsetBy: error.offset, limitedBy: scalars.endIndex) ?? scalars.endIndex
      var span = test.span(token)
      let start = span.start + 1 + text.utf8.distance(from: text.startIndex, to: place)
      let width = place < scalars.endIndex ? UTF8.width(scalars[place]) : 1
      // Bytes that are not UTF-8 are more in the text than in the file.
      span = Span(file: span.file, start: min(start, span.end - 1), end: min(start + width, span.end))
      report(.badPattern(reason: error.message, help: error.help, span))
      return nil
    }
  }

  private mutating func exactEquality(_ use: FieldUse, _ field: Field, _ test: SyntaxNode) -> TextRelation? {
    if test.has("in") { return textIn(use, field, test) }
    guard let token = test.token(.string) else { return nil }
    let value = test.unquoted(token)
    return isChoice(value, field, test.span(token), isExact: true) ? .equals([value]) : nil
  }

  /// The texts of a test written as one text or a list in brackets.
  private mutating func texts(_ test: SyntaxNode) -> [String]? {
    if let token = test.token(.string) { return [test.unquoted(token)] }
    guard let texts = test.first(.texts) else { return nil }
    let values = texts.tokens(.string).map { texts.unquoted($0) }
    if values.isEmpty { report(.emptyList(texts.span)) }
    return values.isEmpty ? nil : values
  }

  private mutating func contained(_ field: Field, _ test: SyntaxNode) -> TextRelation? {
    let isAll = test.has("all")
    if let values = texts(test) { return isAll ? .containsAll(values) : .containsAny(values) }
    guard test.first(.texts) == nil, let name = test.tokens(.name).last, let id = list(test, name, for: field) else {
      return nil
    }
    return isAll ? .containsAll(program.lists[id].values) : .containsListEntry(id)
  }

  private mutating func textIn(_ use: FieldUse, _ field: Field, _ test: SyntaxNode) -> TextRelation? {
    guard field.type != .tags else {
      _ = wrongTest(use, field, test)
      return nil
    }
    if let values = test.first(.values) ?? test.first(.texts) {
      let tokens = values.tokens(.string)
      guard values.nodes.isEmpty, values.token(.date) == nil else {
        _ = wrongTest(use, field, test)
        return nil
      }
      if tokens.isEmpty { report(.emptyList(values.span)) }
      let isFine = tokens.reduce(true) { isChoice(values.unquoted($1), field, values.span($1), isExact: false) && $0 }
      return isFine && !tokens.isEmpty ? .equals(tokens.map { values.unquoted($0) }) : nil
    }
    if let range = test.first(.range) {
      let bounds = range.tokens(.string)
      guard range.nodes.isEmpty, !bounds.isEmpty else {
        _ = wrongTest(use, field, test)
        return nil
      }
      let texts = bounds.map { range.unquoted($0) }
      let startsOpen = range.tokens.first?.kind == .dotDot
      if texts.count == 2,
        Array(texts[0].unicodeScalars).lexicographicallyPrecedes(Array(texts[1].unicodeScalars)) == false,
        texts[0] != texts[1]
      {
        report(.emptyRange(range.span, example: "\"20000\"..\"22999\""))
        return nil
      }
      return texts.count == 2 ? .range(texts[0], texts[1]) : startsOpen ? .range(nil, texts[0]) : .range(texts[0], nil)
    }
    return test.tokens(.name).last.flatMap { list(test, $0, for: field) }.map { .inList($0) }
  }

  /// Whether a choice has the value (case aside unless exact); reports it otherwise.
  mutating func isChoice(_ value: String, _ field: Field, _ span: Span, isExact: Bool) -> Bool {
    guard case .choice(let choices) = field.type, !choices.isEmpty else { return true }
    let isFound = isExact ? choices.contains(value) : foldedChoices(field, choices).contains(foldCase(value))
    if isFound { return true }
    report(.notAChoice(value, field: field.name, choices: choices, span, declared: field.span))
    return false
  }
  private mutating func foldedChoices(_ field: Field, _ choices: [String]) -> Set<String> {
    if let folded = choiceSets[field.span] { return folded }
    let folded = Set(choices.map { foldCase($0) })
    choiceSets[field.span] = folded
    return folded
  }
}
