import BantamProgram
import BantamRecords

/// What a column of a file can fill.
struct ImportTarget {
  enum Role {
    /// A column of the table.
    case value(CellForm)
    /// The contact's own number.
    case id
    /// Company or person.
    case kind
    /// The company of a person by its number.
    case companyNumber
    /// The company of a person by its name.
    case companyName
    /// The contact that the record is about.
    case contact
  }

  var name: String
  var labels: [String] = []
  var role: Role
  /// The column of the table; empty for what is looked up.
  var column = ""

  var isValue: Bool {
    if case .value = role { return true }
    return false
  }
}

/// All that files of a kind can fill.
func importTargets(of kind: ImportKind, _ program: Program) -> [ImportTarget] {
  switch kind {
  case .companies:
    [ImportTarget(name: "id", role: .id, column: "id")] + fieldTargets(program, [.contact, .company])
  case .persons:
    [ImportTarget(name: "id", role: .id, column: "id")] + companyTargets + fieldTargets(program, [.contact, .person])
  case .contacts:
    [ImportTarget(name: "kind", role: .kind), ImportTarget(name: "id", role: .id, column: "id")] + companyTargets
      + fieldTargets(program, [.contact, .company, .person])
  case .activities:
    [
      contactTarget, value("kind", .text), value("at", .datetime, labels: ["date"]),
    ] + fieldTargets(program, [.activity])
  case .consents:
    [
      contactTarget, value("purpose", purposeForm(program), labels: ["zweck"]),
      value("basis", .choice(ChoiceForm(basisWords)), labels: ["legal basis", "rechtsgrundlage"]),
      value("given_at", .datetime, labels: ["given", "consent at", "date", "datum", "erteilt am"]),
      value("withdrawn_at", .datetime, labels: ["withdrawn", "revoked at", "widerrufen am"]),
      value("source", .text, labels: ["quelle"]),
    ]
  case .objections:
    [
      contactTarget, value("purpose", purposeForm(program), labels: ["zweck"]),
      value("at", .datetime, labels: ["date", "datum", "objected at"]), value("reason", .text, labels: ["grund"]),
    ]
  case .suppressions:
    [
      value("channel", .text, labels: ["kanal"]),
      value("address", .text, labels: ["e-mail", "email", "phone", "adresse"]),
      value("reason", .text, labels: ["grund"]), value("at", .datetime, labels: ["date", "datum"]),
    ]
  }
}

private func value(_ name: String, _ form: CellForm, labels: [String] = []) -> ImportTarget {
  ImportTarget(name: name, labels: labels, role: .value(form), column: name)
}

private let companyTargets = [
  ImportTarget(name: "company_id", role: .companyNumber), ImportTarget(name: "company", role: .companyName),
]

private let contactTarget = ImportTarget(
  name: "contact", labels: ["e-mail", "contact e-mail", "person", "company", "customer number"], role: .contact)

private let basisWords = [
  ("consent", "consent"), ("einwilligung", "consent"), ("opt-in", "consent"), ("contract", "contract"),
  ("vertrag", "contract"), ("legitimate interest", "legitimate interest"),
  ("legitimate_interest", "legitimate interest"), ("berechtigtes interesse", "legitimate interest"),
]

/// Purposes that the rules declare are the only ones; without any, all are taken.
private func purposeForm(_ program: Program) -> CellForm {
  program.purposes.isEmpty ? .text : .choice(ChoiceForm(program.purposes.map(\.name)))
}

/// The fields with columns of their own; of two with the same column the later declaration counts.
private func fieldTargets(_ program: Program, _ contexts: Set<Context>) -> [ImportTarget] {
  var targets: [ImportTarget] = []
  for field in program.fields where contexts.contains(field.context) && field.name != "kind" {
    let label = field.label.map { [$0] } ?? []
    let added: [ImportTarget]
    switch field.source {
    case .computed: continue
    case .column(let column):
      let labels = label + (column == field.name ? [] : [column])
      added = [ImportTarget(name: field.name, labels: labels, role: .value(CellForm(field.type)), column: column)]
    case .columns(let latitude, let longitude):
      added = [
        ImportTarget(name: latitude, role: .value(.degrees(limit: 90)), column: latitude),
        ImportTarget(name: longitude, role: .value(.degrees(limit: 180)), column: longitude),
      ]
    }
    for target in added {
      targets.removeAll { $0.column.lowercased() == target.column.lowercased() || $0.name == target.name }
      targets.append(target)
    }
  }
  return targets
}
