import BantamDiagnostics
import BantamProgram
import BantamWorkload

/// The fields of the random rule sets; each stands in the program's list at its place here.
enum TestField: String, CaseIterable {
  case kind, name, city, code, email, domain, labels, level
  case employees, score, revenue, age, ratio
  case opted, blocked, born, due, created, seen, place
  case detail, amount, quantity, urgent

  var id: FieldID { Self.allCases.firstIndex(of: self) ?? 0 }
  var reference: FieldReference { FieldReference(id) }

  init(_ id: FieldID) { self = Self.allCases[id] }
  init(_ reference: FieldReference) { self.init(reference.field) }

  static let texts: [TestField] = [.name, .city, .code, .email, .domain, .labels, .level]
  static let numbers: [TestField] = [.employees, .score, .revenue, .age, .ratio]
  static let dates: [TestField] = [.born, .due]
  static let instants: [TestField] = [.created, .seen]

  private var type: ValueType {
    switch self {
    case .kind: .choice(["company", "person"])
    case .name, .city, .code, .email, .domain, .detail: .text
    case .labels: .tags
    case .level: .choice(Pools.levels)
    case .employees, .age, .quantity: .integer
    case .score: .decimal
    case .revenue, .amount, .ratio: .money
    case .opted, .blocked, .urgent: .yesNo
    case .born, .due: .date
    case .created, .seen: .datetime
    case .place: .location
    }
  }

  private var source: FieldSource {
    switch self {
    case .domain: .computed(.domain(of: TestField.email.id))
    case .age: .computed(.elapsed(.year, since: TestField.born.id))
    case .ratio:
      .computed(
        .number(.binary(.divide, .field(TestField.revenue.reference), .field(TestField.employees.reference))))
    case .place: .columns(latitude: "lat", longitude: "lon")
    default: .column(rawValue)
    }
  }

  var isOfActivity: Bool { [.detail, .amount, .quantity, .urgent].contains(self) }

  var field: Field {
    Field(
      name: rawValue, type: type, context: isOfActivity ? .activity : .contact, source: source,
      isBuiltIn: self == .kind, span: nowhere)
  }
}

let nowhere = Span(file: 0, start: 0, end: 0)

/// Makes a rule set of twelve segments and four scores, the same for the same seed.
struct RandomProgram {
  var random: SplitMix64
  private(set) var program = Program()

  static func make(seed: UInt64) -> Program {
    var maker = RandomProgram(random: SplitMix64(seed: seed))
    maker.program = skeleton(fiscalYearStart: 1 + maker.random.below(12))
    for index in 0..<12 {
      let condition = maker.condition(depth: index < 3 ? 1 : 1 + maker.random.below(3), .contact)
      maker.program.segments.append(
        Segment(
          name: "s\(index)", label: nil, isDefine: false,
          context: maker.random.element([.contact, .contact, .company, .person]),
          condition: condition, documentation: nil, span: nowhere))
    }
    maker.program.scores = (0..<4).map { maker.score("score\($0)") }
    return maker.program
  }

  static func skeleton(fiscalYearStart: Int = 1) -> Program {
    var program = Program()
    program.settings.fiscalYearStart = fiscalYearStart
    program.settings.contacts = ContactTable(table: "contact", key: "id", kind: nil, span: nowhere)
    program.settings.activities = ActivityTable(table: "activity", contact: "contact_id", span: nowhere)
    program.fields = TestField.allCases.map(\.field)
    program.lists = [
      List(name: "towns", label: nil, values: ["Hamburg", "bad oldesloe", "EXPO"], path: nil, span: nowhere),
      List(
        name: "tree", label: nil, values: ["junior", "senior", "owner", "hamburg"],
        parents: ["senior", "owner", "", "kiel"], path: nil, span: nowhere),
    ]
    program.places = [Place(name: "hamburg", latitude: 53.5511, longitude: 9.9937, span: nowhere)]
    return program
  }

  enum Space {
    case contact, activity
  }

  mutating func condition(depth: Int, _ space: Space) -> Condition {
    if depth == 0 || random.chance(0.15) { return atom(space) }
    switch random.below(space == .contact ? 9 : 5) {
    case 0, 1: return Condition(.all(conditions(2 + random.below(2), depth, space)), nowhere)
    case 2: return Condition(.any(conditions(2 + random.below(2), depth, space)), nowhere)
    case 3: return Condition(.not(condition(depth: depth - 1, space)), nowhere)
    case 4: return Condition(.atLeast(1 + random.below(3), conditions(3, depth, space)), nowhere)
    case 5, 6:
      let least = random.below(3)
      let most = random.chance(0.4) ? least + random.below(2) : nil
      return Condition(.persons(atLeast: least, atMost: most, condition(depth: depth - 1, space)), nowhere)
    case 7: return Condition(.ofCompany(condition(depth: depth - 1, space)), nowhere)
    default:
      // The first three name none, so that what SQL writes in place of the names stays short.
      if program.segments.count < 3 { return condition(depth: depth - 1, space) }
      return Condition(.segment(random.below(3)), nowhere)
    }
  }

  private mutating func conditions(_ count: Int, _ depth: Int, _ space: Space) -> [Condition] {
    (0..<count).map { _ in condition(depth: depth - 1, space) }
  }

  private mutating func atom(_ space: Space) -> Condition {
    Condition(space == .contact ? contactAtom() : activityAtom(), nowhere)
  }

  private mutating func contactAtom() -> ConditionKind {
    switch random.below(20) {
    case 0: .constant(random.chance(0.5))
    case 1: .isMissing(random.element(TestField.allCases.filter { !$0.isOfActivity && $0 != .kind }).reference)
    case 2: .isYes(random.element([TestField.opted, .blocked]).reference)
    case 3: .text(TestField.kind.reference, TextTest(.equals([random.element(["Company", "person"])])))
    case 4, 5, 6: text(random.element(TestField.texts))
    case 7:
      .sameText(random.element([TestField.name, .city]).reference, random.element([TestField.city, .level]).reference)
    case 8: .isShared(random.element([TestField.name, .code, .email]).reference)
    case 9, 10: .number(number(depth: 1), range())
    case 11: .compare(number(depth: 1), random.element(Comparison.allCases), number(depth: 1))
    case 12: .time(random.element(TestField.dates).reference, dayTest())
    case 13: .time(random.element(TestField.instants).reference, instantTest())
    case 14: compareTimes()
    case 15: .within(TestField.place.reference, kilometres: Number(Int64(random.below(120))), of: 0)
    default: activityCondition()
    }
  }

  private mutating func activityAtom() -> ConditionKind {
    switch random.below(5) {
    case 0: .isYes(TestField.urgent.reference)
    case 1: text(.detail)
    case 2: .isMissing(random.element([TestField.detail, .amount, .quantity]).reference)
    default: .number(.field(random.element([TestField.amount, .quantity]).reference), range())
    }
  }

  private mutating func compareTimes() -> ConditionKind {
    let fields = random.chance(0.5) ? TestField.dates : TestField.instants
    return .compareTimes(fields[0].reference, random.element(Comparison.allCases), fields[1].reference)
  }
}
