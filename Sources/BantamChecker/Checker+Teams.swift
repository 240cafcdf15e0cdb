import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem

/// Teams, and the lines of a campaign that say who gets its contacts.
extension Checker {
  mutating func checkTeam(_ declaration: Declaration) {
    let node = declaration.node
    var members: [TeamMember] = []
    if let texts = node.first(.texts) {
      for token in texts.tokens(.string) {
        if let address = address(token, texts) { members.append(TeamMember(address: address, span: texts.span(token))) }
      }
    }
    for item in node.nodes(.teamMember) where !item.hasError {
      if let member = teamMember(item) { members.append(member) }
    }
    var first: [String: Span] = [:]
    for member in members {
      let address = foldCase(member.address)
      if let earlier = first[address] {
        report(.duplicate(member.address, what: "member", member.span, first: earlier))
      } else {
        first[address] = member.span
      }
    }
    program.teams[declaration.index].members = members
    if node.hasError || node.first(.texts)?.token(.string) != nil || node.first(.teamMember) != nil { return }
    let team = program.teams[declaration.index]
    report(
      .missingPart(
        of: "team", name: team.name, part: "a member", help: "add an e-mail address such as `\"anna@example.com\"`",
        team.span))
  }

  /// An e-mail address as far as one can tell: something on both sides of one `@`, no blanks.
  private mutating func address(_ token: Token, _ node: SyntaxNode) -> String? {
    let text = node.unquoted(token)
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !text.contains(where: \.isWhitespace) { return text }
    report(.noAddress(text, node.span(token)))
    return nil
  }

  private mutating func teamMember(_ node: SyntaxNode) -> TeamMember? {
    guard let token = node.token(.string), let address = address(token, node) else { return nil }
    reportRepeatedClauses(node)
    var member = TeamMember(address: address, span: node.span(token))
    var integers = 0
    for word in node.words {
      if word == "weight" {
        guard let weight = integer(node, in: 1...1_000, "a weight", at: integers) else { return nil }
        member.weight = weight
        integers += 1
      } else if word == "most" {
        guard let count = integer(node, in: 1...1_000_000, "the most contacts", at: integers) else { return nil }
        member.capacity = Capacity(count: count, unit: perUnit(node))
        integers += 1
      }
    }
    for away in node.nodes(.away) {
      if let days = days(away) { member.away.append(days) }
    }
    if node.has("when") { member.condition = freeCondition(node.nodes.last) }
    return member
  }

  /// `weight 2 weight 3`.
  private mutating func reportRepeatedClauses(_ node: SyntaxNode) {
    let words = node.tokens(.name)
    for clause in ["weight", "away", "most"] {
      let found = words.filter { node.text($0) == clause }
      for extra in found.dropFirst() {
        report(.repeatedPart(clause == "most" ? "at most" : clause, node.span(extra), first: node.span(found[0])))
      }
    }
  }

  /// The unit behind the last `per`.
  private func perUnit(_ node: SyntaxNode) -> CalendarUnit? {
    let words = node.words
    guard let per = words.lastIndex(of: "per"), per + 1 < words.count else { return nil }
    return CalendarUnit(word: words[per + 1])
  }

  private mutating func days(_ node: SyntaxNode) -> ClosedRange<Int>? {
    if let token = node.token(.date) { return day(node.text(token)).map { $0...$0 } }
    guard case .between(let low, let high)? = window(node) else { return nil }
    let first = low.flatMap(\.writtenDay) ?? TeamMember.earliestDay
    let last = high.flatMap(\.writtenDay) ?? TeamMember.latestDay
    return first <= last ? first...last : nil
  }

  // MARK: Assignments

  mutating func assignments(_ node: SyntaxNode) -> [Assignment] {
    let lines = node.nodes(.assign)
    let assignments = lines.compactMap { assignment($0) }
    let end = assignments.first { line in
      if case .person = line.target { line.condition == nil && line.capacity == nil } else { false }
    }
    if let end, let beyond = lines.first(where: { $0.span.start > end.span.start }) {
      report(.unreachableAssignment(beyond.span, after: end.span))
    }
    return assignments
  }

  private mutating func assignment(_ node: SyntaxNode) -> Assignment? {
    let words = node.words
    let target: AssignmentTarget
    if let token = node.token(.string) {
      guard let address = address(token, node) else { return nil }
      target = .person(address)
    } else if words.count > 2, words[1] == "previous", words[2] == "owner" {
      target = .previousOwner
    } else {
      guard let team = resolve(teams, node.name(after: "assign"), node, what: "team") else { return nil }
      target = .team(team)
    }
    let way = words.dropFirst(2).first
    let method: AssignmentMethod = way == "least" ? .leastLoaded : way == "weighted" ? .weighted : .roundRobin
    var capacity: Capacity?
    if node.token(.comma) != nil {
      guard let count = integer(node, in: 1...1_000_000, "the most leads for each") else { return nil }
      capacity = Capacity(count: count, unit: words.last == "each" ? nil : perUnit(node))
    }
    let condition = node.nodes.first.flatMap { freeCondition($0) }
    return Assignment(target: target, method: method, capacity: capacity, condition: condition, span: node.span)
  }
}

extension Moment {
  /// The day where one is written.
  fileprivate var writtenDay: Int? { if case .day(let day) = self { day } else { nil } }
}
