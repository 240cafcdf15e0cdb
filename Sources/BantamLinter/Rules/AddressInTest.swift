import BantamSyntax
import BantamSystem

/// E-mail addresses in tests that can be somebody's.
enum AddressInTest: LintRule {
  static let manual = LintManual(
    "BT1255", "address-in-test", "an e-mail address in a test that can be somebody's",
    text: """
      Tests are kept with the rules, copied and shown, and nobody erases a contact from them: a real address there is \
      personal data without a purpose. The domains `example.com`, `example.org`, `example.net` and all that end with \
      `.example`, `.test` or `.invalid` belong to nobody (RFC 2606). `bantam test --from-db` writes such addresses.
      """,
    wrong: """
      segment reachable_ones { email is known }
      test "an address is enough" {
          given company acme { email: "anna.schmidt@acme.de" }
          expect acme in reachable_ones
      }
      """,
    right: """
      segment reachable_ones { email is known }
      test "an address is enough" {
          given company acme { email: "anna.schmidt@acme.example" }
          expect acme in reachable_ones
      }
      """)

  private static let names: Set = ["example.com", "example.org", "example.net", "localhost"]
  private static let endings = [
    ".example", ".test", ".invalid", ".localhost", ".example.com", ".example.org", ".example.net",
  ]

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for node in context.nodes(.givenField) {
      guard let token = node.token(.string) else { continue }
      let text = node.unquoted(token)
      guard isForeign(text) else { continue }
      findings.report(
        "`\(text.prefix(80))` can be somebody's address: whoever is erased from the database stays in the test",
        at: node.span(token), help: "use a domain that belongs to nobody, such as `acme.example`")
    }
  }

  /// Something on both sides of one `@`, a dot behind it, no blanks; and a domain that somebody can own.
  private static func isForeign(_ text: String) -> Bool {
    let parts = foldCase(text).split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !text.contains(where: \.isWhitespace) else {
      return false
    }
    return !names.contains(String(parts[1])) && !endings.contains { parts[1].hasSuffix($0) }
  }
}
