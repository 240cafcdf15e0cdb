import BantamEngine
import BantamPlan
import BantamProgram
import SpecSupport

/// A random plan with contacts that it can be asked of, half of their cells missing.
struct RandomPlan {
  enum ColumnName: Int, CaseIterable {
    case text, otherText, email, tags, small, large, amount, isOpen, day, otherDay, instant, latitude, longitude
  }

  private(set) var plan = Plan()
  private(set) var lists: [List] = []
  private(set) var contacts: [ReferenceContact] = []
  private(set) var request = EvaluationRequest()
  private var random: SplitMix

  static let asOf: Int64 = 1_780_000_000_000
  static let today = 20_602
  static let texts = [
    "Hamburg", "hamburg ", "HAMBURG", "Bremen", "Köln", "KÖLN", "Straße", "STRAẞE", "abc", "ab", "x1y22", "foo bar",
    "20095", "21", "a*c", "Σίσυφος", "ΣΊΣΥΦΟΣ", "日本", "aXbXc", "c",
  ]
  static let emails = ["anna@Example.com", "bob@", "nobody", "x@y@z.de", "ANNA@EXAMPLE.COM", "a@ b ", "@c.de"]
  static let tags = ["expo;vip", "VIP", " expo ; vip;", ";", " ; ;", "a;b;c", "vip2;x", "Köln;vip"]
  static let kinds = ["visit", "Visit", "order", "call", "demo"]

  /// `contacts`: how many; nil: some.
  init(seed: UInt64, contacts count: Int? = nil) {
    random = SplitMix(seed: seed)
    plan.asOf = Self.asOf
    plan.today = Self.today
    makeColumns()
    makeLists()
    makeTextTests()
    makeExpressions()
    makeActivityNodes()
    makeCounters()
    for _ in 0..<1 + random.below(40) { plan.nodes.append(makeNode()) }
    makeContacts(count)
    makeSegments()
    for index in 0..<random.below(3) { makeScore(index) }
    for index in 0..<random.below(4) { makeCampaign(index) }
    makeRequest()
  }

  // Columns and values

  private mutating func makeColumns() {
    let storages: [ColumnNeed.Storage] = [
      .text, .text, .text, .text, .integer, .integer, .tenThousandths, .yesNo, .day, .day, .instant, .degrees, .degrees,
    ]
    for (name, storage) in zip(ColumnName.allCases, storages) {
      let field = name == .longitude ? ColumnName.latitude.rawValue : name.rawValue
      plan.columns.append(ColumnNeed(name: "\(name)", storage: storage, field: field))
    }
    plan.activityColumns = [
      ColumnNeed(name: "detail", storage: .text, field: 100),
      ColumnNeed(name: "value", storage: .tenThousandths, field: 101),
    ]
    plan.sets = [.basis(purpose: "p", basis: .consent), .objection(purpose: "p")]
  }

  private mutating func makeCell(_ column: ColumnName, missing: Int) -> Cell {
    if random.chance(missing) { return .missing }
    switch column {
    case .text, .otherText: return .text(random.pick(Self.texts))
    case .email: return .text(random.pick(Self.emails))
    case .tags: return .text(random.pick(Self.tags))
    case .small: return .number(Int64(random.below(20)))
    case .large: return .number(makeLarge())
    case .amount: return .number(Int64(random.below(400) - 200) * (random.chance(50) ? 10_000 : 2_500))
    case .isOpen: return .number(Int64(random.below(2)))
    case .day, .otherDay: return .number(Int64(Self.today + random.below(30_000) - 25_000))
    case .instant: return .number(Self.asOf - Int64(random.below(400)) * 86_400_000 + Int64(random.below(3)))
    case .latitude:
      return .degrees(random.chance(90) ? 53 + Double(random.below(1000)) / 700 : Double(random.below(180) - 90))
    case .longitude:
      return .degrees(random.chance(90) ? 9 + Double(random.below(1000)) / 500 : Double(random.below(360) - 180))
    }
  }

