import BantamSystem

/// Rows of the journal in words.
struct ChangeWords {
  private var campaigns: [Int64: String] = [:]
  /// The disciplines of a campaign's score, in the order of its members' points.
  private var disciplines: [Int64: [String]] = [:]
  /// On whose clock times are told.
  private let zone: ZoneRules

  /// Names of campaigns come from the database, and of those that are not there any more from the changes.
  init(_ database: Database, _ changes: ChangeSet..., zone: ZoneRules = .utc) throws(StoreError) {
    self.zone = zone
    let statement = try database.prepare("SELECT id, name, disciplines FROM bantam_campaign")
    while try statement.step() {
      campaigns[statement.integer(0)] = statement.string(1)
      disciplines[statement.integer(0)] = statement.stringOrNil(2).map(Self.listed)
    }
    for changes in changes { learn(changes) }
  }

  /// The names of campaigns that are not there any more, from what was changed.
  mutating func learn(_ changes: ChangeSet) {
    changes.each { change in
      let row = change.operation == .deleted ? change.before : change.after
      if change.table == "bantam_campaign", case .integer(let id)? = change.key.first, row.count > 1,
        case .text(let name)? = row[1]
      {
        campaigns[id] = campaigns[id] ?? name
      }
    }
  }

  /// `lead 42 of spring`.
  func subject(of change: ChangeSet.Change) -> String {
    let row = change.operation == .inserted ? change.after : change.before
    func cell(_ column: Int) -> String { column < row.count ? row[column].map(\.text) ?? "" : "" }
    func key(_ column: Int) -> String { column < change.key.count ? change.key[column].text : "" }
    switch change.table {
    case "bantam_campaign":
      let name = campaign(change.key.first)
      return cell(1).isEmpty ? (name.hasPrefix("campaign ") ? name : "campaign \(name)") : "campaign \(cell(1))"
    case "bantam_member": return "lead \(key(1)) of \(campaign(change.key.first))"
    case "bantam_member_edit": return "the hand-made entry for \(key(1)) of \(campaign(change.key.first))"
    case "bantam_audience": return "contact \(key(1)) in the snapshot of \(campaign(change.key.first))"
    case "bantam_assignment": return "the owner of lead \(key(1)) of \(campaign(change.key.first))"
    case "bantam_decision": return "the decision on `\(key(2))` for lead \(key(1)) of \(campaign(change.key.first))"
    case "bantam_ledger": return "the ledger of \(key(1))"
    case "bantam_stage": return "the stage of contact \(key(2))\(key(1).isEmpty ? "" : " in project \(key(1))")"
    case "bantam_assessment": return "an assessment of lead \(cell(2))"
    case "bantam_event": return "an event of contact \(cell(1))"
    case "contact": return "contact \(key(0))"
    case "activity": return "an activity of contact \(cell(1))"
    case "bantam_consent": return "a consent of contact \(cell(1))"
    case "bantam_objection": return "an objection of contact \(cell(1))"
    case "bantam_suppression": return "a suppression of \(cell(2).isEmpty ? cell(3) : cell(2))"
    case "bantam_stage_change": return "contact \(cell(3))"
    case "bantam_grade_change": return "lead \(cell(2))"
    case "bantam_notification": return "a notification about lead \(cell(2))"
    default: return "row \(change.key.map(\.text).joined(separator: ", ")) of `\(change.table)`"
    }
  }

  /// `lead 42 of spring: grade B → A, total 55 → 72`; nil where another row says it all.
  func sentence(_ change: ChangeSet.Change, columns: [String]) -> String? {
    if change.table == "bantam_stage" || change.table == "bantam_ledger" || change.table == "bantam_grade_change" {
      return nil
    }
    if change.table == "bantam_stage_change", change.operation == .inserted {
      return step(change.after.map { $0 ?? .null })
    }
    if change.table == "bantam_event", change.operation == .inserted { return event(change.after, columns) }
    let subject = subject(of: change)
    switch change.operation {
    case .inserted: return "\(subject): new\(facts(change.after, columns, change))"
    case .deleted: return "\(subject): gone\(facts(change.before, columns, change))"
    case .updated:
      let parts = columns.indices.compactMap { column -> String? in
        guard column < change.after.count, let after = change.after[column], column < change.before.count,
          let before = change.before[column], before != after, !Self.silent.contains(columns[column])
        else { return nil }
        if columns[column] == "points", let names = names(of: change) { return steps(before, after, names) }
        return "\(columns[column]) \(told(before)) → \(told(after))"
      }
      // What a run notes of a campaign for its own use is no change to anybody.
      if parts.isEmpty, change.table == "bantam_campaign" { return nil }
      return subject + ": " + (parts.isEmpty ? "changed" : parts.joined(separator: ", "))
    }
  }

