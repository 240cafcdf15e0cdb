import BantamColumns
import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamReport

/// Makes the tree of a condition as it is written, with the engine's answers and the contact's own values.
///
/// What did not decide is folded: of an `any` that holds the first that holds is shown, of an `all` that fails all that
/// fail. Named segments unfold once.
struct ClauseBuilder {
  let facts: Facts
  let showsAll: Bool
  private let words: ValueWords
  private var unfolded: Set<Place> = []
  private var depth = 0

  private struct Place: Hashable {
    var segment: SegmentID
    var row: Int
  }

  private static let greatestDepth = 40
  private static let mostPersons = 3

  init(_ facts: Facts, showsAll: Bool) {
    self.facts = facts
    self.showsAll = showsAll
    words = ValueWords(program: facts.program, zone: facts.contact.zone)
  }

  mutating func clause(_ trace: ConditionTrace, _ row: Int) -> Clause {
    depth += 1
    defer { depth -= 1 }
    var clause = leaf(trace, row)
    if depth > Self.greatestDepth { return clause }
    switch trace.condition.kind {
    case .all: group(&clause, trace.parts, row, heading: "all of these", showsHolding: clause.holds == true)
    case .any:
      // Of one piece of text, such as `stage in any project = lead` with several funnels.
      if trace.parts.allSatisfy({ $0.condition.span == trace.condition.span }) { break }
      group(
        &clause, trace.parts, row, heading: "any of these", showsHolding: clause.holds == true,
        onlyFirst: clause.holds == true)
    case .atLeast(let count, _):
      group(
        &clause, trace.parts, row, heading: "at least \(count) of these", showsHolding: clause.holds == true)
    case .not: negation(&clause, trace, row)
    case .segment(let id): unfold(&clause, id, row)
    case .persons: persons(&clause, trace, row)
    case .ofCompany: company(&clause, trace, row)
    case .reachable:
      clause.values = trace.obstacles.filter { facts.answer($0.node, row).holds }.map(\.reason)
    case .constant, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes, .within,
      .sample, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage,
      .stageEver:
      break
    }
    return clause
  }

  // MARK: Groups

  private mutating func group(
    _ clause: inout Clause, _ parts: [ConditionTrace], _ row: Int, heading: String, showsHolding: Bool,
    onlyFirst: Bool = false
  ) {
    clause.text = heading
    clause.values = []
    clause.missing = []
    var shown = showsAll ? parts : parts.filter { facts.answer($0.node, row).holds == showsHolding }
    if onlyFirst, !showsAll { shown = Array(shown.prefix(1)) }
    clause.hiddenCount = parts.count - shown.count
    clause.parts = shown.map { self.clause($0, row) }
    if !clause.parts.isEmpty, clause.holds == false, clause.parts.allSatisfy({ !$0.missing.isEmpty }) {
      clause.missing = unique(clause.parts.flatMap(\.missing))
    }
  }

  /// `not x` with the tree of x below it; what is written without the word (`!=`, `is known`) stays one line.
  private mutating func negation(_ clause: inout Clause, _ trace: ConditionTrace, _ row: Int) {
    guard let inner = trace.parts.first else { return }
    if isWritten(trace, "none") {
      let open = inner.parts
      group(&clause, open, row, heading: "none of these", showsHolding: clause.holds == false)
      return
    }
    if isPlain(inner.condition) {
      clause.values = leaf(inner, row).values
      if clause.missing.isEmpty { clause.missing = leaf(inner, row).missing }
      return
    }
    clause.text = "not"
    clause.missing = []
    clause.parts = [self.clause(inner, row)]
  }

  private mutating func unfold(_ clause: inout Clause, _ id: SegmentID, _ row: Int) {
    let segment = facts.program.segments[id]
    clause.text = segment.name
    if segment.context == .company, !facts.isCompany(row), !segment.isDefine {
      clause.values = ["it is about companies, and this is a person"]
      return
    }
    if segment.context == .person, facts.isCompany(row), !segment.isDefine {
      clause.values = ["it is about persons, and this is a company"]
      return
    }
    guard unfolded.insert(Place(segment: id, row: row)).inserted else {
      clause.values = ["see above"]
      return
    }
    guard let root = facts.contact.trace.roots[.segment(id)] else { return }
    let inner = self.clause(root, row)
    clause.missing = inner.missing
    if inner.text == "all of these" {
      clause.parts = inner.parts
      clause.hiddenCount = inner.hiddenCount
    } else {
      clause.parts = [inner]
    }
  }

