import BantamRepl
import BantamStore
import Testing

/// What `:sql` shows gives the same contacts as the engine.
@Suite struct CriterionSQLTests {
  static let criteria = [
    "country = \"DE\"", "country != \"DE\"", "not country = \"DE\"", "employees > 50", "not employees > 50",
    "employees in 35..60", "employees is missing", "employees is known", "city is missing",
    "country = \"DE\" and employees > 50 or", "country = \"DE\" and employees > 50",
    "any { city = \"kiel\", employees = 35 }", "none { city = \"Kiel\", country = \"AT\" }",
    "at least 2 of { city = \"Kiel\", country = \"DE\", employees > 100 }", "name contains \"e\"",
    "name contains any of [\"Druck\", \"Mehl\"]", "name starts with \"Förde\"", "email ends with \".example\"",
    "email exactly = \"info@foerde.example\"", "city in [\"Wien\", \"KIEL\"]", "postcode in \"1\"..\"2\"",
    "created_at in last 30 days", "created_at before 2026-01-01", "created_at older than 60 days",
    "any person { email is known }", "no person { email is known }", "company { employees > 100 }",
    "everyone", "not everyone", "kind = \"person\"", "first_name = last_name", "city = \"O'Hara\"",
  ]

  @Test(arguments: criteria) func queryGivesTheSameContacts(_ criterion: String) throws {
    let place = try DialogueTests.Place()
    let repl = try place.repl()
    guard repl.reply(to: criterion).diagnostics.isEmpty else {
      // One of them is no criterion.
      return #expect(criterion.hasSuffix(" or"))
    }
    let query = repl.reply(to: ":sql").text
    let statement = try Database(path: place.database, mode: .readOnly).prepare(query)
    var found: [Int64] = []
    while try statement.step() { found.append(statement.integer(0)) }
    guard case .integers(let keys) = repl.workbench.tables.keys, let last = repl.last else {
      return #expect(Bool(false), "integer keys")
    }
    #expect(found == last.rows.map { keys[Int($0)] }, "\(query)")
  }

  @Test func whatHasNoQuerySaysWhy() throws {
    let repl = try DialogueTests.Place().repl()
    for (criterion, words) in [("did anything", "activities"), ("revenue / employees > 1 EUR", "arithmetic")] {
      #expect(repl.reply(to: criterion).diagnostics.isEmpty)
      #expect(repl.reply(to: ":sql").text == "There is no query for it: it asks \(words).\n")
    }
  }
}
