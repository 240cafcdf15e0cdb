import BantamProgram
import BantamSystem

/// Runs the `test` blocks of a program, each with its own clock on nothing but the contacts it gives.
///
/// - Parameters:
///   - asOf: the instant of tests that set none (the rule set's `as of` comes before it), milliseconds since
///     1970-01-01T00:00:00Z.
///   - filter: only tests whose name holds this text, case aside; nil: all.
///   - explains: whether each failure carries the conditions with the contact's own values.
public func runTests(
  _ program: Program, asOf: Int64, zone: ZoneRules, filter: String? = nil, explains: Bool = false
) -> [TestResult] {
  selectedTests(program, filter).map { test in
    TestRun(program, test, asOf: asOf, zone: zone).result(explains: explains)
  }
}

/// The tests whose name holds a text, case aside.
func selectedTests(_ program: Program, _ filter: String?) -> [Test] {
  guard let wanted = filter.map({ foldCase($0) }), !wanted.isEmpty else { return program.tests }
  return program.tests.filter { foldCase($0.name).contains(wanted) }
}
