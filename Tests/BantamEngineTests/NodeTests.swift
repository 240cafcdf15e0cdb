import BantamEngine
import BantamPlan
import BantamProgram
import BantamSystem
import Testing

/// Each kind of condition on one contact, by hand. `no`, `unknown` (no, as a value is missing), `yes`; a yes that rests
/// on a missing value is `yesOnMissing`.
@Suite struct NodeTests {
  enum Answer: UInt8 {
    case no = 0
    case yes = 1
    case unknown = 2
    case yesOnMissing = 3
  }

  /// text, e-mail, tags, integer, amount, day, latitude, longitude
  static let storages: [ColumnNeed.Storage] = [
    .text, .text, .text, .integer, .tenThousandths, .day, .degrees, .degrees,
  ]
  static let empty = storages.map { _ in Cell.missing }

  private func day(_ text: String) -> Int64 { Int64(CivilDate(text)?.dayNumber ?? 0) }

  private func answer(
    _ node: Node, _ cells: [Int: Cell], tests: [TextPredicate] = [], before: [Node] = [], expressions: [Expression] = []
  ) -> Answer? {
    var plan = Plan()
    plan.today = Int(day("2026-03-01"))
    plan.columns = Self.storages.enumerated().map { ColumnNeed(name: "\($0)", storage: $1, field: $0) }
    plan.textTests = tests
    plan.expressions = expressions
    plan.nodes = before + [node]
    var contact = ReferenceContact()
    contact.cells = Self.empty
    for (column, cell) in cells { contact.cells[column] = cell }
    let last = plan.nodes.count - 1
    let request = EvaluationRequest(restsOn: [last], masks: [last])
    let outcome = evaluate(plan, lists: [list], over: columns(of: [contact], plan: plan), request: request)
    return Answer(rawValue: outcome.masks[0][0])
  }

  private var list: List {
    List(
      name: "codes", label: nil, values: ["C", "28", "28.1", "G"], parents: ["", "C", "28", ""], path: nil,
      span: SourcePlace.nowhere)
  }

  private func text(_ relation: TextPredicate.Relation, _ value: String?, exactly: Bool = false) -> Answer? {
    answer(
      .text(0, 0), value.map { [0: .text($0)] } ?? [:], tests: [TextPredicate(relation, isExact: exactly)])
  }

  @Test func texts() {
    #expect(text(.equals(["hamburg"]), " HAMBURG ") == .yes)
    #expect(text(.equals(["hamburg"]), "Hamburg", exactly: true) == .no)
    #expect(text(.equals(["hamburg"]), nil) == .unknown)
    #expect(text(.known, nil) == .unknown)
    #expect(text(.startsWith(["sch", "mü"]), "Müller") == .yes)
    #expect(text(.startsWith(["Sch"]), "schmidt", exactly: true) == .no)
    #expect(text(.endsWith([".de"]), "info@x.DE") == .yes)
    #expect(text(.endsWith(["longer than it"]), "it") == .no)
    #expect(text(.containsAll(["lei", "ter"]), "Leiter") == .yes)
    #expect(text(.containsAny(["x", "ß"]), "Straße") == .yes)
    #expect(text(.range("20000", "22999"), "22999") == .yes)
    #expect(text(.range("20000", "22999"), "229990") == .no)
    #expect(text(.like("a*-??"), "A long-öü") == .yes)
    #expect(text(.like("a*-??"), "a-b") == .no)
    #expect(text(.under("C", 0), "28.1") == .yes)
    #expect(text(.under("28", 0), "C") == .no)
    #expect(text(.inList(0), "g") == .yes)
  }

  @Test func domains() {
    func domain(_ relation: TextPredicate.Relation, _ email: String) -> Answer? {
      answer(.text(1, 0), [1: .text(email)], tests: [TextPredicate(relation, transform: .domain)])
    }
    #expect(domain(.equals(["example.com"]), "a@b@Example.COM") == .yes)
    #expect(domain(.known, "no address") == .unknown)
    #expect(domain(.known, "a@ ") == .unknown)
  }

  @Test func tags() {
    func tags(_ relation: TextPredicate.Relation, _ cell: String) -> Answer? {
      answer(.text(2, 0), [2: .text(cell)], tests: [TextPredicate(relation, transform: .tags)])
    }
    #expect(tags(.containsAny(["vip"]), "expo; VIP ") == .yes)
    #expect(tags(.containsAny(["vi"]), "expo;vip") == .no)
    #expect(tags(.containsAll(["vip", "expo"]), "expo;x;vip") == .yes)
    #expect(tags(.containsAll(["vip", "expo"]), "vip;vip") == .no)
    #expect(tags(.startsWith(["ex"]), "vip;expo") == .yes)
    #expect(tags(.known, " ; ;") == .unknown)
  }

  @Test func ranges() {
    #expect(answer(.range(3, low: 10, high: 250), [3: .number(250)]) == .yes)
    #expect(answer(.range(3, low: 10, high: 250), [3: .number(251)]) == .no)
    #expect(answer(.range(3, low: .min, high: 250), [:]) == .unknown)
    #expect(answer(.range(3, low: 5, high: 4), [3: .number(5)]) == .no)
    // Between two multiples of the column's unit.
    #expect(answer(.range(4, low: 5_001, high: 9_999), [4: .number(10_000)]) == .no)
    #expect(answer(.range(4, low: -9_999, high: -1), [4: .number(-10_000)]) == .no)
    #expect(answer(.isMissing(3), [:]) == .yes)
    #expect(answer(.isMissing(0), [0: .text("x")]) == .no)
  }

