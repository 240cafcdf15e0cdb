import BantamStore
import BantamSystem

/// How often each of some words comes up.
struct ContactChoices: Sendable {
  let industry = WeightedChoice(WordLists.industries.map(\.weight))
  let city = WeightedChoice(WordLists.cities.map(\.weight))
  let jobTitle = WeightedChoice(zipf: WordLists.jobTitles.count, exponent: 0.7)
  let lastName = WeightedChoice(zipf: WordLists.lastNames.count, exponent: 0.6)
  let womensName = WeightedChoice(zipf: WordLists.womensNames.count, exponent: 0.4)
  let mensName = WeightedChoice(zipf: WordLists.mensNames.count, exponent: 0.4)
  let legalForm = WeightedChoice([52, 14, 10, 8, 5, 4, 3, 3, 1])
  let ending = WeightedChoice([75, 15, 10])
  let gender = WeightedChoice([44, 50, 6])
  let education = WeightedChoice([1, 5, 22, 12, 14, 26, 17, 3])
  let lifestyle = WeightedChoice([17, 12, 12, 10, 10, 10, 10, 8, 6, 5])
  let attitude = WeightedChoice([30, 20, 22, 18, 10])
  let motivation = WeightedChoice([20, 24, 16, 10, 18, 12])
  let source = WeightedChoice([10, 30, 10, 17, 8, 7, 10, 8])
  let status = WeightedChoice([46, 27, 19, 8])
  let role = WeightedChoice([30, 24, 22, 14, 10])
  let owner = WeightedChoice(zipf: 120, exponent: 0.5)
  let activityKind = WeightedChoice([40, 22, 20, 8, 5, 3, 2])
  let spelling = WeightedChoice([93, 4, 3])
  /// For addresses.
  let plainWomensNames = WordLists.womensNames.map { WordLists.plain($0) }
  let plainMensNames = WordLists.mensNames.map { WordLists.plain($0) }
  let plainLastNames = WordLists.lastNames.map { WordLists.plain($0) }
  let plainStarts = WordLists.companyStarts.map { WordLists.plain($0) }
}

extension ContactGenerator {
  /// One contact's cells in the order of `contactColumns`.
  func cells(_ contact: ContactDraft, lastActivity: String?, _ random: inout SplitMix64) -> [SQLValue] {
    var cells = CellList(capacity: Self.contactColumns.count)
    cells.append(contact.id)
    cells.append(contact.isCompany ? "company" : "person")
    cells.append(contact.companyID)
    addName(contact, to: &cells, &random)
    let country = addPlace(to: &cells, &random)
    addPerson(contact, country: country, to: &cells, &random)
    cells.append(momentText(secondsAgo: 3600 + Int(min(random.exponential(mean: 900), 6000) * 86_400)))
    cells.append(lastActivity)
    addCompany(contact.company, to: &cells)
    addProcess(to: &cells, &random)
    addInterest(contact, to: &cells, &random)
    precondition(cells.values.count == Self.contactColumns.count, "a cell per column")
    return cells.values
  }

  private func addName(_ contact: ContactDraft, to cells: inout CellList, _ random: inout SplitMix64) {
    let gender = choices.gender.draw(&random)
    let isWoman = gender == 0 || (gender == 2 && random.chance(0.5))
    let firstIndex = isWoman ? choices.womensName.draw(&random) : choices.mensName.draw(&random)
    let lastIndex = choices.lastName.draw(&random)
    let first = isWoman ? WordLists.womensNames[firstIndex] : WordLists.mensNames[firstIndex]
    let last = WordLists.lastNames[lastIndex]
    let plainFirst = isWoman ? choices.plainWomensNames[firstIndex] : choices.plainMensNames[firstIndex]
    let isPrivateAddress = random.chance(0.15)
    let person = "\(plainFirst).\(choices.plainLastNames[lastIndex])"
    let privateHost = random.element(WordLists.mailHosts)
    let host = isPrivateAddress && !contact.isCompany ? privateHost : contact.company?.host ?? privateHost
    let days = Int(min(max(random.normal(mean: 45, deviation: 13), 18), 92) * 365.25)

    cells.append(contact.isCompany ? contact.company?.name : "\(first) \(last)")
    cells.append(contact.isCompany ? nil : first)
    cells.append(contact.isCompany ? nil : last)
    cells.append("\(contact.isCompany ? "info" : person)@\(host)", missing: 0.12, &random)
    cells.append("+49 \(30 + random.below(9900)) \(100_000 + random.below(9_000_000))", missing: 0.3, &random)
    cells.append(contact.isCompany ? nil : ["f", "m", "d"][gender], missing: 0.06, &random)
    cells.append(contact.isCompany ? nil : "\(CivilDate(dayNumber: Self.today - days))", missing: 0.2, &random)
  }

