import BantamDiagnostics
import BantamExplain
import BantamPlan
import BantamProgram

/// All that tests can see of a program, and where to find it again.
struct CoverageItems {
  private let program: Program
  private(set) var items: [Coverage.Item] = []
  private(set) var unaskable: [Span] = []
  private(set) var segments: [Int] = []
  private(set) var scores: [Int] = []
  private(set) var campaigns: [Int] = []
  /// Leaf conditions by their place.
  private(set) var conditions: [Span: Int] = [:]
  private(set) var lines: [TraceRoot: Int] = [:]
  /// Per score the grades in falling order.
  private(set) var grades: [[Int]] = []

  init(_ program: Program) {
    self.program = program
    for segment in program.segments {
      let owner = declaration(.segment, segment.name, segment.span)
      segments.append(owner)
      add(segment.condition, owner)
    }
    for id in program.scores.indices { add(score: id) }
    for campaign in program.campaigns { add(campaign) }
    for team in program.teams { unaskable += team.members.compactMap { $0.condition?.span } }
    for funnel in program.funnels { unaskable += funnel.transitions.compactMap { $0.guardCondition?.span } }
  }

  private mutating func declaration(_ kind: Coverage.Item.Kind, _ name: String, _ span: Span) -> Int {
    items.append(.init(kind: kind, span: span, text: name, outcomes: [.init(kind: .asked)]))
    return items.count - 1
  }

  private mutating func add(
    _ kind: Coverage.Item.Kind, _ span: Span, _ owner: Int, _ outcomes: [Coverage.Outcome.Kind], text: String? = nil
  ) -> Int {
    let text = text ?? oneLine(program.files[span.file].text(span))
    items.append(.init(kind: kind, span: span, text: text, owner: owner, outcomes: outcomes.map { .init(kind: $0) }))
    return items.count - 1
  }

  // MARK: Conditions

  private mutating func add(_ condition: Condition, _ owner: Int) {
    guard condition.isLeaf else {
      for part in condition.parts { add(part, owner) }
      return
    }
    if condition.isConstant || conditions[condition.span] != nil { return }
    let outcomes: [Coverage.Outcome.Kind] = canBeMissing(condition) ? [.yes, .no, .missing] : [.yes, .no]
    conditions[condition.span] = add(.condition, condition.span, owner, outcomes)
  }

  /// Whether an answer can rest on a missing value; whether a value is missing never does.
  private func canBeMissing(_ condition: Condition) -> Bool {
    switch condition.kind {
    case .isMissing, .isShared: return false
    case .not(let inner): return canBeMissing(inner)
    case .ofCompany(let inner): return canBeMissing(inner)
    case .constant, .all, .any, .atLeast, .segment, .isYes, .text, .sameText, .number, .compare, .time,
      .compareTimes, .within, .sample, .persons, .did, .edge, .sequence, .aggregate, .didInEach, .member,
      .memberOfOther, .stage, .stageEver, .reachable:
      let read = FieldsRead(condition, program)
      return !read.ofCompany.isEmpty || read.own.contains { !isKind($0) }
    }
  }

  private func isKind(_ field: FieldID) -> Bool {
    program.fields[field].isBuiltIn && program.fields[field].name == "kind"
  }

  // MARK: Scores

  private mutating func add(score id: ScoreID) {
    let score = program.scores[id]
    let owner = declaration(.score, score.name, score.span)
    scores.append(owner)
    for (number, discipline) in score.disciplines.enumerated() {
      for (index, line) in discipline.lines.enumerated() {
        lines[.line(id, discipline: number, line: index)] = add(.line, line.span, owner, [.given])
        if case .when(let condition) = line.rule { add(condition, owner) }
      }
    }
    for (index, veto) in score.vetoes.enumerated() {
      lines[.veto(id, index)] = add(.veto, veto.span, owner, [.given])
      add(veto.condition, owner)
    }
    grades.append(score.grades.map { add(.grade, $0.span, owner, [.given], text: "\($0.name) of \(score.name)") })
  }

  // MARK: Campaigns

  private mutating func add(_ campaign: Campaign) {
    let owner = declaration(.campaign, campaign.name, campaign.span)
    campaigns.append(owner)
    add(campaign.audience, owner)
    for exclusion in campaign.excludes { add(exclusion.condition, owner) }
    if let purpose = campaign.purpose, let condition = program.purposes[purpose].condition { add(condition, owner) }
    unaskable += campaign.assignments.compactMap { $0.condition?.span }
  }
}
