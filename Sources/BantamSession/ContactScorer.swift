import BantamColumns
import BantamEngine
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// Judges contacts that a program has at hand as JSON objects, without a database: all segments, campaigns and scores of
/// a rule set. What an object may hold is told by `JSONContacts`.
///
///     let scorer = ContactScorer(try PlannedRules(under: "rules/hamburg", asOf: nil))
///     let judged = scorer.judge([#"{"id": 7, "employees": 40}"#])
///     judged.score("bant", of: 0)?.grade
///
/// A call prepares the rules for the values it meets, which takes as long as some hundred contacts; with a thousand
/// contacts a call each costs about two microseconds.
public struct ContactScorer: Sendable {
  public let program: Program
  public let plan: Plan
  private let zone: ZoneRules
  private let request: EvaluationRequest

  public init(_ planned: PlannedRules) {
    var plan = planned.plan
    // Nobody knows the other contacts.
    plan.nodes = plan.nodes.map { if case .isShared = $0 { .constant(false) } else { $0 } }
    (program, self.plan, zone) = (planned.rules.program, plan, planned.zone)
    request = EvaluationRequest(
      threads: 1, masks: plan.segments.map(\.node), scoresForAll: Set(plan.scores.indices), intervals: true)
  }

  /// One JSON object each. Values that do not fit their field count as missing.
  public func judge(_ objects: [String]) -> JudgedContacts {
    // One piece of memory: the reader looks some bytes beyond each object.
    var text: [UInt8] = []
    text.reserveCapacity(objects.reduce(ReadAhead.paddingBytes) { $0 + $1.utf8.count + 1 })
    var ends: [Int] = []
    ends.reserveCapacity(objects.count)
    for object in objects {
      text.append(contentsOf: object.utf8)
      ends.append(text.count)
      text.append(0x0A)
    }
    text.append(contentsOf: repeatElement(0, count: ReadAhead.paddingBytes))
    return text.withUnsafeBufferPointer { text in
      var rows: [Int32] = []
      rows.reserveCapacity(objects.count)
      let (outcome, contacts) = judge { contacts in
        var start = 0
        for end in ends {
          rows.append(contacts.add(UnsafeBufferPointer(rebasing: text[start..<end])).map { Int32($0) } ?? -1)
          start = end + 1
        }
      }
      return JudgedContacts(rows: rows, outcome: outcome, misfits: contacts.misfits.map(\.column), self)
    }
  }

  /// What becomes of the contacts that `fill` adds.
  public func judge(_ fill: (JSONContacts) -> Void) -> (outcome: Outcome, contacts: JSONContacts) {
    let contacts = JSONContacts(plan, program, zone: zone)
    fill(contacts)
    return (evaluate(plan, lists: program.lists, over: contacts.columns(), request: request), contacts)
  }
}

/// What the rules say of some contacts, by their places in the call; of text that was no JSON object nothing.
public struct JudgedContacts: Sendable {
  /// A score of one contact; totals are of 100.
  public struct Score: Sendable, Hashable {
    public var total: Double
    /// The least and the greatest total if the missing values became known.
    public var interval: ClosedRange<Double>
    public var grade: String?
    /// By discipline, of 100.
    public var points: [Double]
    /// The reason for the lowest grade.
    public var veto: String?
    /// The field whose value could change the grade most.
    public var nextQuestion: String?
  }

  /// Columns with values that do not fit.
  public let misfits: [String]
  private let rows: [Int32]
  private let outcome: Outcome
  private let scorer: ContactScorer

  fileprivate init(rows: [Int32], outcome: Outcome, misfits: [String], _ scorer: ContactScorer) {
    (self.rows, self.outcome, self.misfits, self.scorer) = (rows, outcome, misfits, scorer)
  }

  public var count: Int { rows.count }

  public func isObject(_ contact: Int) -> Bool { rows[contact] >= 0 }

  /// In the order of the rules.
  public func segments(of contact: Int) -> [String] {
    let row = Int(rows[contact])
    if row < 0 { return [] }
    return zip(scorer.plan.segments, outcome.masks).compactMap { $1[row] & 1 != 0 ? $0.name : nil }
  }

  /// Those it would be a candidate of.
  public func campaigns(of contact: Int) -> [String] {
    zip(scorer.plan.campaigns, outcome.campaigns).compactMap {
      Self.holds($1.candidates, rows[contact]) ? $0.name : nil
    }
  }

  /// nil where the rules have no such score.
  public func score(_ name: String, of contact: Int) -> Score? {
    let row = Int(rows[contact])
    guard row >= 0, let index = scorer.plan.scores.firstIndex(where: { $0.name == name }),
      let own = outcome.scores[index]
    else { return nil }
    let plan = scorer.plan.scores[index]
    func total(_ numerator: Int64) -> Double { Double(numerator) / Double(plan.denominator) }
    let question = Int(own.nextQuestions[row])
    let veto = Int(own.vetoes[row])
    return Score(
      total: total(own.totals[row]), interval: total(own.lows[row])...total(own.highs[row]),
      grade: plan.grades.isEmpty ? nil : plan.grades[Int(own.grades[row])].name,
      points: zip(plan.disciplines, own.points).map { Double($1[row]) * 100 / Double($0.fullMarks) },
      veto: veto == 0 ? nil : plan.vetoes[veto - 1].reason,
      nextQuestion: question == 0 ? nil : scorer.program.fields[plan.questions[question - 1].field].name)
  }

  /// `sorted`: rising.
  private static func holds(_ sorted: [Int32], _ row: Int32) -> Bool {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == row
  }
}
