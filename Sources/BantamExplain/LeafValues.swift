import BantamColumns
import BantamDiagnostics
import BantamPlan
import BantamProgram

/// What a condition on one value looks at, in this contact.
struct LeafValues {
  private let facts: Facts
  private let words: ValueWords

  init(_ facts: Facts, _ words: ValueWords) {
    self.facts = facts
    self.words = words
  }

  /// `employees = 12`, `3 found, the latest on 2026-02-20`, `57.3 km away`.
  func words(of trace: ConditionTrace, _ row: Int) -> [String] {
    switch trace.condition.kind {
    case .did, .edge, .sequence, .didInEach: return trace.scans.map { activities($0, row) }
    case .aggregate(let function, let field, _, _): return aggregate(function, field, trace, row)
    case .within(let field, _, let place): return distance(field.field, place, row) + values([field.field], row)
    case .text(let field, _) where isKind(field.field):
      return ["kind = \"\(facts.isCompany(row) ? "company" : "person")\""]
    case .stage(let test): return stages(test, row)
    case .member(let campaign, _, _): return membership(campaign, row)
    case .constant, .all, .any, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number,
      .compare, .time, .compareTimes, .sample, .persons, .ofCompany, .memberOfOther, .stageEver, .reachable:
      let read = FieldsRead(trace.condition, facts.program)
      return values(read.own, row) + companyValues(read.ofCompany, row)
    }
  }

  /// The fields that a condition reads and this contact has no value of.
  func missing(in condition: Condition, _ row: Int) -> [String] {
    let read = FieldsRead(condition, facts.program)
    var missing = read.own.filter { isMissing($0, row) }.map { facts.program.fields[$0].name }
    if let company = facts.company(of: row) {
      missing += read.ofCompany.filter { isMissing($0, company) }.map { "company." + facts.program.fields[$0].name }
    } else if !read.ofCompany.isEmpty || read.asksCompany {
      missing.append("the company")
    }
    return unique(missing)
  }

  // MARK: Fields

  private func columns(_ field: FieldID) -> [ColumnID] {
    facts.plan.columns.indices.filter { facts.plan.columns[$0].field == field }
  }

  private func isMissing(_ field: FieldID, _ row: Int) -> Bool {
    let columns = columns(field)
    return columns.contains { facts.contact.contacts.columns[$0].isMissing(at: row) }
  }

  private func values(_ fields: [FieldID], _ row: Int) -> [String] {
    fields.compactMap { field in
      let parts = columns(field).compactMap {
        words.words(facts.contact.contacts.columns[$0], facts.plan.columns[$0], row)
      }
      return parts.isEmpty ? nil : "\(facts.program.fields[field].name) = \(parts.joined(separator: ", "))"
    }
  }

  private func companyValues(_ fields: [FieldID], _ row: Int) -> [String] {
    facts.company(of: row).map { company in values(fields, company).map { "company." + $0 } } ?? []
  }

  private func isKind(_ field: FieldID) -> Bool {
    facts.program.fields[field].isBuiltIn && facts.program.fields[field].name == "kind"
  }

  private func distance(_ field: FieldID, _ place: PlaceID, _ row: Int) -> [String] {
    let found = columns(field).sorted { first, _ in facts.plan.columns[first].storage == .latitude }
    guard found.count == 2, let latitude = facts.contact.contacts.columns[found[0]].degrees(at: row),
      let longitude = facts.contact.contacts.columns[found[1]].degrees(at: row)
    else { return [] }
    let centre = facts.program.places[place]
    let distance = kilometres(latitude, longitude, centre.latitude, centre.longitude)
    return ["\(decimalText(Int64((distance * 10).rounded()), places: 1)) km from \(centre.name)"]
  }

  // MARK: Records, known of the contact itself

  private func stages(_ test: StageTest, _ row: Int) -> [String] {
    guard row == facts.row else { return [] }
    let found = facts.contact.records.stages.filter { stage in
      stage.funnel == facts.program.funnels[test.funnel].name && (test.project == nil || stage.project == test.project)
    }
    if found.isEmpty { return ["in no stage"] }
    return found.map { stage in
      "\(stage.stage)\(stage.project.isEmpty ? "" : " in \(stage.project)")"
        + (stage.since.isEmpty ? "" : " since \(words.day(stored: stage.since))")
    }
  }

  private func membership(_ campaign: CampaignID, _ row: Int) -> [String] {
    guard row == facts.row else { return [] }
    let found = facts.contact.records.memberships.first { $0.campaign == facts.program.campaigns[campaign].name }
    guard let found else { return ["no member"] }
    return [found.status.map { "status = \"\($0)\"" } ?? "a member"]
  }

  // MARK: Activities

  func activities(_ scan: TracedScan, _ row: Int) -> String {
    let count = facts.counter(scan.count, row) ?? 0
    guard count > 0, let latest = facts.counter(scan.latest, row) else { return "none found" }
    return "\(count) found, \(count == 1 ? "on" : "the latest on") \(words.day(latest))"
  }

  private func aggregate(_ function: Aggregate, _ field: FieldID, _ trace: ConditionTrace, _ row: Int) -> [String] {
    guard let scan = trace.scans.first, let value = scan.value else { return [] }
    let names: [Aggregate: String] = [.sum: "sum", .average: "average", .minimum: "least", .maximum: "most"]
    let name = facts.program.fields[field].name
    let number = facts.counter(value.counter, row).map { words.number($0, facts.plan.activityColumns[value.column]) }
    return ["\(names[function] ?? "") of \(name) = \(number ?? "missing")", activities(scan, row)]
  }
}