  private mutating func persons(_ clause: inout Clause, _ trace: ConditionTrace, _ row: Int) {
    clause.text = heading(trace)
    clause.missing = []
    guard let inner = trace.parts.first else { return }
    if !facts.isCompany(row) {
      clause.values = ["this is a person"]
      return
    }
    let all = facts.persons(of: row)
    let holding = all.filter { facts.answer(inner.node, $0).holds }
    clause.values = [all.isEmpty ? "it has no persons" : "\(holding.count) of \(counted(all.count, "person"))"]
    let failing = all.filter { !holding.contains($0) }
    let deciding: [Int]
    if case .persons(let least, _, _) = trace.condition.kind, least > 0 {
      deciding = clause.holds == true ? Array(holding.prefix(least)) : failing + holding
    } else {
      deciding = clause.holds == true ? [] : holding
    }
    let shown = showsAll ? all : Array(deciding.prefix(Self.mostPersons))
    clause.hiddenCount = all.count - shown.count
    for person in shown {
      var about = Clause(text: facts.name(person), holds: nil)
      let tree = self.clause(inner, person)
      about.parts = tree.text == "all of these" ? tree.parts : [tree]
      about.hiddenCount = tree.text == "all of these" ? tree.hiddenCount : 0
      clause.parts.append(about)
    }
  }

  private mutating func company(_ clause: inout Clause, _ trace: ConditionTrace, _ row: Int) {
    guard let inner = trace.parts.first else { return }
    guard let company = facts.company(of: row) else {
      clause.missing = []
      clause.values = [facts.isCompany(row) ? "this is a company" : "it has no company"]
      clause.text = heading(trace)
      return
    }
    let tree = self.clause(inner, company)
    if !text(trace).contains("{") {
      clause.values = tree.values
      clause.missing = tree.missing
      return
    }
    clause.text = heading(trace)
    clause.values = [facts.name(company)]
    clause.missing = tree.missing
    clause.parts = tree.text == "all of these" ? tree.parts : [tree]
    clause.hiddenCount = tree.text == "all of these" ? tree.hiddenCount : 0
  }

  // MARK: Leaves

  private func leaf(_ trace: ConditionTrace, _ row: Int) -> Clause {
    let answer = facts.answer(trace.node, row)
    var clause = Clause(text: oneLine(text(trace)), holds: answer.holds)
    let values = LeafValues(facts, words)
    clause.values = values.words(of: trace, row)
    if answer.restsOnMissing { clause.missing = values.missing(in: trace.condition, row) }
    if case .not(let inner) = trace.condition.kind, answer.restsOnMissing {
      clause.missing = values.missing(in: inner, row)
    }
    return clause
  }

  private func isPlain(_ condition: Condition) -> Bool {
    switch condition.kind {
    case .all, .any, .not, .atLeast, .segment, .persons, .ofCompany: false
    case .constant, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes, .within,
      .sample, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage, .stageEver, .reachable:
      true
    }
  }

  // MARK: Source

  private func text(_ trace: ConditionTrace) -> String {
    let span = trace.condition.span
    guard facts.program.files.indices.contains(span.file) else { return "" }
    return facts.program.files[span.file].text(span)
  }

  private func isWritten(_ trace: ConditionTrace, _ word: String) -> Bool {
    text(trace).hasPrefix(word + " ") || text(trace).hasPrefix(word + "{")
  }

  /// What stands before the block: `any person`.
  private func heading(_ trace: ConditionTrace) -> String {
    oneLine(text(trace).split(separator: "{", maxSplits: 1).first.map(String.init) ?? "")
  }
}

/// A text on one line, without comments.
public func oneLine(_ text: String) -> String {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: true).map { line -> Substring in
    let isComment = line.contains("#") && !line.contains("\"") && !line.contains("/")
    return isComment ? line.prefix { $0 != "#" } : line[...]
  }
  return lines.flatMap { (line: Substring) in line.split(whereSeparator: \.isWhitespace) }.joined(separator: " ")
}

func unique(_ words: [String]) -> [String] {
  var seen: Set<String> = []
  return words.filter { seen.insert($0).inserted }
}