  /// The country's code.
  private func addPlace(to cells: inout CellList, _ random: inout SplitMix64) -> String {
    let city = WordLists.cities[choices.city.draw(&random)]
    let postcode = String(city.postcodes.lowerBound + random.below(city.postcodes.count))
    let zeros = String(repeating: "0", count: max(0, city.postcodeDigits - postcode.utf8.count))
    let spelling = choices.spelling.draw(&random)
    let isLocated = !random.chance(0.06)
    cells.append("\(random.element(WordLists.streets)) \(1 + random.below(180))", missing: 0.1, &random)
    cells.append(zeros + postcode, missing: 0.05, &random)
    cells.append(spelling == 0 ? city.name : spelling == 1 ? city.name.uppercased() : city.name.lowercased())
    cells.append(city.state)
    cells.append(city.country)
    let latitude = city.latitude + random.normal(mean: 0, deviation: 0.045)
    let longitude = city.longitude + random.normal(mean: 0, deviation: 0.07)
    cells.append(isLocated ? (latitude * 1e5).rounded() / 1e5 : nil)
    cells.append(isLocated ? (longitude * 1e5).rounded() / 1e5 : nil)
    return city.country
  }

  private func addPerson(_ contact: ContactDraft, country: String, to cells: inout CellList, _ random: inout SplitMix64)
  {
    let isPerson = !contact.isCompany
    let title = WordLists.jobTitles[choices.jobTitle.draw(&random)]
    let hasTitle = isPerson && contact.company != nil && random.chance(0.92)
    cells.append(hasTitle ? title.title : nil)
    cells.append(hasTitle ? title.seniority : nil, missing: 0.05, &random)
    cells.append(isPerson ? 1 + choices.education.draw(&random) : nil, missing: 0.25, &random)
    cells.append(isPerson ? WordLists.lifestyles[choices.lifestyle.draw(&random)] : nil, missing: 0.3, &random)
    cells.append(isPerson ? WordLists.attitudes[choices.attitude.draw(&random)] : nil, missing: 0.3, &random)
    cells.append(isPerson ? WordLists.motivations[choices.motivation.draw(&random)] : nil, missing: 0.3, &random)
    cells.append(random.chance(0.07) ? "en" : WordLists.languages[country])
    cells.append(random.chance(0.62) ? 1 : 0, missing: 0.05, &random)
  }

  private func addCompany(_ company: CompanyDraft?, to cells: inout CellList) {
    let industry = company?.industry.map { WordLists.industries[$0] }
    cells.append(industry?.division)
    cells.append(industry?.section)
    cells.append(company?.employees)
    cells.append(company?.revenue)
    cells.append(company?.founded)
    cells.append(company?.legalForm)
    cells.append(company.flatMap { $0.hasWebsite ? "https://www.\($0.host)" : nil })
  }

  private func addProcess(to cells: inout CellList, _ random: inout SplitMix64) {
    cells.append(WordLists.sources[choices.source.draw(&random)])
    cells.append(1 + choices.owner.draw(&random))
    cells.append(WordLists.statuses[choices.status.draw(&random)], missing: 0.05, &random)
    cells.append(random.chance(0.04) ? 1 : 0)
  }

  /// A hidden interest ties budget, need, horizon and visits together.
  private func addInterest(_ contact: ContactDraft, to cells: inout CellList, _ random: inout SplitMix64) {
    let interest = random.unit()
    let size = contact.company?.size ?? 3
    let budget = max(500, size.squareRoot() * random.logNormal(8.1, 1.1) * (0.5 + interest))
    let need = interest * 70 + random.normal(mean: 15, deviation: 18)
    let horizon = random.exponential(mean: 60 + 420 * (1 - interest))
    cells.append(Int(budget / 500) * 500, missing: 0.62 - 0.45 * interest, &random)
    cells.append(WordLists.roles[choices.role.draw(&random)], missing: 0.3, &random)
    cells.append(Int(min(max(need, 0), 100)), missing: 0.25, &random)
    cells.append(Int(min(max(horizon, 1), 1500)), missing: 0.3, &random)
    cells.append(Int(random.exponential(mean: 0.3 + 3 * interest * interest)))
    cells.append(Int(random.exponential(mean: 0.2 + 4 * interest * interest * interest)))
    cells.append(random.chance(0.16 * interest * interest) ? 1 : 0, missing: 0.05, &random)
    let fit = min(max(random.normal(mean: 0.52, deviation: 0.22), 0), 1)
    cells.append((fit * 100).rounded() / 100, missing: 0.1, &random)
  }
}

private struct CellList {
  private(set) var values: [SQLValue] = []

  init(capacity: Int) { values.reserveCapacity(capacity) }

  mutating func append(_ text: String?) { values.append(text.map { .text($0) } ?? .null) }
  mutating func append(_ number: Int?) { values.append(number.map { .integer(Int64($0)) } ?? .null) }
  mutating func append(_ number: Double?) { values.append(number.map { .real($0) } ?? .null) }

  /// Null in this share of the rows.
  mutating func append(_ text: String?, missing: Double, _ random: inout SplitMix64) {
    append(random.chance(missing) ? nil : text)
  }
  mutating func append(_ number: Int?, missing: Double, _ random: inout SplitMix64) {
    append(random.chance(missing) ? nil : number)
  }
  mutating func append(_ number: Double?, missing: Double, _ random: inout SplitMix64) {
    append(random.chance(missing) ? nil : number)
  }
}
