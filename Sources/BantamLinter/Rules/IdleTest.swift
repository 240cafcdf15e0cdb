import BantamDiagnostics
import BantamProgram

/// Tests, and contacts in them, of which nothing is expected.
enum IdleTest: LintRule {
  static let manual = LintManual(
    "BT1225", "idle-test", "a test, or a contact in it, of which nothing is expected",
    text: """
      A test without an expectation always passes, whatever the rules do. The same holds for a contact of which nothing \
      is expected, neither of itself nor of its company or the persons there: often an `expect` line names the wrong \
      contact. Contacts that can matter to others – by a limit, or by `is shared` – are not found.
      """,
    wrong: """
      segment large { employees >= 50 }
      test "50 are large, 49 are not" {
          given company large_one { employees: 50 }
          given company small_one { employees: 49 }
          expect large_one in large
      }
      """,
    right: """
      segment large { employees >= 50 }
      test "50 are large, 49 are not" {
          given company large_one { employees: 50 }
          given company small_one { employees: 49 }
          expect large_one in large
          expect small_one not in large
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    let program = context.program
    let hasShared = context.nodes(.isTest).contains { $0.has("shared") }
    for test in program.tests {
      if test.expectations.isEmpty {
        findings.report(
          "the test `\(test.name)` expects nothing: it passes whatever the rules do", at: test.span,
          help: "add a line such as `expect … in …`")
      } else if !hasShared, !depends(test, program) {
        checkContacts(test, &findings)
      }
    }
  }

  /// Whether a contact can matter to others: who is a lead within a limit depends on everybody.
  private static func depends(_ test: Test, _ program: Program) -> Bool {
    test.expectations.contains {
      if case .lead(let id, _) = $0.kind { program.campaigns[id].limit != nil } else { false }
    }
  }

  private static func checkContacts(_ test: Test, _ findings: inout LintFindings) {
    func household(_ contact: Int) -> Int { test.contacts[contact].company ?? contact }
    let expected = Set(test.expectations.map { household($0.contact) })
    for (index, contact) in test.contacts.enumerated() where household(index) == index && !expected.contains(index) {
      let name = contact.name.map { " `\($0)`" } ?? ""
      findings.report(
        "the test expects nothing of the \(contact.kind.rawValue)\(name), nor of anybody who belongs to it",
        at: contact.span, help: "add what you expect of it, or remove it")
    }
  }
}
