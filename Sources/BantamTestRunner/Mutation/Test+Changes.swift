import BantamExplain
import BantamPlan
import BantamProgram
import BantamSystem

/// Changes of a test's contacts, as those that explanations propose for the contacts of a database.
struct TestChanger {
  let program: Program
  /// The plan that the changes were found with.
  let plan: Plan

  /// nil where a test cannot say it.
  func changed(_ test: Test, _ change: Change) -> Test? {
    var test = test
    switch change.kind {
    case .cells(let cells): return set(cells, &test) ? test : nil
    case .activities(let row, let addition, let count):
      let values = addition.cells.sorted { $0.key < $1.key }.compactMap { column, cell -> (FieldID, Value)? in
        let need = plan.activityColumns[column]
        return value(cell, need, program.fields[need.field], nil).map { (need.field, $0) }
      }
      let added = GivenActivity(
        contact: row, kind: addition.kind, at: .instant(addition.instant), values: values,
        span: test.contacts[row].span)
      test.activities += Array(repeating: added, count: count)
    case .noActivities(let row, let kind):
      test.activities.removeAll { given in
        given.contact == row && (kind.map { foldCase($0) == foldCase(given.kind) } ?? true)
      }
    case .set(let row, let set, let holds): return self.set(plan.sets[set], holds, &test.contacts[row]) ? test : nil
    }
    return test
  }

  // MARK: Values

  private func set(_ cells: [(Change.Cell, CellValue)], _ test: inout Test) -> Bool {
    for (cell, new) in cells {
      let need = plan.columns[cell.column]
      let field = program.fields[need.field]
      let place = test.contacts[cell.row].values.lastIndex { $0.field == need.field }
      let old = place.map { test.contacts[cell.row].values[$0].value }
      if new == .missing {
        test.contacts[cell.row].values.removeAll { $0.field == need.field }
        continue
      }
      guard let value = value(new, need, field, old) else { return false }
      if let place {
        test.contacts[cell.row].values[place].value = value
      } else {
        test.contacts[cell.row].values.append((need.field, value))
      }
    }
    return true
  }

  private func value(_ cell: CellValue, _ need: ColumnNeed, _ field: Field, _ old: Value?) -> Value? {
    switch (cell, need.storage) {
    case (.missing, _): return nil
    case (.number(let number), .integer): return .number(Number(number))
    case (.number(let number), .tenThousandths): return .number(Number(tenThousandths: number))
    case (.number(let number), .yesNo): return .yesNo(number != 0)
    case (.number(let number), .day): return .moment(.day(Int(number)))
    case (.number(let number), .instant): return .moment(.instant(number))
    case (.text(let text), .text): return self.text(text, field, old)
    case (.degrees(let degrees), .latitude):
      return .location(latitude: degrees, longitude: old?.location?.longitude ?? 0)
    case (.degrees(let degrees), .degrees):
      // A location is two columns that are told apart by their name.
      return field.columnNames.first == need.name
        ? .location(latitude: degrees, longitude: old?.location?.longitude ?? 0)
        : .location(latitude: old?.location?.latitude ?? 0, longitude: degrees)
    case (.number, .text), (.number, .degrees), (.number, .latitude), (.text, .integer), (.text, .tenThousandths),
      (.text, .yesNo), (.text, .day), (.text, .instant), (.text, .degrees), (.text, .latitude), (.degrees, .text),
      (.degrees, .integer), (.degrees, .tenThousandths), (.degrees, .yesNo), (.degrees, .day), (.degrees, .instant):
      return nil
    }
  }

  /// The sign for something else becomes something that fits the field.
  private func text(_ text: String, _ field: Field, _ old: Value?) -> Value? {
    let isElse = text == "\u{2400}"
    switch field.type {
    case .tags:
      if isElse { return .tags(["other"]) }
      return .tags(text.split(separator: ";").map { trimmed($0) })
    case .choice(let choices):
      guard isElse || text == "something" else { return .text(text) }
      return choices.first { $0 != old?.text }.map { .text($0) }
    case .text, .integer, .decimal, .money, .yesNo, .date, .datetime, .location:
      return .text(isElse ? "something else" : text)
    }
  }

  private func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  // MARK: Records

  private func set(_ need: SetNeed, _ holds: Bool, _ contact: inout GivenContact) -> Bool {
    switch need {
    case .basis(let purpose, _):
      guard let id = program.purposes.firstIndex(where: { $0.name == purpose }) else { return false }
      contact.consents.removeAll { $0 == id }
      if holds { contact.consents.append(id) }
    case .objection(let purpose):
      guard let id = program.purposes.firstIndex(where: { $0.name == purpose }) else { return false }
      contact.objections.removeAll { $0 == id }
      if holds { contact.objections.append(id) }
    case .suppressed(let channel):
      contact.suppressedChannels.removeAll { $0 == channel }
      if holds { contact.suppressedChannels.append(channel) }
    case .member(let campaign, let status, let from, _):
      guard let id = program.campaigns.firstIndex(where: { $0.name == campaign }) else { return false }
      contact.memberships.removeAll { $0.campaign == id }
      if holds { contact.memberships.append((id, from.map { .instant($0) }, status)) }
    case .memberOfOther(let than, let from, _):
      guard let id = program.campaigns.firstIndex(where: { $0.name != than }) else { return false }
      contact.memberships.removeAll { _ in !holds }
      if holds { contact.memberships.append((id, from.map { .instant($0) }, nil)) }
    case .stage(let funnel, let project, let stages): return set(funnel, project, stages, holds, false, &contact)
    case .stageEver(let funnel, let project, let stages): return set(funnel, project, stages, holds, true, &contact)
    case .edited, .snapshot: return false
    }
    return true
  }

  private func set(
    _ funnel: String, _ project: String?, _ stages: [String], _ holds: Bool, _ isPast: Bool,
    _ contact: inout GivenContact
  ) -> Bool {
    guard let id = program.funnels.firstIndex(where: { $0.name == funnel }) else { return false }
    contact.stages.removeAll { $0.funnel == id && (project == nil || $0.project == project) }
    guard holds else { return true }
    guard let stage = program.funnels[id].stages.firstIndex(where: { stages.contains($0.name) }) else { return false }
    let anyProject = program.campaigns.first { $0.funnel == id && $0.project != nil }?.project
    contact.stages.append(
      GivenStage(
        funnel: id, project: program.funnels[id].isPerProject ? project ?? anyProject : nil, stage: stage,
        isPast: isPast))
    return true
  }
}
