import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem

/// `test` blocks.
extension Checker {
  mutating func checkTest(_ node: SyntaxNode) {
    guard let nameToken = node.token(.string), !node.hasError else { return }
    var test = Test(
      name: node.unquoted(nameToken), asOf: nil, contacts: [], activities: [], expectations: [],
      span: node.span(nameToken))
    if let clock = node.first(.testClock)?.first(.moment) { test.asOf = moment(clock, allowsToday: false) }
    var names: [String: Int] = [:]
    for item in node.nodes(.givenContact) { givenContact(item, &test, &names) }
    for item in node.nodes(.givenActivity) { givenActivity(item, &test, names) }
    for item in node.nodes(.expect) { expectation(item, &test, names) }
    program.tests.append(test)
  }

  private mutating func givenContact(_ node: SyntaxNode, _ test: inout Test, _ names: inout [String: Int]) {
    let kind: ContactKind = node.has("company") ? .company : .person
    let words = node.tokens(.name)
    var contact = GivenContact(name: nil, kind: kind, company: nil, values: [], span: node.span)
    if words.count > 2, node.text(words[2]) != "of" {
      let name = node.text(words[2])
      if let first = names[name] {
        report(.duplicate(name, what: "contact", node.span(words[2]), first: test.contacts[first].span))
      }
      contact.name = name
      names[name] = test.contacts.count
    }
    if let token = node.name(after: "of") {
      contact.company = company(token, node, test, names)
    }
    for given in node.first(.fixture)?.nodes ?? [] { self.given(given, &contact) }
    test.contacts.append(contact)
  }

  private mutating func company(_ token: Token, _ node: SyntaxNode, _ test: Test, _ names: [String: Int]) -> Int? {
    guard let index = resolve(names, token, node, what: "contact") else { return nil }
    let contact = test.contacts[index]
    if contact.kind == .company { return index }
    report(.wrongSort(node.text(token), is: "person", wanted: "company", node.span(token), declared: contact.span))
    return nil
  }

  private mutating func given(_ node: SyntaxNode, _ contact: inout GivenContact) {
    switch node.kind {
    case .givenField:
      guard let token = node.token(.name) else { return }
      guard case .field(let id)? = symbols[node.text(token)] else {
        return report(.unknownName(node.text(token), what: "field", known: fieldNames, node.span(token)))
      }
      let field = program.fields[id]
      if let about = ContactKind(rawValue: field.context.rawValue), about != contact.kind {
        let asked: Context = contact.kind == .company ? .company : .person
        return report(
          .wrongContext(
            name: field.name, about: field.context, asked: asked, node.span(token), declared: field.span,
            help: "give it to a contact that is a \(about.rawValue)", fix: nil))
      }
      if case .computed = field.source {
        return report(.computedValue(field: field.name, node.span(token), declared: field.span))
      }
      if let value = value(node, field) { contact.values.append((id, value)) }
    case .givenConsent:
      if let id = resolve(purposes, node.name(after: "to"), node, what: "purpose") { contact.consents.append(id) }
    case .givenObjection:
      if let id = resolve(purposes, node.name(after: "to"), node, what: "purpose") { contact.objections.append(id) }
    case .givenSuppression:
      if let token = node.name(after: "on") { contact.suppressedChannels.append(node.text(token)) }
    case .givenMember:
      if let id = resolve(campaigns, node.name(after: "of"), node, what: "campaign") {
        let since = node.first(.moment).flatMap { moment($0, allowsToday: false) }
        contact.memberships.append((id, since, node.token(.string).flatMap { status($0, of: id, node) }))
      }
    case .givenStage: givenStage(node, &contact)
    default: break
    }
  }

  private mutating func givenActivity(_ node: SyntaxNode, _ test: inout Test, _ names: [String: Int]) {
    guard let contact = resolve(names, node.name(after: "of"), node, what: "contact"), let kind = node.token(.string),
      let at = node.first(.moment).flatMap({ moment($0, allowsToday: false) })
    else { return }
    var activity = GivenActivity(contact: contact, kind: node.unquoted(kind), at: at, values: [], span: node.span)
    for given in node.first(.fixture)?.nodes(.givenField) ?? [] {
      guard let token = given.token(.name) else { continue }
      guard let id = activityFields[given.text(token)] else {
        report(
          .unknownName(
            given.text(token), what: "activity field", known: activityFields.keys.sorted(), given.span(token)))
        continue
      }
      if let value = value(given, program.fields[id]) { activity.values.append((id, value)) }
    }
    test.activities.append(activity)
  }

  /// The value of a `field: value` pair, fitting the field's type.
  private mutating func value(_ node: SyntaxNode, _ field: Field) -> Value? {
    let errorCount = errors.count
    if let value = unchecked(node, field) { return value }
    if errors.count == errorCount, !isBroken(node) {
      report(.badValue(field: field.name, type: field.type.name, node.span, declared: field.span))
    }
    return nil
  }

