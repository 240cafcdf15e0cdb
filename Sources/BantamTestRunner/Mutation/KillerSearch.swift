import BantamDiagnostics
import BantamExplain
import BantamPlan
import BantamProgram
import BantamSystem

/// Looks for a contact that the rules and the changed rules judge in different ways: the contacts of the tests, then
/// these with one change at the edge of a condition, then with two. Whatever is proposed was run as a test of both.
struct KillerSearch {
  /// A contact of a test that could be changed.
  struct Base {
    var test: Test
    var row: Int
    /// What was changed so far.
    var said: [Said] = []
  }

  /// A change in words, and the field it is about, if it is about one.
  struct Said {
    var words: String
    var field: FieldID?
  }

  let run: MutationRun
  let changed: Program
  let mutant: Mutant
  /// Indexes of tests whose contacts to begin with.
  let bases: [Int]

  private static let mostBases = 8
  private static let mostNewcomers = 4
  private static let mostSingles = 800
  private static let mostPaired = 36
  private static let mostConfirmed = 6
  private static let mostSteps = 6
  private static let mostWords = 2

  init(_ run: MutationRun, _ changed: Program, _ mutant: Mutant, bases: [Int]) {
    self.run = run
    self.changed = changed
    self.mutant = mutant
    self.bases = bases
  }

  func suggestion() -> MutationReport.Suggestion {
    let comparison = TwoPrograms(run.program, changed, mutant.target, asOf: run.asOf, zone: run.zone)
    var tried = 0
    let bases = startingPoints(comparison)
    tried += bases.count
    for base in bases where comparison.differing([base]) != [] {
      if let text = confirmed(base, comparison) { return .test(text) }
    }
    var later: [(Base, [Found])] = []
    for base in bases {
      for start in [base, improved(base, comparison)].compactMap({ $0 }) {
        let changes = Array(comparison.changes(start).prefix(Self.mostSingles))
        if let text = first(changes.compactMap { applied([$0], start, comparison) }, comparison, &tried) {
          return .test(text)
        }
        later.append((start, Array(changes.prefix(Self.mostPaired))))
      }
    }
    for (base, changes) in later {
      if let text = first(pairs(changes).compactMap { applied($0, base, comparison) }, comparison, &tried) {
        return .test(text)
      }
    }
    return .none(tried: tried)
  }

  // MARK: Beginnings

  /// Contacts of the tests, those first that are asked for the very thing; and empty ones.
  private func startingPoints(_ comparison: TwoPrograms) -> [Base] {
    var asked: [Base] = []
    var others: [Base] = []
    for test in bases.map({ run.program.tests[$0] }) {
      var seen: Set<Int> = []
      for expectation in test.expectations where seen.insert(expectation.contact).inserted {
        guard comparison.fits(test.contacts[expectation.contact].kind) else { continue }
        let base = Base(test: test, row: expectation.contact)
        if comparison.asks(expectation) { asked.append(base) } else { others.append(base) }
      }
    }
    let found = Array((asked + others).prefix(Self.mostBases - 1))
    return found + (comparison.fits(.company) ? [] : newcomers()) + [empty(comparison)]
  }

  /// One person more of the first companies of the tests: beside those who are there already.
  private func newcomers() -> [Base] {
    let tests = bases.map { run.program.tests[$0] }.filter { test in test.contacts.contains { $0.kind == .company } }
    return tests.prefix(Self.mostNewcomers).compactMap { test in
      guard let company = test.contacts.firstIndex(where: { $0.kind == .company && $0.name != nil }) else { return nil }
      var test = test
      test.contacts.append(
        GivenContact(name: "newcomer", kind: .person, company: company, values: [], span: noSpan))
      return Base(test: test, row: test.contacts.count - 1)
    }
  }

  private func empty(_ comparison: TwoPrograms) -> Base {
    let company = GivenContact(name: "acme", kind: .company, company: nil, values: [], span: noSpan)
    let person = GivenContact(name: "anna", kind: .person, company: 0, values: [], span: noSpan)
    var test = Test(
      name: "", asOf: nil, contacts: [company, person], activities: [], expectations: [], span: noSpan)
    if run.program.settings.asOf == nil { test.asOf = .day(RunClock(asOf: run.asOf, zone: run.zone).today) }
    return Base(test: test, row: comparison.fits(.company) ? 0 : 1)
  }

  /// The contact made to meet as many of the conditions as single changes do, one after the other; nil: none does.
  private func improved(_ base: Base, _ comparison: TwoPrograms) -> Base? {
    var best = base
    var isBetter = false
    for _ in 0..<Self.mostSteps {
      let candidates = comparison.changes(best).prefix(Self.mostSingles).compactMap { applied([$0], best, comparison) }
      let met = comparison.closeness([best] + candidates, threshold)
      guard let most = met.max(), let now = met.first, most > now, let index = met.firstIndex(of: most) else { break }
      best = candidates[index - 1]
      isBetter = true
    }
    return isBetter ? best : nil
  }

