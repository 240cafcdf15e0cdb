import BantamProgram

/// A language in which rules are read to people. What is shared by all of them stands in its extensions; what is said,
/// and in which order of words, in one implementation each.
///
/// `subject` is whom a clause is about: `it`, `they`. `isNegated` asks for the opposite of a clause, which then also
/// holds where the value is missing, and says so.
protocol Wording: Sendable {
  var catalogue: Catalogue { get }

  // Numbers, times, names
  func number(_ value: Number, isMoney: Bool) -> String
  func day(_ dayNumber: Int) -> String
  func moment(_ moment: Moment) -> String
  /// `90 days`
  func duration(_ duration: Duration) -> String
  /// When something was: `in the last 90 days`.
  func when(_ test: TimeTest) -> String
  func quoted(_ text: String) -> String
  func count(_ count: Int, of sort: Sort) -> String
  var and: String { get }
  var or: String { get }
  /// A field as clauses name it.
  func field(_ id: FieldID) -> Words
  /// What a field without a label is called, where it is one that is built in.
  func builtInName(_ name: String) -> String?

  // Conditions
  /// A condition that holds no others.
  func leaf(_ kind: ConditionKind, _ subject: Context, isNegated: Bool) -> Words
  func member(
    _ campaign: CampaignID, statuses: [String], joined: TimeTest?, _ subject: Context, isNegated: Bool
  ) -> Words
  /// `all of this is true`
  func said(of group: Group) -> Words
  /// About the persons of a company or the company of a person: a clause of its own without a group.
  func related(_ relation: Relation, _ subject: Context, _ group: Group?) -> Words
  /// Of several clauses in one line: `not (a and b)`.
  func inLine(_ group: Group, _ clauses: [Words]) -> Words

  // Declarations
  func segmentHead(_ id: SegmentID, _ group: Group?) -> Words
  func needs(_ fields: [FieldID], _ subject: Context) -> Words
  func list(_ list: List) -> [Phrase]
  func place(_ place: Place) -> [Phrase]
  func fieldMeaning(_ field: Field) -> [Words]
  func teamHead(_ team: Team) -> Words
  func teamMember(_ member: TeamMember) -> Words
  func territory(_ member: TeamMember, _ group: Group?) -> Words
  func purpose(_ purpose: Purpose) -> Words
  func basisHead(_ group: Group?) -> Words
  func funnelHead(_ funnel: Funnel) -> Words
  func stage(_ stage: Stage) -> Words
  /// What stands above the ways between the stages.
  var waysHead: Words { get }
  func transition(_ transition: Transition, _ funnel: Funnel, _ group: Group?) -> Words
  func scoreHead(_ score: Score) -> Words
  func discipline(_ discipline: Discipline, sumOfWeights: Int) -> Words
  func points(_ line: PointLine, _ group: Group?) -> Words
  func veto(_ veto: Veto, _ group: Group?) -> Words
  func gradesHead(_ score: Score) -> Words
  func grade(_ grade: Grade, isFirst: Bool) -> Words
  func action(_ action: Action) -> Words
  func campaignHead(_ campaign: Campaign) -> Words
  func audience(_ segment: SegmentID) -> Words
  var audienceOfAll: Words { get }
  func audienceHead(_ group: Group?) -> Words
  func exclusion(_ segment: SegmentID) -> Words
  func exclusionHead(_ group: Group?) -> Words
  func steps(_ campaign: Campaign) -> [Words]
  func assignment(_ assignment: Assignment, isFirst: Bool, _ group: Group?) -> Words
  func statuses(_ statuses: [MemberStatus]) -> Words
  func campaignEnd(_ campaign: Campaign) -> [Words]
  func testHead(_ test: Test) -> Words
  /// `company` is the name of the person's company.
  func given(_ contact: GivenContact, of company: String?) -> Words
  func yesOrNo(_ value: Bool) -> String
  func given(_ activity: GivenActivity, of name: String) -> Words
  func expected(_ expectation: Expectation, of name: String) -> Words
  /// What stands above the explanations of the words used.
  var usedAbove: Words { get }
  /// The fixed words of the reference.
  func heading(_ heading: Heading) -> String
}

/// From a contact to those that belong to it.
enum Relation: Sendable, Hashable {
  /// So many of the company's persons; nil: no bound.
  case persons(atLeast: Int, atMost: Int?)
  /// Not exactly so many.
  case personsOtherThan(Int)
  case company
  /// Has none, or the opposite holds for it.
  case notCompany
}

extension Wording {
  var program: Program { catalogue.program }

  /// The label, or what stands for it.
  func title(_ reference: Reference) -> String {
    guard case .field(let id) = reference, catalogue.label(reference) == nil else { return catalogue.title(reference) }
    return builtInName(program.fields[id].name) ?? catalogue.title(reference)
  }

  /// A stage by its name; where several funnels have it, as the first one calls it.
  func stageTitle(_ name: String) -> String {
    let stage = program.funnels.lazy.flatMap(\.stages).first { $0.name == name }
    return stage?.label ?? spaced(name)
  }

  /// A team or stage that a suggestion keeps a contact in.
  func keeper(_ name: String) -> Words {
    if let team = program.teams.firstIndex(where: { $0.name == name }) { return mention(.team(team)) }
    return Words(text: quoted(stageTitle(name)))
  }

  /// A name in quotation marks that leads to its declaration.
  func mention(_ reference: Reference) -> Words { Words(.mention(quoted(title(reference)), reference)) }

  /// What a test says of a contact or an activity.
  func values(_ values: [(field: FieldID, value: Value)]) -> [Words] {
    values.map { "\(field($0.field)): \(value($0.value, of: $0.field))" }
  }

  private func value(_ value: Value, of field: FieldID) -> Words {
    switch value {
    case .text(let text): Words(text: quoted(text))
    case .tags(let tags): and(tags)
    case .number(let number): Words(text: self.number(number, isMoney: catalogue.isMoney(field)))
    case .yesNo(let isYes): Words(text: yesOrNo(isYes))
    case .moment(let moment): Words(text: self.moment(moment))
    case .location(let latitude, let longitude): "\(degrees(latitude)), \(degrees(longitude))"
    }
  }

  private func degrees(_ value: Double) -> String {
    number(Number(tenThousandths: Int64((value * 10_000).rounded())), isMoney: false) + "°"
  }

  func or(_ words: [Words]) -> Words { words.listed(or) }

  func and(_ words: [Words]) -> Words { words.listed(and) }

  func or(_ texts: [String]) -> Words { texts.map { Words(text: quoted($0)) }.listed(or) }

  func and(_ texts: [String]) -> Words { texts.map { Words(text: quoted($0)) }.listed(and) }
}

/// Digits in groups of three.
func groupedDigits(_ digits: String, _ separator: String) -> String {
  var result = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { result += separator }
    result.append(digit)
  }
  return result
}

/// The parts of an exact number: sign, whole digits, and the digits behind the point without trailing zeros.
func decimalParts(_ value: Number) -> (sign: String, whole: String, fraction: String) {
  let magnitude = value.tenThousandths.magnitude
  var fraction = String(String(magnitude % 10_000 + 10_000).dropFirst())
  while fraction.hasSuffix("0") { fraction.removeLast() }
  return (value.tenThousandths < 0 ? "−" : "", String(magnitude / 10_000), fraction)
}
