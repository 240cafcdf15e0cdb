import BantamDiagnostics
import BantamProgram
import BantamSystem

/// What conditions say of each other, decided without contacts and without a solver.
///
/// Conditions on one value become intervals (numbers, dates, money), ranges of texts (`=`, `in`, `starts with`) and
/// known or missing; whatever else there is may hold or not. Every answer is certain: where one cannot tell, nothing is
/// claimed. Relative windows are compared without a clock, so that an answer holds for every run.
///
/// For one thread at a time: answers are kept.
public final class Logic {
  public let program: Program
  let knowledge: Knowledge
  private var nevers: [Condition: Bool] = [:]
  private var open: Set<Condition> = []

  /// - Parameter zone: of the rule set, for fixed dates.
  public init(_ program: Program, zone: ZoneRules) {
    self.program = program
    knowledge = Knowledge(program, zone: zone)
    knowledge.isNever = { [unowned self] condition in isNever(condition) }
  }

  /// Whether no contact can meet the condition.
  public func isNever(_ condition: Condition) -> Bool {
    if let known = nevers[condition] { return known }
    // Segments that name each other are an error of their own.
    guard open.insert(condition).inserted else { return false }
    defer { open.remove(condition) }
    let answer = !Search(knowledge).isPossible([(condition, true)])
    nevers[condition] = answer
    return answer
  }

  /// Whether every contact meets the condition.
  public func isAlways(_ condition: Condition) -> Bool {
    isNever(Condition(.not(condition), condition.span))
  }

  /// Whether whoever meets the first meets the second.
  public func implies(_ first: Condition, _ second: Condition) -> Bool {
    first == second || !arePossible([(first, true), (second, false)])
  }

  public func areEqual(_ first: Condition, _ second: Condition) -> Bool {
    implies(first, second) && implies(second, first)
  }

  /// Whether nobody meets both.
  public func areDisjoint(_ first: Condition, _ second: Condition) -> Bool {
    !arePossible([(first, true), (second, true)])
  }

  /// Whether a contact could have all these answers, as far as one knows; no is certain.
  public func arePossible(_ wanted: [(condition: Condition, isYes: Bool)]) -> Bool {
    Search(knowledge).isPossible(wanted)
  }

  /// The places of what excludes each other, in pairs, where a contact cannot have all these answers.
  public func conflicts(_ wanted: [(condition: Condition, isYes: Bool)]) -> [(first: Span, second: Span)] {
    let search = Search(knowledge)
    return search.isPossible(wanted) ? [] : search.conflicts.map { ($0.first, $0.second) }
  }
}
