import BantamPlan
import BantamProgram
import BantamSession
import BantamSystem

/// Made-up names and addresses in the place of real ones, such that every condition says the same of them.
struct Alias {
  private let contact: OneContact
  private let original: DatabaseAnswers
  private(set) var remarks: [String] = []

  /// Columns that say who somebody is.
  private static let telling: Set<String> = [
    "name", "first_name", "last_name", "email", "phone", "mobile", "website", "street", "customer_number", "notes",
  ]
  private static let mostEntries = 40

  init(_ contact: OneContact, _ original: DatabaseAnswers) {
    self.contact = contact
    self.original = original
  }

  /// Each value by its own made-up one; equal ones by the same, as they may be shared. What nothing can stand for goes.
  mutating func disguised(_ test: Test) -> Test {
    var test = blurred(test)
    let agreed = original.agrees(with: test)
    for (field, value) in telling(test) {
      var isDone = false
      for candidate in candidates(field, value, test) where !isDone {
        let changed = replacing(value, of: field, by: candidate, in: test)
        if original.agrees(with: changed) || !agreed {
          test = changed
          isDone = true
        }
      }
      guard !isDone else { continue }
      test = replacing(value, of: field, by: nil, in: test)
      remarks.append("left out: a value of `\(contact.program.fields[field].name)` that nothing can stand for")
    }
    return test
  }

  /// Places to a kilometre and birthdays in another year, as far as no condition minds.
  private func blurred(_ test: Test) -> Test {
    var test = test
    for index in test.contacts.indices {
      for place in test.contacts[index].values.indices {
        let given = test.contacts[index].values[place]
        for candidate in vaguer(given.value, contact.program.fields[given.field]) {
          var changed = test
          changed.contacts[index].values[place].value = candidate
          guard original.agrees(with: changed) else { continue }
          test = changed
          break
        }
      }
    }
    return test
  }

  private func vaguer(_ value: Value, _ field: Field) -> [Value] {
    switch value {
    case .location(let latitude, let longitude):
      return [.location(latitude: (latitude * 100).rounded() / 100, longitude: (longitude * 100).rounded() / 100)]
    case .moment(.day(let day)) where field.columnNames == ["birth_date"]:
      let date = CivilDate(dayNumber: day)
      return [-7, 4, -2, 1].compactMap { years in
        CivilDate(year: date.year + years, month: date.month, day: date.day).map { .moment(.day($0.dayNumber)) }
      }
    case .text, .tags, .number, .yesNo, .moment: return []
    }
  }

  private func isTelling(_ field: Field) -> Bool {
    switch field.type {
    case .text: Self.telling.contains(field.name) || field.columnNames.contains { Self.telling.contains($0) }
    case .choice, .tags, .integer, .decimal, .money, .yesNo, .date, .datetime, .location: false
    }
  }

  private func telling(_ test: Test) -> [(FieldID, String)] {
    var seen: [(FieldID, String)] = []
    for (field, value) in test.contacts.flatMap(\.values) {
      guard isTelling(contact.program.fields[field]), let text = value.text else { continue }
      if !seen.contains(where: { $0.0 == field && $0.1 == text }) { seen.append((field, text)) }
    }
    return seen
  }

  private func replacing(_ old: String, of field: FieldID, by new: String?, in test: Test) -> Test {
    var test = test
    for index in test.contacts.indices {
      for place in test.contacts[index].values.indices.reversed() {
        let given = test.contacts[index].values[place]
        guard given.field == field, given.value.text == old else { continue }
        if let new {
          test.contacts[index].values[place].value = .text(new)
        } else {
          test.contacts[index].values.remove(at: place)
        }
      }
    }
    return test
  }

  // MARK: Candidates

  private func candidates(_ field: FieldID, _ value: String, _ test: Test) -> [String] {
    let name = contact.program.fields[field].columnNames.first ?? contact.program.fields[field].name
    let plain = plainCandidates(name)
    let taken = Set(test.contacts.flatMap(\.values).filter { $0.field == field }.compactMap { $0.value.text })
    let texts = texts(field).filter { foldCase($0) != foldCase(value) }
    var found = plain
    switch name {
    case "email": found += texts.filter { !$0.contains("@") }.map { "info@\($0)" } + texts
    default: found += texts + texts.map { "Muster \($0)" } + texts.map { "\($0) Muster" }
    }
    return found.filter { !taken.contains($0) && foldCase($0) != foldCase(value) && !tells(value, $0) }
  }

  /// Whether a made-up address still has the real domain.
  private func tells(_ value: String, _ candidate: String) -> Bool {
    guard let domain = value.split(separator: "@").last, value.contains("@") else { return false }
    return foldCase(candidate).hasSuffix("@" + foldCase(String(domain)))
  }

  private func plainCandidates(_ name: String) -> [String] {
    (1...20).map { number in
      let end = number == 1 ? "" : String(number)
      return switch name {
      case "name": "Acme\(end.isEmpty ? "" : " " + end)"
      case "first_name": "Anna\(end)"
      case "last_name": "Muster\(end)"
      case "email": "info@acme\(end).example"
      case "phone", "mobile": "+49 40 55500\(number < 10 ? "0" : "")\(number)"
      case "website": "https://acme\(end).example"
      case "street": "Musterweg \(number)"
      default: "made up\(end.isEmpty ? "" : " " + end)"
      }
    }
  }

  /// What the conditions on a field's column compare it with.
  private func texts(_ field: FieldID) -> [String] {
    var found: [String] = []
    for node in contact.plan.nodes {
      guard case .text(let column, let test) = node, contact.plan.columns[column].field == field else { continue }
      switch contact.plan.textTests[test].relation {
      case .equals(let values), .containsAny(let values), .containsAll(let values), .startsWith(let values),
        .endsWith(let values):
        found += values
      case .inList(let list), .containsListEntry(let list):
        found += contact.program.lists[list].values.prefix(Self.mostEntries)
      case .range(let low, let high): found += [low, high].compactMap { $0 }
      case .known, .like, .matches, .under: break
      }
    }
    return Array(found.prefix(Self.mostEntries))
  }
}
