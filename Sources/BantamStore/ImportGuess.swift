import BantamProgram
import BantamRecords

/// Guesses from a file's header and first records what its rows are and what its columns mean.
struct ImportGuess {
  let headers: [String]
  let sample: [[String]]
  let choices: [HeaderChoice]
  let program: Program

  init(headers: [String], sample: [[String]], choices: [HeaderChoice], _ program: Program) {
    self.headers = headers
    self.sample = sample
    self.choices = choices
    self.program = program
  }

  /// What the rows are, and why.
  func kind() -> (ImportKind, String) {
    let words = Set(headers.map(normalised))
    let contacts = names(of: .contacts)
    if let header = contacts["kind"] { return (.contacts, "`\(header)` says company or person") }
    if let purpose = names(of: .consents)["purpose"] {
      // Only what cannot be anything else is taken for a consent: a list of objections would let people be written to.
      if let proof = headers.first(where: { consentWords.contains(normalised($0)) }) {
        return (.consents, "has the columns `\(purpose)` and `\(proof)`")
      }
      return (.objections, "has the column `\(purpose)` and none that only a consent has; else say `--consents`")
    }
    if words.contains("channel") || words.contains("kanal") || words == ["address"] || words == ["address", "reason"] {
      return (.suppressions, "has a column of channels or addresses")
    }
    let nameFields = ["first_name", "last_name", "name", "job_title", "salutation"].compactMap { contacts[$0] }
    let activities = names(of: .activities)
    if let contact = activities["contact"], let instant = activities["at"],
      nameFields.isEmpty || activities["kind"] != nil && nameFields.count == 1
    {
      return (.activities, "has the columns `\(contact)` and `\(instant)`")
    }
    return contactKind(names(of: .persons), names(of: .companies))
  }

  /// The targets of a kind and which header fills which.
  func mapping(of kind: ImportKind) -> ([ImportTarget], HeaderMapping) {
    let targets = importTargets(of: kind, program)
    var mapping = HeaderMapping(
      headers: headers, targets: targets.map { MappingTarget(name: $0.name, labels: $0.labels) })
    for (index, guess) in mapping.guesses.enumerated() {
      guard let target = guess.target else { continue }
      switch targets[target].role {
      case .kind where !holds(index, leastPercent: 50, { contactKindOfWord($0) != nil }):
        mapping.assign(header: index, to: nil, because: "its values are not company and person")
      case .id: judgeNumber(index, target, targets, &mapping)
      case .value where targets[target].name == "salutation": judgeTitle(index, targets, &mapping)
      case .kind, .value, .companyNumber, .companyName, .contact: break
      }
    }
    for choice in choices {
      guard let index = mapping.headerIndex(of: choice.header) else { continue }
      let target = choice.field.flatMap { field in
        targets.firstIndex { normalised($0.name) == normalised(field) }
      }
      if choice.field == nil || target != nil { mapping.assign(header: index, to: target) }
    }
    explainOthers(kind, &mapping)
    return (targets, mapping)
  }

  /// A number of another system is taken for the contact's own only where the column is called `id` and holds numbers.
  private func judgeNumber(
    _ index: Int, _ target: Int, _ targets: [ImportTarget], _ mapping: inout HeaderMapping
  ) {
    let isNumber = holds(index, leastPercent: 100) { Int64($0) != nil }
    if mapping.guesses[index].certainty == .name, isNumber { return }
    let customer = targets.firstIndex { $0.name == "customer_number" }
    if let customer, mapping.header(for: customer) == nil, !["nr", "lfdnr"].contains(normalised(headers[index])),
      targets.allSatisfy({ $0.name != "first_name" })
    {
      return mapping.assign(header: index, to: customer, because: "the company's number elsewhere")
    }
    let way = isNumber ? "; `--map \"\(headers[index])=id\"` takes it" : ""
    mapping.assign(header: index, to: nil, because: "a number of another system" + way)
  }

