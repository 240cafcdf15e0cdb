import BantamDiagnostics
import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamSession
import BantamStore
import BantamSystem
import BantamWorkload
import Testing

@testable import BantamDiff

/// Random pairs of rule sets over random contacts: a comparison is what two separate runs give, and the clause that is
/// named for a contact decides about it.
@Suite struct RuleDiffTests {
  private static let pairsPerSeed = 6

  @Test(arguments: 1...UInt64(6))
  func isWhatTwoRunsGive(seed: UInt64) throws {
    let contacts = try RandomContacts(seed: seed)
    var moved = 0
    for number in 0..<Self.pairsPerSeed {
      let (old, new) = DiffPrograms.pair(seed: seed * 100 + UInt64(number), otherZone: number == 3)
      var request = DiffRequest(old: Rules(old), new: Rules(new), database: contacts.path)
      request.asOf = "2026-05-14T09:30:00Z"
      request.comparesSegments = true
      request.threads = 2
      let found = try diff(request)
      let runs = (old: try SeparateRun(old, contacts), new: try SeparateRun(new, contacts))
      let place = "seed \(seed), pair \(number)"
      for subject in found.campaigns { moved += subject.enters.contacts.count + subject.leaves.contacts.count }
      for subject in found.campaigns { try compare(subject, found, runs, contacts, place) }
      for index in old.segments.indices {
        let (one, two) = (Set(runs.old.segments[index]), Set(runs.new.segments[index]))
        let subject = found.segments.first { $0.name == "s\(index)" }
        #expect(keys(subject?.enters, found) == two.subtracting(one).sorted(), "\(place), segment \(index)")
        #expect(keys(subject?.leaves, found) == one.subtracting(two).sorted(), "\(place), segment \(index)")
        guard let subject else { continue }
        let root = Condition(.segment(index), nowhere)
        try checkClauses(subject.enters, found, runs.old, root, .segment, contacts, place)
        try checkClauses(subject.leaves, found, runs.new, root, .segment, contacts, place)
      }
    }
    #expect(moved > 100, "seed \(seed): the pairs are too much alike")
  }

  private func keys(_ moves: Moves?, _ found: RuleDiff) -> [Int64] {
    (moves?.contacts ?? []).compactMap { number in
      if case .integer(let key) = found.key(number) { key } else { nil }
    }
  }

  private func compare(
    _ subject: SubjectDiff, _ found: RuleDiff, _ runs: (old: SeparateRun, new: SeparateRun), _ contacts: RandomContacts,
    _ place: String
  ) throws {
    let one = try #require(runs.old.leads[subject.name])
    let two = try #require(runs.new.leads[subject.name])
    let place = "\(place), campaign \(subject.name)"
    #expect(keys(subject.enters, found) == Set(two.keys).subtracting(one.keys).sorted(), "\(place)")
    #expect(keys(subject.leaves, found) == Set(one.keys).subtracting(two.keys).sorted(), "\(place)")
    var expected: [Int64: LeadChange.Kinds] = [:]
    for (key, figures) in one {
      guard let other = two[key] else { continue }
      if figures.grade != other.grade {
        expected[key] = .grade
      } else if Int128(figures.total) * Int128(other.denominator) != Int128(other.total) * Int128(figures.denominator) {
        expected[key] = .points
      }
    }
    var changes: [Int64: LeadChange.Kinds] = [:]
    for change in subject.changes {
      if case .integer(let key) = found.key(change.contact) { changes[key] = change.kinds }
    }
    #expect(changes == expected, "\(place)")
    try check(subject.enters, found, runs.old, subject, contacts, place)
    try check(subject.leaves, found, runs.new, subject, contacts, place)
    // Every other point has a cause.
    for (index, change) in subject.changes.enumerated() where !change.kinds.isEmpty {
      #expect(!subject.reasons[Int(subject.reasonOf[index])].isEmpty, "\(place)")
    }
  }

