import BantamProgram

/// Who uses whom: each declaration with those that it names directly, and the other way round.
public struct Lineage: Sendable {
  private var forward: [Reference: [Reference]] = [:]
  private var backward: [Reference: [Reference]] = [:]

  public init(_ catalogue: Catalogue) {
    for reference in catalogue.references {
      let used = References(catalogue, of: reference).found.filter { $0 != reference }
      forward[reference] = used
      for other in used { backward[other, default: []].append(reference) }
    }
  }

  /// In the order in which they are named, each once.
  public func uses(of reference: Reference) -> [Reference] { forward[reference] ?? [] }

  /// In the order of the declarations.
  public func users(of reference: Reference) -> [Reference] { backward[reference] ?? [] }
}

/// What a declaration names, collected from its parts.
private struct References {
  private let catalogue: Catalogue
  private var seen: Set<Reference> = []
  private(set) var found: [Reference] = []

  private var program: Program { catalogue.program }

  init(_ catalogue: Catalogue, of reference: Reference) {
    self.catalogue = catalogue
    switch reference {
    case .segment(let id): add(program.segments[id].condition)
    case .score(let id): add(program.scores[id])
    case .campaign(let id): add(program.campaigns[id])
    case .funnel(let id): add(program.funnels[id])
    case .purpose(let id): add(program.purposes[id].condition)
    case .team(let id): for member in program.teams[id].members { add(member.condition) }
    case .field(let id): addField(id)
    case .test(let id): add(program.tests[id])
    case .list, .place: break
    }
  }

  private mutating func add(_ reference: Reference) {
    if seen.insert(reference).inserted { found.append(reference) }
  }

  private mutating func add(_ reference: FieldReference) { add(.field(reference.field)) }

  private mutating func addField(_ id: FieldID) {
    let field = program.fields[id]
    if let list = catalogue.list(of: field) { add(.list(list)) }
    switch field.source {
    case .column, .columns: break
    case .computed(.domain(let source)), .computed(.elapsed(_, let source)): add(.field(source))
    case .computed(.number(let expression)): for source in expression.fields { add(.field(source)) }
    }
  }

  private mutating func add(_ score: Score) {
    for discipline in score.disciplines {
      for line in discipline.lines {
        switch line.rule {
        case .when(let condition): add(condition)
        case .per(let filter, _): add(filter)
        case .otherwise: break
        }
      }
    }
    for veto in score.vetoes { add(veto.condition) }
    for grade in score.grades {
      for case .handOver(let team) in grade.actions { add(.team(team)) }
      for case .suggest(let suggestion) in grade.actions { add(suggestion) }
    }
  }

  private mutating func add(_ suggestion: Suggestion) {
    guard case .keep(let name) = suggestion, let team = program.teams.firstIndex(where: { $0.name == name }) else {
      return
    }
    add(.team(team))
  }

  private mutating func add(_ campaign: Campaign) {
    add(campaign.audience)
    for exclusion in campaign.excludes { add(exclusion.condition) }
    for id in campaign.yieldsTo { add(.campaign(id)) }
    if let id = campaign.purpose { add(.purpose(id)) }
    if let id = campaign.limit?.score { add(.score(id)) }
    for assignment in campaign.assignments {
      if case .team(let id) = assignment.target { add(.team(id)) }
      add(assignment.condition)
    }
    if let id = campaign.score { add(.score(id)) }
    if let id = campaign.funnel { add(.funnel(id)) }
  }

  private mutating func add(_ funnel: Funnel) {
    for stage in funnel.stages {
      if let team = stage.team { add(.team(team)) }
      for field in stage.requires { add(.field(field)) }
      if let suggestion = stage.elseSuggest { add(suggestion) }
    }
    for transition in funnel.transitions { add(transition.guardCondition) }
  }

  /// Only what it asks about; what it gives is a means.
  private mutating func add(_ test: Test) {
    for expectation in test.expectations {
      switch expectation.kind {
      case .member(let id, _), .restsOnMissing(let id): add(.segment(id))
      case .score(let id, _, _), .points(let id, _, _): add(.score(id))
      case .lead(let id, _): add(.campaign(id))
      case .suggested: break
      }
    }
  }

  private mutating func add(_ filter: ActivityFilter) { add(filter.condition) }

  private mutating func add(_ condition: Condition?) {
    guard let condition else { return }
    switch condition.kind {
    case .all(let parts), .any(let parts), .atLeast(_, let parts): for part in parts { add(part) }
    case .not(let inner), .persons(_, _, let inner), .ofCompany(let inner): add(inner)
    case .segment(let id): add(.segment(id))
    case .isMissing(let field), .isYes(let field), .isShared(let field), .time(let field, _): add(field)
    case .text(let field, let test):
      add(field)
      add(test.relation)
    case .sameText(let first, let second), .compareTimes(let first, _, let second):
      add(first)
      add(second)
    case .number(let expression, _): for field in expression.fields { add(.field(field)) }
    case .compare(let left, _, let right): for field in left.fields + right.fields { add(.field(field)) }
    case .within(let field, _, let place):
      add(field)
      add(.place(place))
    case .did(let filter, _), .edge(_, let filter, _), .didInEach(let filter, _, _): add(filter)
    case .sequence(let first, _, let second):
      add(first)
      add(second)
    case .aggregate(_, let field, let filter, _):
      add(.field(field))
      add(filter)
    case .member(let id, _, _): add(.campaign(id))
    case .stage(let test): add(.funnel(test.funnel))
    case .stageEver(_, let funnel, _): add(.funnel(funnel))
    case .reachable(let id): add(.purpose(id))
    case .constant, .sample, .memberOfOther: break
    }
  }

  private mutating func add(_ relation: TextRelation) {
    switch relation {
    case .inList(let id), .containsListEntry(let id), .under(_, let id): add(.list(id))
    case .equals, .containsAny, .containsAll, .startsWith, .endsWith, .like, .matches, .range: break
    }
  }
}