  /// A row of the history of stages: `contact 3 moves from contact to lead in erp_rollout by campaign_joined, funnel.bant:12`.
  private func step(_ row: [SQLValue]) -> String? {
    guard row.count >= 10 else { return nil }
    let from = row[4] == .null ? "enters" : "moves from \(row[4].text) to"
    let project = row[2].text.isEmpty ? "" : " in \(row[2].text)"
    let rule = row[9] == .null ? "" : ", \(row[9].text)"
    return "contact \(row[3].text) \(from) \(row[5].text)\(project) by \(row[7].text)\(rule)"
  }

  /// `contact 3: offer_made in erp_rollout on 2026-03-10, amount 48000, reference AN-17`.
  private func event(_ row: [SQLValue?], _ columns: [String]) -> String {
    func cell(_ name: String) -> SQLValue {
      columns.firstIndex(of: name).flatMap { $0 < row.count ? row[$0] : nil } ?? .null
    }
    func part(_ word: String, _ value: SQLValue) -> String { value.text.isEmpty ? "" : "\(word) \(value.text)" }
    let at = told(cell("at"))
    return "contact \(cell("contact_id").text): \(cell("kind").text)" + part(" in", cell("project"))
      + " on \(at.hasSuffix(" 00:00") ? String(at.dropLast(6)) : at)" + part(", amount", cell("amount"))
      + part(", reference", cell("reference")) + part(", note", cell("note"))
  }

  private static let silent: Set<String> = [
    "run_id", "id", "campaign_id", "contact_id", "disciplines", "suggestions", "low", "high", "completeness", "at",
  ]
  private static let told: Set<String> = [
    "grade", "total", "stage", "from_stage", "to_stage", "event", "owner", "team", "edit", "reason", "discipline",
    "points", "note", "rule", "kind", "amount", "reference", "verdict", "suggestion", "text", "from_grade", "to_grade",
    "project",
  ]

  private func facts(_ row: [SQLValue?], _ columns: [String], _ change: ChangeSet.Change) -> String {
    let parts = columns.indices.compactMap { column -> String? in
      guard Self.told.contains(columns[column]), column < row.count, let value = row[column], value != .null,
        value != .text("")
      else { return nil }
      if columns[column] == "points", let names = names(of: change) {
        return zip(names, Self.listed(value.text)).map { "\($0) \($1)" }.joined(separator: ", ")
      }
      return "\(columns[column]) \(value.text)"
    }
    return parts.isEmpty ? "" : ", " + parts.joined(separator: ", ")
  }

  // MARK: Values

  /// What the points of a member are of.
  private func names(of change: ChangeSet.Change) -> [String]? {
    guard change.table == "bantam_member", case .integer(let id)? = change.key.first else { return nil }
    return disciplines[id]
  }

  /// `authority 0 → 100`, for each discipline that changes.
  private func steps(_ before: SQLValue, _ after: SQLValue, _ names: [String]) -> String? {
    let pairs = zip(names, zip(Self.listed(before.textOrNone), Self.listed(after.textOrNone)))
    let parts = pairs.filter { $0.1.0 != $0.1.1 }.map { "\($0.0) \($0.1.0) → \($0.1.1)" }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// Instants (ISO 8601 with `Z`) on the clock of the zone: `2026-03-01 09:30`.
  private func told(_ value: SQLValue) -> String {
    guard case .text(let text) = value, text.count >= 20, text.hasSuffix("Z"), let time = Timestamp(text) else {
      return value.textOrNone
    }
    return Timestamp.minutes(ofInstant: time.instant(in: .utc), in: zone)
  }

  /// The items of a JSON list of names or numbers.
  private static func listed(_ json: String) -> [String] {
    json.split { "[]\", ".contains($0) }.map(String.init)
  }

  private func campaign(_ id: SQLValue?) -> String {
    guard case .integer(let id)? = id else { return "a campaign" }
    return campaigns[id] ?? "campaign \(id)"
  }
}

extension SQLValue {
  var textOrNone: String { text.isEmpty ? "–" : text }
}