  private mutating func makeLarge() -> Int64 {
    switch random.below(4) {
    case 0: .max - Int64(random.below(3))
    case 1: -Int64.max + Int64(random.below(3))
    case 2: Int64(random.below(2_000_000_000)) - 1_000_000_000
    default: Int64(random.below(10))
    }
  }

  private mutating func makeContacts(_ wanted: Int?) {
    let usual = random.pick([0, 1, 2, 7, 20, 20, 20, 63, 64, 65, 130])
    let count = wanted ?? usual
    let missing = random.pick([0, 20, 50, 90])
    for row in 0..<count {
      var contact = ReferenceContact(key: Int64(row * 7) - 3, kind: random.chance(40) ? .company : .person)
      contact.cells = ColumnName.allCases.map { makeCell($0, missing: missing) }
      contact.isInSet = plan.sets.map { _ in random.chance(50) }
      contacts.append(contact)
    }
    let companies = contacts.indices.filter { contacts[$0].kind == .company }
    for row in contacts.indices {
      if contacts[row].kind == .person, !companies.isEmpty, random.chance(70) {
        contacts[row].company = random.pick(companies)
      }
      contacts[row].activities = makeActivities()
    }
  }

  private mutating func makeActivities() -> [ReferenceActivity] {
    var instant = Self.asOf - Int64(random.below(100)) * 86_400_000
    return (0..<random.pick([0, 0, 1, 3, 8])).map { _ in
      instant += random.pick([0, 1, 3_600_000, 86_400_000, 40 * 86_400_000])
      let detail: Cell = random.chance(30) ? .missing : .text(random.pick(Self.texts))
      let value: Cell = random.chance(30) ? .missing : .number(Int64(random.below(2001) - 1000))
      return ReferenceActivity(kind: random.pick(Self.kinds), instant: instant, cells: [detail, value])
    }
  }

  // What nodes name

  private mutating func makeLists() {
    let span = SourcePlace.nowhere
    lists = [
      List(name: "cities", label: nil, values: ["hamburg", "Köln", "ab", "example.com", "vip"], path: nil, span: span),
      List(
        name: "tree", label: nil, values: ["abc", "ab", "21", "20095", "c"], parents: ["ab", "c", "20095", "21", ""],
        path: nil, span: span),
    ]
  }

  private mutating func makeTextTests() {
    let relations: [TextPredicate.Relation] = [
      .known, .equals(["hamburg"]), .equals(["abc", "VIP", "c"]), .inList(0), .containsAny(["amb", "2"]),
      .containsAll(["a", "b"]), .containsAll(["vip", "expo"]), .containsListEntry(0), .startsWith(["ham", "2"]),
      .endsWith(["c", "g"]), .like("*a*"), .like("a?c"), .like("??"), .like("a\\*c"), .matches("^h.*g$"),
      .matches("[0-9]{2,}"),
      .matches("(a|b)+c"), .matches("[^a-z]"), .matches("x(1|y)*2$"), .range("b", "k"), .range(nil, "c"),
      .range("20000", nil),
      .under("c", 1), .under("20095", 1), .containsAny(["example", "vip"]), .equals(["z.de"]),
    ]
    for _ in 0..<12 {
      plan.textTests.append(
        TextPredicate(
          random.pick(relations), transform: random.pick([.none, .none, .domain, .tags]), isExact: random.chance(40)))
    }
  }

  private mutating func makeExpressions() {
    let constants: [Int64] = [0, 10_000, -25_000, 3, .max / 2]
    let numbers: [ColumnName] = [.small, .large, .amount, .isOpen, .day]
    let operations: [Arithmetic] = [.add, .subtract, .multiply, .divide]
    for index in 0..<12 {
      switch random.below(index == 0 ? 4 : 6) {
      case 0: plan.expressions.append(.constant(random.pick(constants)))
      case 1: plan.expressions.append(.column(random.pick(numbers).rawValue))
      case 2: plan.expressions.append(.companyColumn(random.pick(numbers).rawValue))
      case 3:
        plan.expressions.append(.elapsed(random.pick([.day, .week, .month, .quarter, .year]), ColumnName.day.rawValue))
      default: plan.expressions.append(.binary(random.pick(operations), random.below(index), random.below(index)))
      }
    }
  }

