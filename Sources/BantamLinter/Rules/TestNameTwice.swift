import BantamDiagnostics
import BantamProgram
import BantamSystem

/// Tests that are called the same.
enum TestNameTwice: LintRule {
  static let manual = LintManual(
    "BT1224", "test-name-twice", "two tests of the same name",
    text: """
      Two tests have the same name, case and blanks aside. When one fails, nobody can tell which of them it was; often \
      one is a copy whose name was not changed.
      """,
    wrong: """
      segment large { employees >= 50 }
      test "50 are large" {
          given company acme { employees: 50 }
          expect acme in large
      }
      test "50 are  Large" {
          given company acme { employees: 49 }
          expect acme not in large
      }
      """,
    right: """
      segment large { employees >= 50 }
      test "50 are large" {
          given company acme { employees: 50 }
          expect acme in large
      }
      test "49 are not" {
          given company acme { employees: 49 }
          expect acme not in large
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    var first: [String: Span] = [:]
    for test in context.program.tests {
      let name = foldCase(test.name.split(whereSeparator: \.isWhitespace).joined(separator: " "))
      guard let earlier = first[name] else {
        first[name] = test.span
        continue
      }
      findings.report(
        "another test is called `\(test.name)` too: when one fails, nobody can tell which", at: test.span,
        notes: [Note("the other one", at: earlier)], help: "give each test a sentence of its own")
    }
  }
}
