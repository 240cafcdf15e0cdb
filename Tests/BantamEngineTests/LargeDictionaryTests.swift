import BantamColumns
import BantamEngine
import BantamPlan
import BantamProgram
import Testing

/// Columns of many distinct texts, which are worked on a part at a time and by several threads.
@Suite struct LargeDictionaryTests {
  /// Short and long ones, with blanks around them, with letters beyond ASCII; a stretch of plain ones in between.
  static let texts: [String] = (0..<40_000).map { number in
    switch number < 20_000 && number % 2_000 > 3 ? 0 : number % 5 {
    case 0: "user\(number)@Mail.DE"
    case 1: "\(number)"
    case 2: " Straße Nr. \(number) "
    case 3: "ŠKODA\(number)"
    default: "x\(number) GmbH & Co. KG, Werk Süd"
    }
  }

  static let relations: [TextPredicate.Relation] = [
    .endsWith([".de", "KG, Werk Süd"]), .endsWith(["7"]), .endsWith(["Co. KG, Werk Süd"]),
    .startsWith(["škoda1", "2"]),
    .containsAny(["nr. 3", "werk"]), .equals(["straße nr. 20002", "x39999 gmbh & co. kg, werk süd", "1"]),
    .range("user1", "user2"), .inList(0), .containsListEntry(1), .like("*1?3*"), .matches("^[šx]\\w+1"),
  ]

  static let lists = [
    List(
      name: "many", label: nil, values: (0..<100_000).map { "\($0 * 3)" }, path: nil, span: SourcePlace.nowhere),
    List(
      name: "parts", label: nil, values: (0..<5_000).map { "er\($0 * 7)@" }, path: nil, span: SourcePlace.nowhere),
  ]

  @Test(arguments: relations, [false, true]) func agreesWithTheModel(relation: TextPredicate.Relation, isExact: Bool) {
    var plan = Plan()
    plan.columns = [ColumnNeed(name: "text", storage: .text, field: 0)]
    plan.textTests = [TextPredicate(relation, isExact: isExact)]
    plan.nodes = [.text(0, 0)]
    let columns = ContactColumns(
      count: Self.texts.count, keys: .integers(Cells(Self.texts.indices.map(Int64.init))),
      kinds: Cells(Array(repeating: 0, count: Self.texts.count)), columns: [.texts(Self.texts)])
    let request = EvaluationRequest(threads: 3, rows: [0])
    let found = Set(evaluate(plan, lists: Self.lists, over: columns, request: request).rows[0])
    // Every so many texts are compared: the model is slow.
    for row in stride(from: 0, to: Self.texts.count, by: relation.rowsApart) {
      let text = Self.texts[row]
      #expect(found.contains(Int32(row)) == holds(plan.textTests[0], text), "\(text)")
    }
  }

  private func holds(_ predicate: TextPredicate, _ text: String) -> Bool {
    // 100,000 entries are too many to go through: they are the multiples of 3.
    if predicate.relation == .inList(0) { return Int(text).map { $0 % 3 == 0 } ?? false }
    return ReferenceText(predicate, Self.lists).test(text).holds
  }

  @Test func sharedAcrossParts() {
    var plan = Plan()
    plan.columns = [ColumnNeed(name: "text", storage: .text, field: 0)]
    plan.nodes = [.isShared(0)]
    var texts = Self.texts
    texts[39_999] = "  USER0@mail.de"
    let columns = ContactColumns(
      count: texts.count, keys: .integers(Cells(texts.indices.map(Int64.init))),
      kinds: Cells(Array(repeating: 0, count: texts.count)), columns: [.texts(texts)])
    #expect(evaluate(plan, lists: [], over: columns, request: EvaluationRequest(rows: [0])).rows == [[0, 39_999]])
  }
}

extension TextPredicate.Relation {
  fileprivate var rowsApart: Int { if case .containsListEntry = self { 997 } else { 61 } }
}