  private mutating func makeActivityNodes() {
    for index in 0..<6 {
      switch random.below(index == 0 ? 3 : 5) {
      case 0: plan.activityNodes.append(.isMissing(random.below(2)))
      case 1: plan.activityNodes.append(.range(1, low: Int64(-random.below(900)), high: Int64(random.below(900))))
      case 2: plan.activityNodes.append(.text(0, random.below(plan.textTests.count)))
      case 3: plan.activityNodes.append(.not(random.below(index)))
      default: plan.activityNodes.append(.any([random.below(index), random.below(index)]))
      }
    }
  }

  private mutating func makeScan() -> ActivityScan {
    let days = Int64(random.below(90)) * 86_400_000
    return ActivityScan(
      kind: random.chance(30) ? nil : random.pick(Self.kinds), from: random.chance(40) ? .min : Self.asOf - days,
      through: random.chance(60) ? .max : Self.asOf + days / 2,
      condition: random.chance(40) ? random.below(plan.activityNodes.count) : nil)
  }

  private mutating func makeCounters() {
    for _ in 0..<8 {
      switch random.below(6) {
      case 0: plan.counters.append(.count(makeScan()))
      case 1: plan.counters.append(.edge(random.chance(50) ? .first : .last, makeScan()))
      case 2: plan.counters.append(.aggregate(random.pick([.sum, .average, .minimum, .maximum]), 1, makeScan()))
      case 3:
        let hours = Int64(random.below(2000))
        plan.counters.append(.sequence(makeScan(), withinMilliseconds: hours * 3_600_000, after: makeScan()))
      case 4:
        plan.counters.append(.agedLatest(points: makePoints(), halvingDays: Int64(1 + random.below(40)), makeScan()))
      default:
        plan.counters.append(.agedEach(points: makePoints(), halvingDays: Int64(1 + random.below(40)), makeScan()))
      }
    }
  }

  private mutating func makePoints() -> Int64 { Int64(random.below(200) - 60) }

  // Nodes

  private mutating func makeInputs() -> [NodeID] {
    (0..<random.below(4)).map { _ in random.below(plan.nodes.count) }
  }

  private mutating func makeNode() -> Node {
    let isFirst = plan.nodes.isEmpty
    switch random.below(isFirst ? 16 : 25) {
    case 0: return .constant(random.chance(50))
    case 1: return .kind(random.chance(50) ? .company : .person)
    case 2: return .isMissing(random.below(plan.columns.count))
    case 3, 4: return makeRange()
    case 5, 6: return makeText()
    case 7: return .sameText(ColumnName.text.rawValue, ColumnName.otherText.rawValue)
    case 8: return .isShared(random.pick([ColumnName.text, .email]).rawValue)
    case 9: return makeArithmetic()
    case 10:
      return .compareColumns(
        ColumnName.small.rawValue, random.pick(Comparison.allCases), ColumnName.large.rawValue)
    case 11:
      let first = Self.today + random.below(100) - 50
      return .anniversary(ColumnName.day.rawValue, from: first, through: first + random.pick([0, 13, 60, 400]))
    case 12: return makeRadius()
    case 13: return .sample(low: 1 + random.below(5), high: 3 + random.below(8), of: 10, seed: random.next())
    case 14: return .set(random.below(2))
    case 15: return makeCounterNode()
    case 16, 17: return .all(makeInputs())
    case 18, 19: return .any(makeInputs())
    case 20, 21: return .not(random.below(plan.nodes.count))
    case 22:
      let inputs = makeInputs()
      return .atLeast(random.below(inputs.count + 2), inputs)
    case 23:
      let (least, most) = random.pick([(1, nil), (0, 0), (2, nil), (1, 2), (0, 1)] as [(Int, Int?)])
      return .persons(atLeast: least, atMost: most, random.below(plan.nodes.count))
    default: return .ofCompany(random.below(plan.nodes.count))
    }
  }