  /// Where a grade begins, and where it would begin with the change.
  private var threshold: ClosedRange<Number>? {
    guard mutant.kind == .threshold, let edit = mutant.edits.first,
      let new = number(edit.text), let old = number(run.changer.files[edit.span.file].text(edit.span))
    else { return nil }
    return min(old, new)...max(old, new)
  }

  private func number(_ text: String) -> Number? {
    let parts = text.filter { $0 != "_" }.split(separator: ".")
    let decimals = parts.count > 1 ? parts[1].prefix(4) : ""
    let digits = (parts.first ?? "") + decimals + String(repeating: "0", count: 4 - decimals.count)
    return Int64(digits).map { Number(tenThousandths: $0) }
  }

  // MARK: Changes

  private typealias Found = TwoPrograms.FoundChange

  private func applied(_ changes: [Found], _ base: Base, _ comparison: TwoPrograms) -> Base? {
    var base = base
    for change in changes {
      guard let test = comparison.changed(base.test, change) else { return nil }
      base.test = test
      base.said.append(Said(words: plainWords(change.change.words), field: comparison.field(of: change, base.test)))
    }
    return base
  }

  /// Without `(now 8)`.
  private func plainWords(_ words: String) -> String {
    let end = words.firstRange(of: " (now ")?.lowerBound ?? words.endIndex
    return String(words[..<end])
  }

  private func pairs(_ changes: [Found]) -> [[Found]] {
    changes.indices.flatMap { second in
      (0..<second).compactMap { first in
        let isApart = changes[first].change.touched.isDisjoint(with: changes[second].change.touched)
        return isApart ? [changes[first], changes[second]] : nil
      }
    }
  }

  // MARK: Confirming

  private func first(_ candidates: [Base], _ comparison: TwoPrograms, _ tried: inout Int) -> String? {
    tried += candidates.count
    for index in comparison.differing(candidates).prefix(Self.mostConfirmed) {
      if let text = confirmed(candidates[index], comparison) { return text }
    }
    return nil
  }

  /// The contact as a test that holds with the rules and fails with the change, as short as it can be; nil: it does not.
  private func confirmed(_ base: Base, _ comparison: TwoPrograms) -> String? {
    for kind in comparison.expectations(base) {
      var test = base.test
      test.expectations = [Expectation(contact: base.row, kind: kind, span: base.test.span)]
      test = TestShrinker(zone: run.zone) { comparison.tellsApart($0) }.shrunk(test)
      guard comparison.tellsApart(test) else { continue }
      test.name = title(test, base.said, kind)
      let text = TestText(program: run.program, zone: run.zone).text(test)
      if isTold(by: text) { return text }
    }
    return nil
  }

  private func title(_ test: Test, _ changes: [Said], _ kind: Expectation.Kind) -> String {
    let given = Set(test.contacts.flatMap(\.values).map(\.field))
    // What was only to be something else may not be needed at all.
    let words = changes.map { said in
      said.field.flatMap { given.contains($0) ? nil : "no \(run.program.fields[$0].name)" } ?? said.words
    }
    let name = test.contactNames[test.expectations[0].contact]
    // More than two changes nobody reads, and some of them may not have mattered.
    let said = words.count > Self.mostWords ? [] : words
    let with = said.isEmpty ? "" : " with " + said.joined(separator: " and ").replacing("\"", with: "'")
    return "\(name)\(with) \(verdict(kind))"
  }

  private func verdict(_ kind: Expectation.Kind) -> String {
    let (program, text) = (run.program, TestText(program: run.program, zone: run.zone).text(kind))
    switch kind {
    case .member, .restsOnMissing: return "is \(text)"
    case .lead(let id, let expected): return "is \(expected ? "a lead" : "no lead") of \(program.campaigns[id].name)"
    case .points(let id, let discipline, let points):
      return "has \(points.text) points of \(program.scores[id].disciplines[discipline].name)"
    case .score(let id, let total, let grade):
      return total.map { "has a total of \($0.text) of \(program.scores[id].name)" }
        ?? "gets grade \(grade ?? "") of \(program.scores[id].name)"
    case .suggested: return "is \(text)"
    }
  }

  /// Whether the text, beside the rules, is a test that passes, and beside the changed rules one that fails.
  private func isTold(by text: String) -> Bool {
    func verdicts(_ program: Program?) -> [Bool]? {
      guard let program, let test = program.tests.last else { return nil }
      return TestRun(program, test, asOf: run.asOf, zone: run.zone).verdicts()
    }
    let before = verdicts(run.changer.program([], added: text))
    let after = verdicts(run.changer.program(mutant.edits, added: text))
    return before?.allSatisfy { $0 } == true && after?.contains(false) == true
  }
}
