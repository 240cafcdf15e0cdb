import BantamDiagnostics
import BantamLogic
import BantamProgram
import BantamSyntax
import BantamSystem

/// What lint rules look at: a program without errors and its trees, and what is worked out of them once for all rules.
///
/// For one thread at a time.
public final class LintContext {
  public let program: Program
  /// Of the rule set's own files, in their order.
  public let trees: [SyntaxTree]
  public let logic: Logic
  /// Makes contacts that show what a finding says.
  public let examples: Examples
  /// What the contacts of a database hold; nil: nobody gave one.
  public let facts: ContactFacts?
  public let zone: ZoneRules
  /// The run's instant: that of the settings, or else the one the linter was given.
  public let asOf: Int64

  /// Every condition of the rules, and where it stands.
  public private(set) lazy var conditions: [PlacedCondition] = placedConditions(program)
  /// Who names what.
  public private(set) lazy var uses = Uses(program, trees)
  private lazy var nodesByKind = Self.nodesByKind(trees)

  init(_ program: Program, _ trees: [SyntaxTree], zone: ZoneRules, asOf: Int64, facts: ContactFacts?) {
    self.program = program
    self.trees = trees
    self.facts = facts
    self.zone = zone
    self.asOf = asOf
    logic = Logic(program, zone: zone)
    examples = Examples(program, logic, zone: zone, asOf: asOf)
  }

  /// The source text of a place.
  public func text(_ span: Span) -> String { program.files[span.file].text(span) }

  /// The nodes of a kind, file by file, inner ones before those around them.
  public func nodes(_ kind: NodeKind) -> [SyntaxNode] { nodesByKind[Int(kind.rawValue)] }

  private static func nodesByKind(_ trees: [SyntaxTree]) -> [[SyntaxNode]] {
    var found = [[SyntaxNode]](repeating: [], count: NodeKind.allCases.count)
    for tree in trees { tree.forEachNode { found[Int($0.kind.rawValue)].append($0) } }
    return found
  }
}

/// A condition as it stands in the rules: the whole of a segment, of an exclusion, of a line of points …
public struct PlacedCondition: Sendable {
  public enum Place: Sendable, Hashable {
    case segment(SegmentID)
    case audience(CampaignID)
    case exclusion(CampaignID, Int)
    case assignment(CampaignID, Int)
    case line(ScoreID, discipline: Int, line: Int)
    case veto(ScoreID, Int)
    case basis(PurposeID)
    case territory(TeamID, member: Int)
    case transition(FunnelID, Int)
  }

  public var place: Place
  public var condition: Condition
}

private func placedConditions(_ program: Program) -> [PlacedCondition] {
  var found: [PlacedCondition] = []
  func add(_ place: PlacedCondition.Place, _ condition: Condition?) {
    if let condition { found.append(PlacedCondition(place: place, condition: condition)) }
  }
  for (id, segment) in program.segments.enumerated() { add(.segment(id), segment.condition) }
  for (id, score) in program.scores.enumerated() {
    for (index, discipline) in score.disciplines.enumerated() {
      for (line, points) in discipline.lines.enumerated() {
        if case .when(let condition) = points.rule { add(.line(id, discipline: index, line: line), condition) }
      }
    }
    for (index, veto) in score.vetoes.enumerated() { add(.veto(id, index), veto.condition) }
  }
  for (id, purpose) in program.purposes.enumerated() { add(.basis(id), purpose.condition) }
  for (id, team) in program.teams.enumerated() {
    for (index, member) in team.members.enumerated() { add(.territory(id, member: index), member.condition) }
  }
  for (id, funnel) in program.funnels.enumerated() {
    for (index, transition) in funnel.transitions.enumerated() {
      add(.transition(id, index), transition.guardCondition)
    }
  }
  for (id, campaign) in program.campaigns.enumerated() {
    add(.audience(id), campaign.audience)
    for (index, exclusion) in campaign.excludes.enumerated() { add(.exclusion(id, index), exclusion.condition) }
    for (index, assignment) in campaign.assignments.enumerated() { add(.assignment(id, index), assignment.condition) }
  }
  return found
}