  private mutating func makeRange() -> Node {
    switch random.below(7) {
    case 0: return .range(ColumnName.small.rawValue, low: Int64(random.below(12)), high: Int64(8 + random.below(12)))
    case 1: return .range(ColumnName.large.rawValue, low: random.chance(50) ? .min : makeLarge(), high: makeLarge())
    case 2: return .range(ColumnName.amount.rawValue, low: Int64(random.below(9_999)) - 5_000, high: .max)
    case 3: return .range(ColumnName.amount.rawValue, low: .min, high: Int64(random.below(900_001)) - 500_000)
    case 4: return .range(ColumnName.isOpen.rawValue, low: 1, high: 1)
    case 5:
      let day = Int64(Self.today - random.below(20_000))
      return .range(ColumnName.otherDay.rawValue, low: day, high: day + 5_000)
    default: return .range(ColumnName.instant.rawValue, low: Self.asOf - 90 * 86_400_000, high: Self.asOf - 1)
    }
  }

  private mutating func makeText() -> Node {
    let test = random.below(plan.textTests.count)
    switch plan.textTests[test].transform {
    case .none: return .text(random.pick([ColumnName.text, .otherText, .email]).rawValue, test)
    case .domain: return .text(ColumnName.email.rawValue, test)
    case .tags: return .text(ColumnName.tags.rawValue, test)
    }
  }

  private mutating func makeArithmetic() -> Node {
    let expression = random.below(plan.expressions.count)
    if random.chance(30) {
      return .compare(expression, random.pick(Comparison.allCases), random.below(plan.expressions.count))
    }
    let low = Int64(random.below(400_000) - 200_000)
    return .arithmetic(expression, low: random.chance(20) ? .min : low, high: random.chance(40) ? .max : low + 300_000)
  }

  private mutating func makeRadius() -> Node {
    let circle = random.pick([
      Circle(latitude: 53.5511, longitude: 9.9937, kilometres: 40),
      Circle(latitude: 89.5, longitude: 0, kilometres: 300),
      Circle(latitude: 0, longitude: 179.9, kilometres: 2000), Circle(latitude: 53, longitude: 9, kilometres: 0),
      Circle(latitude: 0, longitude: 0, kilometres: 20_100), Circle(latitude: 50, longitude: 10, kilometres: 3000),
    ])
    return .radius(latitude: ColumnName.latitude.rawValue, longitude: ColumnName.longitude.rawValue, circle)
  }

  private mutating func makeCounterNode() -> Node {
    let counter = random.below(plan.counters.count)
    switch plan.counters[counter] {
    case .count, .sequence: return .counter(counter, low: Int64(random.below(3)), high: random.chance(50) ? .max : 2)
    case .edge: return .counter(counter, low: Self.asOf - 50 * 86_400_000, high: Self.asOf)
    case .aggregate: return .counter(counter, low: Int64(random.below(600) - 300), high: .max)
    case .agedLatest, .agedEach: return .counter(counter, low: Int64(random.below(60_000)), high: .max)
    }
  }

  // Segments, scores, campaigns

  private mutating func makeSegments() {
    for index in 0..<min(plan.nodes.count, 6) {
      plan.segments.append(SegmentPlan(segment: index, name: "s\(index)", node: plan.nodes.count - 1 - index))
    }
  }

  private mutating func makeLine(isSum: Bool) -> LinePlan {
    let raw = Int64(isSum ? random.below(80) - 25 : random.below(random.chance(10) ? 400 : 101))
    switch random.below(10) {
    case 0: return .otherwise(raw: raw)
    case 1:
      guard let counter = counters(\.isCount).randomElement(using: &random) else { return .otherwise(raw: raw) }
      return .per(counter, rawEach: Int64(random.below(20) - 5), cap: random.chance(70) ? 40 : nil)
    case 2:
      guard let counter = counters(\.isAged).randomElement(using: &random) else { return .otherwise(raw: raw) }
      return .aged(counter, node: random.below(plan.nodes.count), cap: random.chance(50) ? 100_000 : nil)
    default: return .when(random.below(plan.nodes.count), raw: raw)
    }
  }