  /// Whether the lexer has said already that a date or number here is none.
  private func isBroken(_ node: SyntaxNode) -> Bool {
    if let token = node.token(.date) { return day(node.text(token)) == nil }
    if let token = node.token(.datetime) { return Timestamp(node.text(token)) == nil }
    guard let amount = node.first(.amount) else { return false }
    return amount.tokens.contains { token in
      (token.kind == .integer || token.kind == .decimal)
        && !amount.text(token).utf8.allSatisfy { $0 == 0x2E || $0 == 0x5F || $0 &- 0x30 < 10 }
    }
  }

  private mutating func unchecked(_ node: SyntaxNode, _ field: Field) -> Value? {
    let word = node.tokens(.name).dropFirst().first.map { node.text($0) }
    switch field.type {
    case .text: return node.token(.string).map { .text(node.unquoted($0)) }
    case .choice:
      guard let token = node.token(.string) else { return nil }
      return isChoice(node.unquoted(token), field, node.span(token), isExact: false)
        ? .text(node.unquoted(token)) : nil
    case .tags:
      if let texts = node.first(.texts) { return .tags(texts.tokens(.string).map { texts.unquoted($0) }) }
      return node.token(.string).map { .tags([node.unquoted($0)]) }
    case .integer, .decimal, .money:
      guard let amount = node.first(.amount), let value = amountLiteral(amount), let number = value.constant else {
        return nil
      }
      if value.hasCurrency, field.type != .money { return nil }
      if field.type == .integer, number.tenThousandths % Number.scale != 0 { return nil }
      return .number(number)
    case .yesNo: return word == "yes" ? .yesNo(true) : word == "no" ? .yesNo(false) : nil
    case .date:
      return node.token(.date).flatMap { day(node.text($0)) }.map { .moment(.day($0)) }
    case .datetime:
      if let token = node.token(.date) { return day(node.text(token)).map { .moment(.day($0)) } }
      guard let token = node.token(.datetime), let stamp = Timestamp(node.text(token)) else { return nil }
      return .moment(.instant(stamp.instant(in: zone)))
    case .location:
      let numbers = node.nodes(.number).map { degrees($0) }
      if numbers.count == 2 { return .location(latitude: numbers[0], longitude: numbers[1]) }
      guard let word, case .place(let id)? = symbols[word] else { return nil }
      return .location(latitude: program.places[id].latitude, longitude: program.places[id].longitude)
    }
  }

  private mutating func expectation(_ node: SyntaxNode, _ test: inout Test, _ names: [String: Int]) {
    guard let contact = resolve(names, node.name(after: "expect"), node, what: "contact"),
      let expected = node.nodes.first
    else {
      return
    }
    guard let kind = expectedKind(expected) else { return }
    test.expectations.append(Expectation(contact: contact, kind: kind, span: node.span))
  }

  private mutating func expectedKind(_ node: SyntaxNode) -> Expectation.Kind? {
    switch node.kind {
    case .expectMember:
      guard let token = node.name(after: "in") else { return nil }
      guard case .segment(let id)? = symbols[node.text(token)] else {
        report(.unknownName(node.text(token), what: "segment", known: program.segments.map(\.name), node.span(token)))
        return nil
      }
      return node.has("missing") ? .restsOnMissing(id) : .member(of: id, expected: !node.has("not"))
    case .expectLead:
      return resolve(campaigns, node.name(after: "of"), node, what: "campaign").map {
        .lead(of: $0, expected: !node.has("not"))
      }
    case .expectSuggested: return node.first(.suggestion).flatMap { suggestion($0) }.map { .suggested($0) }
    case .expectGrade:
      guard let score = resolve(scores, node.name(after: "of"), node, what: "score"),
        let grade = grade(node.name(after: "grade"), of: score, node)
      else { return nil }
      return .score(score, total: nil, grade: grade)
    case .expectScore: return expectedScore(node)
    default: return nil
    }
  }

  private mutating func expectedScore(_ node: SyntaxNode) -> Expectation.Kind? {
    let names = node.tokens(.name)
    guard let score = resolve(scores, names.first, node, what: "score"), let number = node.first(.number),
      let token = number.tokens.last,
      let value = self.number(number.text(token), isNegative: number.token(.minus) != nil, number.span)
    else { return nil }
    if node.token(.dot) != nil, names.count > 1 {
      let name = node.text(names[1])
      guard let index = program.scores[score].disciplines.firstIndex(where: { $0.name == name }) else {
        report(
          .unknownName(
            name, what: "discipline", known: program.scores[score].disciplines.map(\.name), node.span(names[1])))
        return nil
      }
      return .points(score, discipline: index, value)
    }
    guard let gradeToken = node.name(after: "grade") else { return .score(score, total: value, grade: nil) }
    return grade(gradeToken, of: score, node).map { .score(score, total: value, grade: $0) }
  }

  private mutating func grade(_ token: Token?, of score: ScoreID, _ node: SyntaxNode) -> String? {
    guard let token else { return nil }
    let grades = program.scores[score].grades.map(\.name)
    if grades.contains(node.text(token)) { return node.text(token) }
    report(.unknownName(node.text(token), what: "grade", known: grades, node.span(token)))
    return nil
  }
}
