import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

/// What the plan's conditions want to know of a text column, worked out once per distinct text.
///
/// Facts are bits: up to eight stand in the byte that a code has in one table, so that a batch looks each row's code up
/// once per table and not once per condition.
struct FactTables: Sendable {
  /// Where a fact is found: the bit that says yes, and those that say that there is no value.
  struct Fact: Sendable {
    var table: Int
    var yes: UInt8
    var missing: UInt8
  }

  enum Question: Hashable {
    case test(TextTestID)
    case isMissing
    case isShared
  }

  struct Table: Sendable {
    let column: ColumnID
    let bytes: ColumnBuffer
  }

  private(set) var tables: [Table] = []
  private var facts: [Key: Fact] = [:]

  private struct Key: Hashable {
    let column: ColumnID
    let question: Question
  }

  /// Bit 0 of every table: the cell is missing.
  private static let cellMissing: UInt8 = 1

  func fact(_ column: ColumnID, _ question: Question) -> Fact {
    guard let fact = facts[Key(column: column, question: question)] else {
      preconditionFailure("a condition on a text was not prepared")
    }
    return fact
  }

  init(
    _ wanted: [(column: ColumnID, question: Question)], tests: [TextPredicate], columns: [Column], lists: [List],
    threads: Int
  ) {
    var orders: [Order] = []
    for (column, questions) in Self.byColumn(wanted) where columns[column].storage.isText {
      let first = tables.count
      let codeCount = columns[column].dictionary?.count ?? 1
      var bit = 0
      let places = questions.map { Self.place(of: $0, tests: tests, firstTable: first, bit: &bit) }
      for _ in 0...max(bit - 1, 0) / 7 {
        tables.append(Table(column: column, bytes: ColumnBuffer(byteCount: codeCount)))
      }
      var order = Order(column: columns[column], tables: Array(tables[first...]))
      for (question, place) in zip(questions, places) {
        facts[Key(column: column, question: question)] = place
        order.add(question, place, localTable: place.table - first, tests: tests, lists: lists)
      }
      orders.append(order)
    }
    fill(orders, threads: threads)
  }

  private static func byColumn(_ wanted: [(column: ColumnID, question: Question)]) -> [(ColumnID, [Question])] {
    var places: [ColumnID: Int] = [:]
    var result: [(ColumnID, [Question])] = []
    for (column, question) in wanted {
      let place = places[column] ?? result.count
      if place == result.count {
        places[column] = place
        result.append((column, []))
      }
      if !result[place].1.contains(question) { result[place].1.append(question) }
    }
    return result
  }

  private static func place(of question: Question, tests: [TextPredicate], firstTable: Int, bit: inout Int) -> Fact {
    var needed = 1
    if case .test(let test) = question, tests[test].transform != .none { needed = 2 }
    if case .isMissing = question { return Fact(table: firstTable, yes: cellMissing, missing: 0) }
    if bit % 7 + needed > 7 { bit += 7 - bit % 7 }
    let table = firstTable + bit / 7
    let yes: UInt8 = 2 << UInt8(bit % 7)
    bit += needed
    return Fact(table: table, yes: yes, missing: needed == 2 ? yes << 1 | cellMissing : cellMissing)
  }

  /// Large dictionaries are split over the threads.
  private func fill(_ orders: [Order], threads: Int) {
    var parts: [(order: Int, codes: Range<Int>)] = []
    for (index, order) in orders.enumerated() {
      let count = order.column.dictionary?.count ?? 1
      for start in stride(from: 0, to: count, by: Order.codesPerPart) {
        parts.append((index, start..<min(start + Order.codesPerPart, count)))
      }
    }
    let work = parts
    let isSmall = work.count <= orders.count
    let orderList = OrderList(orders: orders)
    parallel(parts: work.count, threads: isSmall ? 1 : threads) { part in
      orderList.orders[work[part].order].fill(work[part].codes)
    }
  }
}

/// Matchers are copied before a thread uses them.
private struct OrderList: @unchecked Sendable {
  let orders: [Order]
}

/// The facts to work out about one column's texts.
private struct Order {
  static let codesPerPart = 1 << 14

  let column: Column
  let tables: [FactTables.Table]
  private var tests: [(matcher: TextMatcher, fact: FactTables.Fact, table: Int)] = []
  private var sharedFacts: [(fact: FactTables.Fact, table: Int, isShared: [Bool])] = []

  init(column: Column, tables: [FactTables.Table]) {
    self.column = column
    self.tables = tables
  }

  mutating func add(
    _ question: FactTables.Question, _ fact: FactTables.Fact, localTable: Int, tests predicates: [TextPredicate],
    lists: [List]
  ) {
    switch question {
    case .test(let test): tests.append((TextMatcher(predicates[test], lists: lists), fact, localTable))
    case .isShared: sharedFacts.append((fact, localTable, sharedCodes(of: column)))
    case .isMissing: break
    }
  }

  func fill(_ codes: Range<Int>) {
    let outputs = tables.map { $0.bytes.base.assumingMemoryBound(to: UInt8.self) }
    for output in outputs { (output + codes.lowerBound).update(repeating: 0, count: codes.count) }
    if codes.lowerBound == 0 { for output in outputs { output[0] = 1 } }
    for shared in sharedFacts {
      for code in codes where shared.isShared[code] { outputs[shared.table][code] |= shared.fact.yes }
    }
    guard !tests.isEmpty, let dictionary = column.dictionary else { return }
    let known = max(codes.lowerBound, 1)..<max(codes.upperBound, 1)
    let exact = TextFolder.exact(dictionary, known)
    // The folded texts live as long as their folder.
    withExtendedLifetime(TextFolder()) { folder in
      let folded = tests.contains { !$0.matcher.isExact } ? folder.fold(dictionary, known) : exact
      for test in tests {
        let matcher = test.matcher.copy()
        matcher.mark(
          matcher.isExact ? exact : folded, yes: test.fact.yes, missing: test.fact.missing & ~1,
          into: outputs[test.table] + known.lowerBound)
      }
    }
  }
}

/// Per code whether its folded text stands in at least two rows.
private func sharedCodes(of column: Column) -> [Bool] {
  let table = TextTable()
  let numbers = foldedNumbers(of: column, in: table)
  var uses = [Int32](repeating: 0, count: table.count)
  for row in 0..<column.count { uses[Int(numbers[column.code(at: row)])] &+= 1 }
  return numbers.map { $0 != 0 && uses[Int($0)] >= 2 }
}

/// Per code a number that equal folded texts share; 0 for missing.
func foldedNumbers(of column: Column, in table: TextTable) -> [UInt32] {
  guard let dictionary = column.dictionary else { return [0] }
  var numbers: [UInt32] = [0]
  numbers.reserveCapacity(dictionary.count)
  withExtendedLifetime(TextFolder()) { folder in
    for start in stride(from: 1, to: dictionary.count, by: Order.codesPerPart) {
      let texts = folder.fold(dictionary, start..<min(start + Order.codesPerPart, dictionary.count))
      for index in 0..<texts.count { numbers.append(texts[index].isEmpty ? 0 : table.code(of: texts[index])) }
    }
  }
  return numbers
}
