import BantamColumns
import BantamEngine
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem
import Testing

/// Random rule sets over random contacts: the engine's answers are those of SQLite's own SQL.
///
/// Each seed is a database of 500 contacts and ten rule sets of twelve segments and four scores. A failure names its seed and
/// the smallest part of the condition that shows it.
@Suite struct DifferentialTests {
  private static let programsPerSeed = 10

  @Test(arguments: 1...UInt64(8))
  func sameAnswersAsSQLite(seed: UInt64) throws {
    let contacts = try RandomContacts(seed: seed)
    let database = try Database(path: contacts.path, mode: .readOnly)
    for number in 0..<Self.programsPerSeed {
      let program = RandomProgram.make(seed: seed * 1000 + UInt64(number))
      let run = try Run(program, contacts)
      for segment in program.segments.indices {
        let expected = try keys(Translator(program: program).rows(of: program.segments[segment]), in: database)
        if run.keys[segment] != expected { try report(program, segment, contacts, database, seed, number) }
      }
      for score in program.scores.indices {
        try compare(run, score, database, "seed \(seed), rule set \(number), score \(score)")
      }
    }
  }

  /// Contacts that are loaded alone get the answers that they get among all.
  @Test(arguments: 1...UInt64(8))
  func sameAnswersAlone(seed: UInt64) throws {
    let contacts = try RandomContacts(seed: seed)
    for number in 0..<Self.programsPerSeed {
      let program = RandomProgram.make(seed: seed * 1000 + UInt64(number))
      let run = try Run(program, contacts)
      for place in stride(from: number, to: contacts.keys.count, by: 41) {
        let key = contacts.keys[place]
        let alone = try Run(program, contacts, only: key)
        for segment in program.segments.indices {
          #expect(
            alone.keys[segment].contains(key) == run.keys[segment].contains(key),
            "seed \(seed), rule set \(number), segment \(segment), contact \(key)")
        }
        for score in program.scores.indices {
          #expect(
            try #require(alone.outcome.scores[score]).totals[try #require(alone.row)]
              == (try #require(run.outcome.scores[score])).totals[place],
            "seed \(seed), rule set \(number), score \(score), contact \(key)")
        }
      }
    }
  }

  private func keys(_ sql: String, in database: Database) throws(StoreError) -> [Int64] {
    let statement = try database.prepare(sql)
    var keys: [Int64] = []
    while try statement.step() { keys.append(statement.integer(0)) }
    return keys
  }

  private func compare(_ run: Run, _ index: Int, _ database: Database, _ place: String) throws {
    let score = run.program.scores[index]
    let plan = run.plan.scores[index]
    let found = try #require(run.outcome.scores[index])
    let sql = Translator(program: run.program).rows(of: score)
    let statement = try database.prepare(sql)
    let weights = Int64(score.disciplines.reduce(0) { $0 + $1.weight })
    for row in run.contacts.keys.indices {
      #expect(try statement.step())
      // total = sum / (2 · 1000 · weights), and the engine's is numerator / denominator.
      let sum = statement.integer(1)
      let grade = grade(sum, weights, score)
      let points = score.disciplines.indices.map { index in
        Int64(found.points[index][row]) * 1000
          / (plan.disciplines[index].fullMarks / Int64(score.disciplines[index].sumTo ?? 100))
      }
      let expected = score.disciplines.indices.map { statement.integer(Int32($0) + 3) }
      let isVetoed = statement.integer(2) != 0
      let isSame =
        points == expected && found.totals[row] * 2000 * weights == sum * plan.denominator
        && Int64(found.vetoes[row]) == statement.integer(2)
        && Int(found.grades[row]) == (isVetoed ? score.grades.count - 1 : grade)
      if !isSame {
        Issue.record(
          "\(place): contact \(run.contacts.keys[row]): points \(points), expected \(expected)\n\(score)\n\(sql)")
        return
      }
    }
  }

  private func grade(_ sum: Int64, _ weights: Int64, _ score: Score) -> Int {
    score.grades.firstIndex { grade in
      grade.from.map { sum * 10_000 >= $0.tenThousandths * 2000 * weights } ?? true
    } ?? 0
  }

  /// Looks for the smallest condition on which the two still differ.
  private func report(
    _ program: Program, _ segment: Int, _ contacts: RandomContacts, _ database: Database, _ seed: UInt64, _ number: Int
  ) throws {
    func only(_ condition: Condition) -> Program {
      var smaller = program
      smaller.segments[segment].condition = condition
      return smaller
    }
    func differs(_ condition: Condition) -> Bool {
      let smaller = only(condition)
      guard let run = try? Run(smaller, contacts) else { return true }
      return (try? keys(Translator(program: smaller).rows(of: smaller.segments[segment]), in: database))
        != run.keys[segment]
    }
    let smallest = program.segments[segment].condition.shrunk(while: differs)
    let found = try Run(only(smallest), contacts).keys[segment]
    let sql = Translator(program: program).rows(of: only(smallest).segments[segment])
    let expected = try keys(sql, in: database)
    let wrong = Set(found).symmetricDifference(expected).sorted()
    Issue.record(
      """
      seed \(seed), rule set \(number), segment \(segment): \(wrong.count) contacts differ, such as \(wrong.prefix(5)); \
      Bantam has \(found.count), SQLite \(expected.count)
      \("\(smallest.kind)".replacing("BantamProgram.", with: "").replacing("BantamDiagnostics.", with: ""))
      \(sql)
      """)
  }
}

/// One evaluation of a rule set.
struct Run {
  let program: Program
  let contacts: RandomContacts
  let plan: Plan
  let outcome: Outcome
  /// Per segment the keys of its contacts.
  let keys: [[Int64]]
  /// Where the contact stands that alone was asked for.
  let row: Int?
  let origin: LoadReport.Origin

  /// `keepsSnapshot`: of few contacts, too.
  init(_ program: Program, _ contacts: RandomContacts, only key: Int64? = nil, keepsSnapshot: Bool = false) throws {
    self.program = program
    self.contacts = contacts
    let zone = try #require(ZoneRules(name: "UTC"))
    let (plan, errors) = makePlan(program, asOf: asOfMilliseconds, zone: zone)
    #expect(errors.isEmpty)
    let store = try SQLiteContactStore(path: contacts.path, program: program, access: .read)
    if keepsSnapshot { store.snapshotMinimum = 0 }
    let columns: ContactColumns
    if let key {
      let found = try store.load(plan, program, zone: zone, keys: [.integer(key)]).contacts
      row = Int(found.rows[0])
      origin = .tables
      columns = found.columns
    } else {
      row = nil
      let (all, report) = try store.load(plan, program, zone: zone, threads: 2)
      columns = all
      origin = report.origin
      #expect(report.misfits.isEmpty)
    }
    let request = EvaluationRequest(
      threads: 2, rows: plan.segments.map(\.node), scoresForAll: Set(plan.scores.indices), intervals: false,
      batchRows: 64)
    self.plan = plan
    outcome = evaluate(plan, lists: program.lists, over: columns, request: request)
    guard case .integers(let all) = columns.keys else { preconditionFailure("keys are numbers") }
    keys = outcome.rows.map { rows in rows.map { all[Int($0)] } }
  }
}
