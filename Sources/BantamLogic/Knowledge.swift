import BantamEngine
import BantamProgram
import BantamSystem

/// What is known of values beyond a single statement: of texts, of choices, of counts that depend on each other.
///
/// For one thread at a time: answers are kept.
final class Knowledge {
  let program: Program
  let zone: ZoneRules
  private var questions: [TextTest: TextQuestion] = [:]
  /// Folded texts as the rules write them.
  private var spellings: [String: String] = [:]
  /// Whether conditions can hold for nobody, found by `Logic`.
  var isNever: (Condition) -> Bool = { _ in false }

  init(_ program: Program, zone: ZoneRules) {
    self.program = program
    self.zone = zone
  }

  /// Folds a text, and remembers how it is written.
  func folded(_ text: String) -> [UInt8] {
    let folded = foldCase(text)
    if spellings[folded] == nil { spellings[folded] = text }
    return Array(folded.utf8)
  }

  func spelling(_ folded: String) -> String { spellings[folded] ?? folded }

  func holds(_ test: TextTest, _ text: String) -> Bool {
    if let known = questions[test] { return known.holds(text) }
    let question = TextQuestion(test, lists: program.lists)
    questions[test] = question
    return question.holds(text)
  }

  // MARK: One subject

  /// What is known of a subject of which nothing is said.
  func anything(_ subject: Subject) -> Box.State {
    var state = Box.State()
    if let domain = domain(of: subject) { state.numbers[.number] = domain }
    return state
  }

  func isPossible(_ state: Box.State, _ subject: Subject) -> Bool {
    if state.allowsMissing, canBeMissing(subject) { return true }
    guard state.allowsValues else { return false }
    if state.numbers.values.contains(where: \.isEmpty) { return false }
    return isPossible(state, choices: choices(of: subject))
  }

  private func canBeMissing(_ subject: Subject) -> Bool {
    switch subject {
    case .kind, .hasCompany, .tag, .count, .sample, .flag: false
    case .field, .expression, .order, .timeOrder, .persons, .edge, .aggregate, .stage: true
    }
  }

  /// The numbers there are; nil: all.
  func domain(of subject: Subject) -> Intervals? {
    switch subject {
    case .kind, .hasCompany, .tag, .flag: return Intervals(0, 1)
    case .order, .timeOrder: return Intervals(-1, 1)
    case .persons, .count: return Intervals(0, .max)
    case .sample(_, let count, _): return Intervals(1, Int64(count))
    case .stage(_, let funnel, _): return Intervals(0, Int64(program.funnels[funnel].stages.count - 1))
    case .field(_, let field): return program.fields[field].type == .yesNo ? Intervals(0, 1) : nil
    case .expression, .edge, .aggregate: return nil
    }
  }

  /// The values a choice can have. A table that is read in place may hold others.
  func choices(of subject: Subject) -> [String]? {
    guard case .field(_, let field) = subject, case .choice(let values) = program.fields[field].type, !values.isEmpty,
      program.settings.contacts == nil
    else { return nil }
    return values
  }

  // MARK: Texts

  private static let mostValues = 256

  private func isPossible(_ state: Box.State, choices: [String]?) -> Bool {
    let ranges = state.texts ?? .all
    if ranges.isEmpty { return false }
    if let choices {
      // The cell may hold a choice in other letters: only what ignores case is decided.
      let tests = state.tests.filter { !$0.test.isExact }
      return choices.contains { value in passes(value, ranges, tests) } && arePossible(state.tests)
    }
    if let values = ranges.values, values.count <= Self.mostValues, !values.isEmpty {
      let texts = values.map { String(decoding: $0, as: UTF8.self) }
      return texts.contains { value in passes(value, ranges, state.tests.filter { !$0.test.isExact }) }
        && arePossible(state.tests)
    }
    return arePossible(state.tests)
  }

  /// Whether a value, as it is written, is within all that is said of it.
  func passes(_ value: String, _ ranges: TextRanges, _ tests: [(test: TextTest, isYes: Bool)]) -> Bool {
    ranges.contains(Array(foldCase(value).utf8)) && tests.allSatisfy { holds($0.test, value) == $0.isYes }
  }

  private func arePossible(_ tests: [(test: TextTest, isYes: Bool)]) -> Bool {
    // A text that is written exactly decides about all tests.
    for (test, isYes) in tests where isYes && test.isExact {
      guard case .equals(let values) = test.relation, values.count <= Self.mostValues else { continue }
      return values.contains { value in tests.allSatisfy { holds($0.test, value) == $0.isYes } }
    }
    for (test, isYes) in tests where isYes {
      for (other, isOther) in tests where !isOther && implies(test, other) { return false }
    }
    return true
  }

  /// Whether every text that passes the first test passes the second; false where one cannot tell.
  func implies(_ first: TextTest, _ second: TextTest) -> Bool {
    if first == second { return true }
    guard first.isExact == second.isExact else { return false }
    func folded(_ texts: [String]) -> [String] { first.isExact ? texts : texts.map { foldCase($0) } }
    switch (first.relation, second.relation) {
    case (.containsAny(let some), .containsAny(let others)), (.startsWith(let some), .containsAny(let others)),
      (.endsWith(let some), .containsAny(let others)):
      let others = folded(others)
      return folded(some).allSatisfy { text in others.contains { text.contains($0) } }
    case (.containsAll(let some), .containsAny(let others)):
      let others = folded(others)
      return folded(some).contains { text in others.contains { text.contains($0) } }
    case (.containsAll(let some), .containsAll(let others)):
      let some = folded(some)
      return folded(others).allSatisfy { text in some.contains { $0.contains(text) } }
    case (.containsAny(let some), .containsAll(let others)):
      let others = folded(others)
      return folded(some).allSatisfy { text in others.allSatisfy { text.contains($0) } }
    case (.endsWith(let some), .endsWith(let others)):
      let others = folded(others)
      return folded(some).allSatisfy { text in others.contains { text.hasSuffix($0) } }
    case (.startsWith(let some), .startsWith(let others)):
      let others = folded(others)
      return folded(some).allSatisfy { text in others.contains { text.hasPrefix($0) } }
    default: return false
    }
  }
}