  @Test func logic() {
    let known: Node = .range(3, low: 1, high: 1)
    let missing: Node = .range(4, low: 1, high: 1)
    func logic(_ node: Node) -> Answer? { answer(node, [3: .number(1)], before: [known, missing]) }
    #expect(logic(.all([0, 1])) == .unknown)
    #expect(logic(.any([0, 1])) == .yes)
    #expect(logic(.not(1)) == .yesOnMissing)
    #expect(logic(.not(0)) == .no)
    #expect(logic(.all([])) == .yes)
    #expect(logic(.any([])) == .no)
    #expect(logic(.atLeast(1, [0, 1])) == .yes)
    #expect(logic(.atLeast(2, [0, 1])) == .unknown)
    #expect(logic(.atLeast(3, [0, 1])) == .no)
    #expect(logic(.atLeast(0, [])) == .yes)
  }

  @Test func arithmetic() {
    func result(_ operation: Arithmetic, _ left: Int64, _ right: Int64, equals: Int64) -> Answer? {
      answer(
        .arithmetic(2, low: equals, high: equals), [4: .number(left)],
        expressions: [.column(4), .constant(right), .binary(operation, 0, 1)])
    }
    #expect(result(.add, 15_000, 5_000, equals: 20_000) == .yes)
    // 1 / 3, -2 / 3, and 0.0001 · 0.5, rounded half away from zero
    #expect(result(.divide, 10_000, 30_000, equals: 3_333) == .yes)
    #expect(result(.divide, -20_000, 30_000, equals: -6_667) == .yes)
    #expect(result(.multiply, 1, 5_000, equals: 1) == .yes)
    #expect(result(.multiply, -1, 5_000, equals: -1) == .yes)
    #expect(result(.divide, 10_000, 0, equals: 0) == .unknown)
    #expect(result(.add, .max, 1, equals: 0) == .unknown)
    #expect(result(.multiply, .max, 20_000, equals: 0) == .unknown)
    // Through 128 bits: max · 0.5, rounded up
    #expect(result(.multiply, .max, 5_000, equals: .max / 2 + 1) == .yes)
    #expect(result(.divide, .max, 20_000, equals: .max / 2 + 1) == .yes)
    // A whole number counts in ten-thousandths.
    #expect(answer(.compare(0, .less, 1), [3: .number(3)], expressions: [.column(3), .constant(30_001)]) == .yes)
    #expect(answer(.compareColumns(3, .equal, 3), [:]) == .unknown)
  }

  /// Born, today is 2026-03-01 in `answer`; ages in years.
  @Test(arguments: [
    ("2000-02-29", 26), ("2000-03-01", 26), ("2000-03-02", 25), ("2025-03-02", 0), ("2026-03-01", 0),
    ("2027-03-01", -1),
    ("2027-02-28", -1),
  ])
  func completedYears(_ birthday: String, _ years: Int64) {
    let node = Node.arithmetic(0, low: years * 10_000, high: years * 10_000)
    #expect(answer(node, [5: .number(day(birthday))], expressions: [.elapsed(.year, 5)]) == .yes)
    // The same where it is a part of a sum.
    let sum: [Expression] = [.elapsed(.year, 5), .constant(0), .binary(.add, 0, 1)]
    let asSum = Node.arithmetic(2, low: years * 10_000, high: years * 10_000)
    #expect(answer(asSum, [5: .number(day(birthday))], expressions: sum) == .yes)
  }

  /// Birthday, first day, last day.
  @Test(arguments: [
    ("1990-03-05", "2026-03-01", "2026-03-14", true), ("1990-03-15", "2026-03-01", "2026-03-14", false),
    ("1992-02-29", "2026-03-01", "2026-03-01", true), ("1992-02-29", "2028-03-01", "2028-03-01", false),
    ("1992-02-29", "2028-02-29", "2028-02-29", true), ("1990-01-02", "2026-12-30", "2027-01-02", true),
    ("1990-06-01", "2026-03-01", "2027-03-01", true),
  ])
  func anniversaries(_ birthday: String, _ first: String, _ last: String, _ isInside: Bool) {
    let node = Node.anniversary(5, from: Int(day(first)), through: Int(day(last)))
    #expect(answer(node, [5: .number(day(birthday))]) == (isInside ? .yes : .no))
    #expect(answer(node, [:]) == .unknown)
  }

  @Test func radius() {
    let hamburg = Circle(latitude: 53.5511, longitude: 9.9937, kilometres: 40)
    func within(_ latitude: Double?, _ longitude: Double?, _ circle: Circle) -> Answer? {
      answer(
        .radius(latitude: 6, longitude: 7, circle),
        [6: latitude.map { .degrees($0) } ?? .missing, 7: longitude.map { .degrees($0) } ?? .missing])
    }
    // Lüneburg lies 41.2 km away, Norderstedt 17 km.
    #expect(within(53.706, 10.01, hamburg) == .yes)
    #expect(within(53.246, 10.411, hamburg) == .no)
    #expect(within(53.706, nil, hamburg) == .unknown)
    // One degree on the equator is 111.194926… km.
    #expect(within(0, 1, Circle(latitude: 0, longitude: 0, kilometres: 111.1949)) == .no)
    #expect(within(0, 1, Circle(latitude: 0, longitude: 0, kilometres: 111.195)) == .yes)
    // Across the date line, over the pole, everywhere, only the point itself.
    #expect(within(0, -179.5, Circle(latitude: 0, longitude: 179.5, kilometres: 112)) == .yes)
    #expect(within(89, 180, Circle(latitude: 89, longitude: 0, kilometres: 223)) == .yes)
    #expect(within(-53.5511, -170.0063, Circle(latitude: 53.5511, longitude: 9.9937, kilometres: 20_016)) == .yes)
    #expect(within(53.5511, 9.9937, Circle(latitude: 53.5511, longitude: 9.9937, kilometres: 0)) == .yes)
  }
}