  /// The step is the first one that takes each contact out, and the clause decides about that step.
  private func check(
    _ moves: Moves, _ found: RuleDiff, _ run: SeparateRun, _ subject: SubjectDiff, _ contacts: RandomContacts,
    _ place: String
  ) throws {
    let campaign = try #require(run.program.campaigns.first { $0.name == subject.name })
    let steps = [campaign.audience] + campaign.excludes.map(\.condition)
    let answers = try run.keys(of: steps, contacts)
    let isInSample = campaign.sample.map { sample in
      Set(
        contacts.keys.filter {
          sample.buckets.contains(
            stableBucket(key: UInt64(bitPattern: $0), seed: stableHash(campaign.name.utf8), count: sample.of))
        })
    }
    for (index, key) in keys(moves, found).enumerated() {
      let clause = moves.clauses[Int(moves.clauseOf[index])]
      let removal = answers.indices.dropFirst().first { answers[$0].contains(key) }
      let expected: Clause.Step
      if !answers[0].contains(key) {
        expected = .audience
      } else if removal != nil {
        expected = .exclusion
      } else if isInSample?.contains(key) == false {
        expected = .sample
      } else if campaign.yieldsTo.contains(where: { run.leads[run.program.campaigns[$0].name]?[key] != nil }) {
        expected = .yielded
      } else {
        expected = .limit
      }
      #expect(clause.step == expected, "\(place), contact \(key)")
    }
    try checkClauses(moves, found, run, campaign.audience, .audience, contacts, place)
    for (number, exclusion) in campaign.excludes.enumerated() {
      let first = Set(
        keys(moves, found).filter { key in
          answers[0].contains(key) && answers.indices.dropFirst().first { answers[$0].contains(key) } == number + 1
        })
      try checkClauses(moves, found, run, exclusion.condition, .exclusion, contacts, place, only: first)
    }
  }

  /// With the clause turned round, and without what stands behind it, the condition is turned round for each contact.
  private func checkClauses(
    _ moves: Moves, _ found: RuleDiff, _ run: SeparateRun, _ root: Condition, _ step: Clause.Step,
    _ contacts: RandomContacts, _ place: String, only: Set<Int64>? = nil
  ) throws {
    let answer = step == .exclusion
    var groups: [Clause: [Int64]] = [:]
    for (index, key) in keys(moves, found).enumerated() where only?.contains(key) != false {
      let clause = moves.clauses[Int(moves.clauseOf[index])]
      if clause.step == step { groups[clause, default: []].append(key) }
    }
    for (clause, keys) in groups {
      let span = try #require(clause.span, "\(place)")
      let turned =
        span == root.span
        ? [Condition(.constant(!answer), nowhere)] : DiffPrograms.turned(root, span, answer, run.program)
      let answers = try run.keys(of: turned, contacts)
      for key in keys {
        #expect(
          answers.contains { $0.contains(key) != answer },
          "\(place), contact \(key): \(clause.text) at \(clause.line) does not decide")
      }
    }
  }
}

/// One rule set, run alone.
struct SeparateRun {
  struct Figures {
    var grade: String
    var total: Int64
    var denominator: Int64
  }

  let program: Program
  let leads: [String: [Int64: Figures]]
  let segments: [[Int64]]

  init(_ program: Program, _ contacts: RandomContacts) throws {
    self.program = program
    let (plan, outcome, keys) = try Self.evaluated(program, contacts)
    var leads: [String: [Int64: Figures]] = [:]
    for result in makeLeads(plan, program, outcome) {
      let score = try #require(result.score)
      let figures = try #require(outcome.scores[score])
      leads[result.name] = [:]
      for (row, place) in zip(result.rows, result.places.map({ Int($0) })) {
        leads[result.name]?[keys[Int(row)]] = Figures(
          grade: plan.scores[score].grades[Int(figures.grades[place])].name, total: figures.totals[place],
          denominator: plan.scores[score].denominator)
      }
    }
    self.leads = leads
    segments = outcome.rows.map { $0.map { keys[Int($0)] } }
  }

  private static func evaluated(_ program: Program, _ contacts: RandomContacts) throws -> (Plan, Outcome, [Int64]) {
    let zone = try #require(ZoneRules(name: program.settings.zone))
    let (plan, errors) = makePlan(program, asOf: asOfMilliseconds, zone: zone)
    #expect(errors.isEmpty)
    let store = try SQLiteContactStore(path: contacts.path, program: program, access: .read)
    let columns = try store.load(plan, program, zone: zone, threads: 2).columns
    let request = EvaluationRequest(threads: 2, rows: plan.segments.map(\.node), intervals: false)
    guard case .integers(let keys) = columns.keys else { preconditionFailure("keys are numbers") }
    return (plan, evaluate(plan, lists: program.lists, over: columns, request: request), Array(keys))
  }

  /// The contacts of some conditions, each asked for as a segment of its own.
  func keys(of conditions: [Condition], _ contacts: RandomContacts) throws -> [Set<Int64>] {
    var asking = program
    asking.campaigns = []
    asking.scores = []
    for (index, condition) in conditions.enumerated() {
      asking.segments.append(
        Segment(
          name: "asked\(index)", label: nil, isDefine: true, context: .contact, condition: condition,
          documentation: nil, span: nowhere))
      asking.segments[asking.segments.count - 1].isDefine = false
    }
    let (_, outcome, keys) = try Self.evaluated(asking, contacts)
    return outcome.rows.suffix(conditions.count).map { Set($0.map { keys[Int($0)] }) }
  }
}
