import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSystem

/// Tests as blocks of a rule file, aligned as people write them.
struct TestText {
  let program: Program
  let zone: ZoneRules

  private static let width = 112

  /// Contacts without a name that is needed get one.
  func text(_ test: Test) -> String {
    let names = names(test)
    var lines = ["test \(quoted(test.name)) {"]
    if let moment = test.asOf { lines.append("    as of \(text(moment))") }
    for (index, contact) in test.contacts.enumerated() {
      let name = names[index].map { " " + $0 } ?? ""
      let company = contact.company.flatMap { names[$0] }.map { " of " + $0 } ?? ""
      lines += fixture("    given \(contact.kind.rawValue)\(name)\(company)", items(contact))
    }
    for activity in test.activities {
      let name = names[activity.contact] ?? ""
      let head = "    given activity of \(name) \(quoted(activity.kind)) on \(text(activity.at))"
      lines += fixture(head, activity.values.compactMap(item))
    }
    for expectation in test.expectations {
      lines.append("    expect \(names[expectation.contact] ?? "") \(text(expectation.kind))")
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  // MARK: Names

  /// Those given, and some for contacts that others or activities name.
  private func names(_ test: Test) -> [String?] {
    var needed = Set(test.expectations.map(\.contact)).union(test.activities.map(\.contact))
    needed.formUnion(test.contacts.compactMap(\.company))
    var taken = Set(test.contacts.compactMap(\.name))
    return test.contacts.indices.map { index in
      if let name = test.contacts[index].name { return name }
      guard needed.contains(index) else { return nil }
      let base = test.contacts[index].kind == .company ? "acme" : "somebody"
      var name = base
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(base)_\(number)"
        number += 1
      }
      return name
    }
  }

  // MARK: Contacts

  private func items(_ contact: GivenContact) -> [String] {
    var items = contact.values.compactMap(item)
    items += contact.consents.map { "consents to \(program.purposes[$0].name)" }
    items += contact.objections.map { "objects to \(program.purposes[$0].name)" }
    items += contact.suppressedChannels.map { "suppressed on \($0)" }
    items += contact.memberships.map { membership in
      "member of \(program.campaigns[membership.campaign].name)"
        + (membership.since.map { " since \(text($0))" } ?? "")
        + (membership.status.map { " with status \(quoted($0))" } ?? "")
    }
    items += contact.stages.map { given in
      let stage = program.funnels[given.funnel].stages[given.stage].name
      return (given.isPast ? "was " : "stage ") + stage + (given.project.map { " in \($0)" } ?? "")
    }
    return items
  }

  private func item(_ given: (field: FieldID, value: Value)) -> String? {
    let field = program.fields[given.field]
    return text(given.value, field).map { "\(field.name): \($0)" }
  }

  private func fixture(_ head: String, _ items: [String]) -> [String] {
    guard !items.isEmpty else { return [head] }
    let lead = head + " { "
    var lines: [String] = []
    var line = lead
    for (index, item) in items.enumerated() {
      let piece = item + (index == items.count - 1 ? " }" : ",")
      if line.count > lead.count, line.count + 1 + piece.count > Self.width {
        lines.append(line)
        line = String(repeating: " ", count: lead.count) + piece
      } else {
        line += (line.count > lead.count ? " " : "") + piece
      }
    }
    return lines + [line]
  }

  // MARK: Values

  /// nil where a value does not fit its field.
  private func text(_ value: Value, _ field: Field) -> String? {
    switch value {
    case .text(let text): return quoted(text)
    case .tags(let tags): return "[" + tags.map(quoted).joined(separator: ", ") + "]"
    case .number(let number):
      return grouped(number) + (field.type == .money ? " \(program.settings.currency)" : "")
    case .yesNo(let value): return value ? "yes" : "no"
    case .moment(let moment):
      if field.type == .date { return "\(CivilDate(dayNumber: clock.day(of: moment)))" }
      return text(moment)
    case .location(let latitude, let longitude): return "[\(degrees(latitude)), \(degrees(longitude))]"
    }
  }

  private var clock: RunClock { RunClock(asOf: 0, zone: zone) }

  /// A date where it is the first moment of one.
  func text(_ moment: Moment) -> String {
    let day = clock.day(of: moment)
    if clock.instant(of: .day(day)) == clock.instant(of: moment) { return "\(CivilDate(dayNumber: day))" }
    return Timestamp.text(ofInstant: clock.instant(of: moment), in: zone)
  }

  private func degrees(_ value: Double) -> String { decimalText(Int64((value * 1_000_000).rounded()), places: 6) }

  /// `30_000`; up to four digits stay, as years do.
  private func grouped(_ number: Number) -> String {
    let parts = number.text.split(separator: ".")
    guard let whole = parts.first, whole.filter(\.isNumber).count > 4 else { return number.text }
    let digits = whole.filter(\.isNumber)
    var result = whole.hasPrefix("-") ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append("_") }
      result.append(digit)
    }
    return result + (parts.count > 1 ? ".\(parts[1])" : "")
  }

  /// On one line.
  func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.append("\\") }
      result.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
    }
    return result + "\""
  }

  // MARK: Expectations

  func text(_ kind: Expectation.Kind) -> String {
    switch kind {
    case .member(let id, let expected): return (expected ? "in " : "not in ") + program.segments[id].name
    case .restsOnMissing(let id): return "not in \(program.segments[id].name) for a missing value"
    case .lead(let id, let expected): return (expected ? "lead of " : "not lead of ") + program.campaigns[id].name
    case .points(let id, let discipline, let points):
      return "\(program.scores[id].name).\(program.scores[id].disciplines[discipline].name) = \(points.text)"
    case .score(let id, let total, let grade):
      let name = program.scores[id].name
      guard let total else { return "grade \(grade ?? "") of \(name)" }
      return "\(name) = \(total.text)" + (grade.map { ", grade \($0)" } ?? "")
    case .suggested(let suggestion): return "suggested \(suggestion.text)"
    }
  }
}