  /// `Title` is what somebody is called, or what somebody does.
  private func judgeTitle(_ index: Int, _ targets: [ImportTarget], _ mapping: inout HeaderMapping) {
    guard ["title", "titel"].contains(normalised(headers[index])), mapping.guesses[index].certainty == .synonym,
      let job = targets.firstIndex(where: { $0.name == "job_title" }), mapping.header(for: job) == nil,
      !holds(index, leastPercent: 50, { courtesyTitles.contains(normalised($0)) })
    else { return }
    mapping.assign(header: index, to: job, because: "its values are no forms of address")
    guard let salutation = targets.firstIndex(where: { $0.name == "salutation" }) else { return }
    let other = HeaderMapping(
      headers: headers.map { $0 == headers[index] ? "" : $0 }, targets: [.init(name: "salutation")])
    if let header = other.header(for: 0), mapping.guesses[header].target == nil {
      mapping.assign(header: header, to: salutation, because: other.guesses[header].reason)
    }
  }

  /// Says of columns without a field whether they are a field of something else.
  private func explainOthers(_ kind: ImportKind, _ mapping: inout HeaderMapping) {
    let others: [(ImportKind, String)]
    switch kind {
    case .companies: others = [(.persons, "persons")]
    case .persons: others = [(.companies, "companies")]
    case .contacts: others = []
    case .activities, .consents, .objections, .suppressions: others = [(.contacts, "contacts")]
    }
    for (other, words) in others {
      let targets = importTargets(of: other, program)
      let known = HeaderMapping(
        headers: headers, targets: targets.map { MappingTarget(name: $0.name, labels: $0.labels) })
      for (index, guess) in known.guesses.enumerated() {
        guard mapping.guesses[index].target == nil, mapping.guesses[index].reason == "no field of this name",
          let target = guess.target, targets[target].isValue
        else { continue }
        mapping.assign(header: index, to: nil, because: "`\(targets[target].name)` is a field of \(words)")
      }
    }
  }

  private func contactKind(_ persons: [String: String], _ companies: [String: String]) -> (ImportKind, String) {
    for field in ["first_name", "last_name"] {
      if let header = persons[field] { return (.persons, "has the column `\(header)`") }
    }
    let onlyPersons = persons.keys.filter { companies[$0] == nil && $0 != "company" && $0 != "company_id" }.sorted()
    let onlyCompanies = companies.keys.filter { persons[$0] == nil && $0 != "customer_number" }.sorted()
    if onlyPersons.count > onlyCompanies.count, let field = onlyPersons.first, let header = persons[field] {
      return (.persons, "has the column `\(header)`")
    }
    if onlyCompanies.isEmpty, let name = persons["name"], let company = persons["company"], name != company {
      return (.persons, "has the columns `\(name)` and `\(company)`")
    }
    if let field = onlyCompanies.first, let header = companies[field] {
      return (.companies, "has the column `\(header)`")
    }
    return (.companies, "no column is a person's")
  }

  /// The fields that are filled, with the header that does.
  private func names(of kind: ImportKind) -> [String: String] {
    let (targets, mapping) = mapping(of: kind)
    var names: [String: String] = [:]
    for guess in mapping.guesses {
      if let target = guess.target { names[targets[target].name] = guess.header }
    }
    return names
  }

  /// Whether the column has values in the sample and so many of them pass.
  private func holds(_ index: Int, leastPercent: Int, _ test: (String) -> Bool) -> Bool {
    let values = sample.lazy.map { $0[index] }.filter { !$0.allSatisfy(\.isWhitespace) }
    let passed = values.count { test($0) }
    return passed > 0 && passed * 100 >= values.count * leastPercent
  }
}

/// Headers, normalised, that stand in lists of consents only.
private let consentWords: Set<String> = [
  "basis", "legalbasis", "rechtsgrundlage", "given", "givenat", "consentat", "erteiltam", "withdrawn", "withdrawnat",
  "revokedat",
  "widerrufenam",
]

private let courtesyTitles: Set<String> = [
  "mr", "mrs", "ms", "miss", "mx", "sir", "madam", "herr", "frau", "divers", "dr", "drmed", "drphil", "prof", "profdr",
  "herrdr", "fraudr", "m", "mme", "mlle",
]

/// Company or person, as files write it.
func contactKindOfWord(_ word: String) -> ContactKind? {
  switch normalised(word) {
  case "company", "organization", "organisation", "account", "firma", "unternehmen", "business": .company
  case "person", "individual", "contact", "lead", "kontakt", "ansprechpartner", "people": .person
  default: nil
  }
}
