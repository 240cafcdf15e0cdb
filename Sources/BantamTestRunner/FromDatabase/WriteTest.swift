import BantamDiagnostics
import BantamEngine
import BantamExplain
import BantamPlan
import BantamProgram
import BantamSession
import BantamSystem

/// A test out of a contact of a database.
public struct WrittenTest: Sendable {
  /// A `test` block, with a line end; it was run beside the rules and passes.
  public var text: String
  /// What could not be taken over, a sentence each.
  public var remarks: [String]
}

/// Writes what the rules read of a contact as a test, with made-up names and addresses, and what the rules say of it.
///
/// `contact`: loaded by the rules alone, so that what people did by hand does not count.
public func writeTest(from contact: OneContact) -> WrittenTest {
  var writer = TestWriter(contact)
  return writer.written()
}

private struct TestWriter {
  private let contact: OneContact
  private let run: (Test) -> TestRun
  private let row: Int
  private var remarks: [String] = []
  private var test: Test
  private let original: DatabaseAnswers

  init(_ contact: OneContact) {
    self.contact = contact
    let (program, zone, asOf) = (contact.program, contact.zone, contact.plan.asOf)
    run = { TestRun(program, $0, asOf: asOf, zone: zone) }
    original = DatabaseAnswers(contact)
    (test, row) = original.test()
  }

  mutating func written() -> WrittenTest {
    var alias = Alias(contact, original)
    test = alias.disguised(test)
    remarks += alias.remarks
    test.expectations = expectations()
    let held = run(test).verdicts() ?? []
    let lost = zip(test.expectations, held).filter { !$1 }.map(\.0)
    test.expectations = zip(test.expectations, held).filter { $1 }.map(\.0)
    let texts = TestText(program: contact.program, zone: contact.zone)
    remarks += lost.map { "left out: `\(texts.text($0.kind))`, which the test would not give" }
    test.name = title()
    return confirmed(texts)
  }

  /// The text as it reads back; expectations that do not hold then are left out.
  private mutating func confirmed(_ texts: TestText) -> WrittenTest {
    let changer = RuleChanger(contact.rules)
    if let program = changer.program([], added: texts.text(test)), let read = program.tests.last {
      let (asOf, zone) = (contact.plan.asOf, contact.zone)
      let verdicts = TestRun(program, read, asOf: asOf, zone: zone).verdicts() ?? []
      if verdicts.count == test.expectations.count, verdicts.contains(false) {
        for (expectation, holds) in zip(test.expectations, verdicts) where !holds {
          remarks.append("left out: `\(texts.text(expectation.kind))`, which the test would not give")
        }
        test.expectations = zip(test.expectations, verdicts).filter { $1 }.map(\.0)
      }
    } else {
      remarks.append("the block does not fit into the rules as it is")
    }
    return WrittenTest(text: texts.text(test), remarks: remarks)
  }

  // MARK: Expectations

  /// What the database's own contact is.
  private func expectations() -> [Expectation] {
    let (program, plan) = (contact.program, contact.plan)
    var kinds: [Expectation.Kind] = []
    for segment in plan.segments where fits(program.segments[segment.segment].context) {
      let holds = original.holds(segment.node)
      let isOpen = !holds && original.restsOnMissing(segment.node)
      kinds.append(isOpen ? .restsOnMissing(segment.segment) : .member(of: segment.segment, expected: holds))
    }
    for (index, score) in plan.scores.enumerated() where score.campaign == nil && isUsed(score.score) {
      guard let found = original.outcome.scores[index], let place = found.rows.firstIndex(of: Int32(contact.row)) else {
        continue
      }
      let total = Fraction(found.totals[place], score.denominator)
      let grade = score.grades.isEmpty ? nil : score.grades[Int(found.grades[place])].name
      kinds.append(
        .score(score.score, total: Number(tenThousandths: total.tenths * (Number.scale / 10)), grade: grade))
    }
    for campaign in plan.campaigns { kinds.append(.lead(of: campaign.campaign, expected: original.isLead(campaign))) }
    return kinds.map { Expectation(contact: row, kind: $0, span: test.span) }
  }

  private func fits(_ context: Context) -> Bool {
    switch context {
    case .contact, .activity: true
    case .company: contact.contacts.kinds[contact.row] == 0
    case .person: contact.contacts.kinds[contact.row] != 0
    }
  }

  /// Scores that campaigns judge by; where none does, all.
  private func isUsed(_ score: ScoreID) -> Bool {
    let used = contact.program.campaigns.flatMap { [$0.score, $0.limit?.score].compactMap { $0 } }
    return used.isEmpty || used.contains(score)
  }

  private func title() -> String {
    let kind = contact.contacts.kinds[contact.row] == 0 ? "a company" : "a person"
    var words: [String] = []
    for expectation in test.expectations {
      switch expectation.kind {
      case .lead(let id, true): words.insert("a lead of \(contact.program.campaigns[id].name)", at: 0)
      case .score(let id, _, let grade?): words.append("grade \(grade) of \(contact.program.scores[id].name)")
      case .member(let id, true): words.append("in \(contact.program.segments[id].name)")
      case .lead, .score, .member, .points, .suggested, .restsOnMissing: break
      }
    }
    let day = CivilDate(dayNumber: contact.plan.today)
    return "\(kind) as it was on \(day)" + (words.isEmpty ? "" : ": " + words.prefix(3).joined(separator: ", "))
  }
}
