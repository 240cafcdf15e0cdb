import BantamDiagnostics
import BantamLogic
import BantamProgram
import BantamSystem

/// A made-up contact as a `test` block would give it.
struct ExampleWords {
  let program: Program
  let zone: ZoneRules

  /// `company { employees: 9 }, person of it { seniority: "Owner" }, "demo" on 2026-02-20`.
  func text(_ witness: Witness) -> String {
    var parts: [String] = []
    for (index, contact) in witness.contacts.enumerated() {
      let relation = index == 0 ? "" : contact.kind == .company ? " it belongs to" : " of it"
      let items = items(contact)
      parts.append("\(contact.kind.rawValue)\(relation)\(items.isEmpty ? "" : " { \(items.joined(separator: ", ")) }")")
      var seen: [String: Int] = [:]
      var order: [String] = []
      for activity in witness.activities where activity.contact == index {
        let words = self.words(activity)
        if seen[words] == nil { order.append(words) }
        seen[words, default: 0] += 1
      }
      parts += order.map { words in seen[words].map { $0 > 1 ? "\($0) times \(words)" : words } ?? words }
    }
    return parts.joined(separator: ", ")
  }

  private func items(_ contact: GivenContact) -> [String] {
    var items = contact.values.map { "\(program.fields[$0.field].name): \(words($0.value, $0.field))" }
    items += contact.consents.map { "consents to \(program.purposes[$0].name)" }
    items += contact.memberships.map { membership in
      let status = membership.status.map { " with status \"\(printable($0))\"" } ?? ""
      return "member of \(program.campaigns[membership.campaign].name)\(status)"
    }
    items += contact.stages.map { stage in
      let name = program.funnels[stage.funnel].stages[stage.stage].name
      return "\(stage.isPast ? "was" : "stage") \(name)\(stage.project.map { " in \($0)" } ?? "")"
    }
    return items
  }

  private func words(_ activity: GivenActivity) -> String {
    let values = activity.values.map { "\(program.fields[$0.field].name): \(words($0.value, $0.field))" }
    let fixture = values.isEmpty ? "" : " { \(values.joined(separator: ", ")) }"
    return "\"\(printable(activity.kind))\" on \(words(activity.at))\(fixture)"
  }

  private func words(_ value: Value, _ field: FieldID) -> String {
    switch value {
    case .text(let text): return "\"\(printable(text))\""
    case .tags(let tags): return "[\(tags.map { "\"\(printable($0))\"" }.joined(separator: ", "))]"
    case .number(let number):
      let unit = program.fields[field].type == .money ? " \(program.settings.currency)" : ""
      return grouped(decimalText(number.tenThousandths, places: 4)) + unit
    case .yesNo(let isYes): return isYes ? "yes" : "no"
    case .moment(let moment): return words(moment)
    case .location(let latitude, let longitude): return "[\(degrees(latitude)), \(degrees(longitude))]"
    }
  }

  private func words(_ moment: Moment) -> String {
    switch moment {
    case .day(let day): return "\(CivilDate(dayNumber: day))"
    case .instant(let instant):
      let text = Timestamp.text(ofInstant: instant, in: zone)
      return String(text.dropFirst(11).hasPrefix("00:00:00") ? text.prefix(10) : text.prefix(16))
    case .today: return "today"
    }
  }

  private func degrees(_ value: Double) -> String { decimalText(Int64((value * 10_000).rounded()), places: 4) }

  /// `5_000` as the language writes it.
  private func grouped(_ text: String) -> String {
    let whole = text.prefix { $0 != "." }
    let digits = whole.filter(\.isNumber)
    guard digits.count > 4 else { return text }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "_" }
      result.append(digit)
    }
    return (whole.hasPrefix("-") ? "-" : "") + result + text.dropFirst(whole.count)
  }
}