  private func counters(_ isWanted: (Counter) -> Bool) -> [CounterID] {
    plan.counters.indices.filter { isWanted(plan.counters[$0]) }
  }

  private mutating func makeScore(_ index: Int) {
    let plain = random.chance(50)
    let disciplines = (0..<1 + random.below(4)).map { number in
      let isSum = !plain && random.chance(50)
      let lines = (0..<1 + random.below(6)).map { _ in
        plain ? LinePlan.when(random.below(plan.nodes.count), raw: Int64(random.below(101))) : makeLine(isSum: isSum)
      }
      return DisciplinePlan(
        name: "d\(number)", weight: Int64(1 + random.below(30)), multiplier: Int64(1 + random.below(60)),
        fullMarks: isSum ? Int64(30 + random.below(70)) : 100, isSum: isSum, lines: lines)
    }
    let vetoes = (0..<random.below(3)).map { VetoPlan(node: random.below(plan.nodes.count), reason: "v\($0)") }
    let thresholds = (0..<random.below(4)).map { _ in Int64(random.below(6_000)) }.sorted(by: >)
    var grades = thresholds.enumerated().map { GradePlan(name: "g\($0)", from: $1) }
    if !grades.isEmpty { grades.append(GradePlan(name: "last", from: nil)) }
    plan.scores.append(
      ScorePlan(
        score: 10 + index, name: "score\(index)", disciplines: disciplines, denominator: 1, vetoes: vetoes,
        grades: grades, questions: questions()))
  }

  private func questions() -> [Question] {
    Set(plan.columns.map(\.field)).sorted().map { field in
      let columns = plan.columns.indices.filter { plan.columns[$0].field == field }
      let nodes = Dependencies(plan).nodes(on: Set(columns))
      return Question(field: field, columns: columns, nodes: nodes)
    }
  }

  private mutating func makeCampaign(_ index: Int) {
    let removals = (0..<random.below(4)).map { step in
      Removal(node: random.below(plan.nodes.count), cause: .exclusion, reason: "r\(step)")
    }
    func score(_ random: inout SplitMix, none: Int) -> Int? {
      plan.scores.isEmpty || random.chance(none) ? nil : random.pick(Array(plan.scores.indices))
    }
    plan.campaigns.append(
      CampaignPlan(
        campaign: index, name: "c\(index)", audience: random.below(plan.nodes.count), removals: removals,
        scoreIndex: score(&random, none: 20), limitScoreIndex: score(&random, none: 70)))
  }

  private mutating func makeRequest() {
    func some(_ random: inout SplitMix, _ count: Int) -> [NodeID] {
      (0..<random.below(5)).map { _ in random.below(count) }
    }
    let nodes = plan.nodes.count
    request = EvaluationRequest(
      threads: 1 + random.below(3), restsOn: some(&random, nodes) + plan.segments.map(\.node).prefix(2),
      masks: some(&random, nodes), rows: some(&random, nodes),
      scoresForAll: Set(plan.scores.indices.filter { _ in random.chance(40) }), assessments: makeAssessments(),
      intervals: random.chance(80), batchRows: 64)
  }

  private mutating func makeAssessments() -> [Int: [Assessment]] {
    var made: [Int: [Assessment]] = [:]
    for (index, score) in plan.scores.enumerated() where random.chance(50) {
      for row in contacts.indices where random.chance(30) {
        for _ in 0..<1 + random.below(2) {
          let discipline = random.below(score.disciplines.count)
          made[index, default: []].append(
            Assessment(row: Int32(row), discipline: discipline, points: random.below(101)))
        }
      }
    }
    return made
  }
}

extension Counter {
  fileprivate var isCount: Bool { if case .count = self { true } else { false } }

  fileprivate var isAged: Bool {
    switch self {
    case .agedLatest, .agedEach: true
    case .count, .edge, .aggregate, .sequence: false
    }
  }
}
