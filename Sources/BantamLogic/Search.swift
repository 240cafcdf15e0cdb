import BantamDiagnostics
import BantamProgram

/// Looks whether a contact could have some answers, one alternative after the other, and stops at the first that is
/// possible.
///
/// What has no alternatives is taken first, so that it narrows the alternatives of the rest. Where there are too many of
/// them the answer is yes: that nothing is possible is said only when all were tried.
final class Search {
  private enum Goal {
    case condition(Condition, Bool, Whose, depth: Int)
    case literals([Literal])
  }

  private typealias Choice = [[Goal]]

  private static let mostBranches = 1_500
  private static let mostDepth = 100
  private static let mostParts = 2_000
  private static let mostConflicts = 16

  private let expansion: Expansion
  private var branches = 0
  /// What made alternatives impossible, in the order found.
  private(set) var conflicts: [Box.Conflict] = []

  init(_ knowledge: Knowledge) { expansion = Expansion(knowledge) }

  private var knowledge: Knowledge { expansion.knowledge }

  /// No is certain.
  func isPossible(_ wanted: [(condition: Condition, isYes: Bool)]) -> Bool {
    isPossible(wanted.reversed().map { .condition($0.condition, $0.isYes, .contact, depth: 0) }, [], Box())
  }

  private func isPossible(_ goals: [Goal], _ choices: [Choice], _ box: Box) -> Bool {
    var (goals, choices, box) = (goals, choices, box)
    branches += 1
    if branches > Self.mostBranches { return true }
    while let goal = goals.popLast() {
      guard let way = steps(goal) else { return false }
      switch way {
      case .together(let more): goals += more.reversed()
      case .literals(let literals): if !add(literals, to: &box) { return false }
      case .either(let choice): choices.append(choice)
      }
    }
    guard let choice = choices.popLast() else { return true }
    return choice.contains { isPossible($0.reversed(), choices, box) }
  }

  private func add(_ literals: [Literal], to box: inout Box) -> Bool {
    for literal in literals {
      if let conflict = box.add(literal, knowledge) {
        if conflicts.count < Self.mostConflicts, !conflicts.contains(conflict) { conflicts.append(conflict) }
        return false
      }
    }
    return true
  }

  // MARK: Steps

  private enum Way {
    case together([Goal])
    case literals([Literal])
    case either(Choice)
  }

  /// nil: it cannot be.
  private func steps(_ goal: Goal) -> Way? {
    switch goal {
    case .literals(let literals): return .literals(literals)
    case .condition(let condition, let isYes, let whose, let depth):
      guard depth <= Self.mostDepth, condition.parts.count <= Self.mostParts else {
        return .literals([expansion.flag(condition, isYes, whose)])
      }
      return steps(condition, isYes, whose, depth)
    }
  }

  private func steps(_ condition: Condition, _ isYes: Bool, _ whose: Whose, _ depth: Int) -> Way? {
    func goal(_ part: Condition, _ isYes: Bool, _ whose: Whose) -> Goal {
      .condition(part, isYes, whose, depth: depth + 1)
    }
    switch condition.kind {
    case .constant(let value): return value == isYes ? .together([]) : nil
    case .all(let parts):
      let goals = parts.map { goal($0, isYes, whose) }
      return isYes ? .together(goals) : choice(goals.map { [$0] })
    case .any(let parts):
      let goals = parts.map { goal($0, isYes, whose) }
      return isYes ? choice(goals.map { [$0] }) : .together(goals)
    case .not(let inner): return .together([goal(inner, !isYes, whose)])
    case .atLeast(let count, let parts):
      let needed = isYes ? count : parts.count - count + 1
      if needed <= 0 { return .together([]) }
      if needed > parts.count { return nil }
      guard let combinations = expansion.combinations(needed, of: parts.count) else {
        return .literals([expansion.flag(condition, isYes, whose)])
      }
      return choice(combinations.map { $0.map { goal(parts[$0], isYes, whose) } })
    case .segment(let id):
      let segment = knowledge.program.segments[id]
      let inner = goal(segment.condition, isYes, whose)
      guard let kind = ContactKind(rawValue: segment.context.rawValue), !segment.isDefine else {
        return .together([inner])
      }
      let isKind = expansion.kindLiteral(kind, whose, condition.span)
      return isYes
        ? .together([.literals([isKind]), inner])
        : choice([[.literals([isKind.negated])], [.literals([isKind]), inner]])
    case .ofCompany(let inner):
      let related = expansion.companyLiterals(condition.span)
      let asked = goal(inner, isYes, .company)
      return isYes
        ? .together([.literals(related), asked])
        : choice([[.literals([related[0].negated])], [.literals(related), asked]])
    case .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes, .within, .sample,
      .persons, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage, .stageEver, .reachable:
      let ways = expansion.leaf(condition, isYes, whose)
      return ways.count == 1 ? .literals(ways[0]) : choice(ways.map { [.literals($0)] })
    }
  }

  private func choice(_ alternatives: Choice) -> Way? {
    switch alternatives.count {
    case 0: nil
    case 1: .together(alternatives[0])
    default: .either(alternatives)
    }
  }
}
