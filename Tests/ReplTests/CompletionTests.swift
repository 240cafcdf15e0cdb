import BantamRepl
import BantamSession
import BantamStore
import Testing

/// What could stand at the cursor, by position. `…` in the expectation: others may follow.
@Suite struct CompletionTests {
  private static let rules = """
    list towns = ["Kiel", "Hamburg"]
    place kiel = 54.32, 10.13
    segment german "Sits in Germany" { country = "DE" }
    funnel way "Way" per project {
        stage contact "Contact"
        stage lead "Lead"
    }
    campaign spring {
        internal
        project fair uses way
        audience german
    }
    """

  private func workbench() throws -> (Workbench, DialogueTests.Place) {
    let place = try DialogueTests.Place(rules: Self.rules)
    try Database(path: place.database, mode: .readWrite).execute(
      """
      INSERT INTO activity(contact_id, kind, at) VALUES (1, 'visit', '2026-02-20T08:00:00Z'),
        (2, 'visit', '2026-02-21T08:00:00Z'), (2, 'webinar', '2026-02-22T08:00:00Z')
      """)
    return (try Workbench(rules: place.folder, database: place.database, asOf: "2026-03-01", threads: 2), place)
  }

  @Test(arguments: [
    ("cou", ["country"]),
    ("german ", ["and ", "or "]),
    ("country ", ["= ", "!= ", "in [", "contains ", "…"]),
    ("country = ", [#""DE""#, #""AT""#]),
    (#"country = "A"#, [#""AT""#]),
    (#"city in ["Kiel", "#, [#""Hamburg""#, "…"]),
    ("employees ", ["> ", ">= ", "< ", "…"]),
    ("created_at in last ", ["30 days", "90 days", "…"]),
    ("created_at in last 3 ", ["days", "weeks", "months", "years"]),
    ("created_at in next 1 ", ["day", "week", "month", "year"]),
    ("did ", [#""visit""#, #""webinar""#, "anything"]),
    ("last ", ["did "]),
    ("reachable ", ["for "]),
    ("member ", ["of "]),
    ("never ", ["did "]),
    ("indu ", []),
    (#"did "visit" at "#, ["least ", "most "]),
    (#"did "visit" at least "#, []),
    ("country = \"DE\" ", ["and ", "or "]),
    ("any ", ["{ ", "person { "]),
    ("email is ", ["missing", "known", "shared"]),
    (":cross ", ["german"]),
    (":drop ", []),
    (":sort -emp", ["employees"]),
    (#"never did "we"#, [#""webinar""#]),
    (#"did "visit" "#, ["in last ", "at least ", "where { ", "and ", "or "]),
    (#"did "visit" in last "#, ["30 days", "…"]),
    ("sum of amount of ", [#""visit""#, #""webinar""#, "anything"]),
    ("stage ", ["in "]),
    ("stage in ", ["any project ", "fair "]),
    ("stage in any ", ["project "]),
    ("stage in any project ", ["= ", ">= ", "< ", "was "]),
    ("stage in fair >= ", ["contact", "lead"]),
    ("member of ", ["spring"]),
    ("city in ", ["towns", "["]),
    ("created_at in ", ["last ", "next "]),
    (#"did "visit" in "#, ["last ", "each of last "]),
    ("location within 5 km of ", ["kiel"]),
    ("name is ", ["missing", "known", "shared"]),
    (":sho", [":show"]),
    (":show ger", ["german"]),
  ])
  func fitsThePlace(_ text: String, _ expected: [String]) throws {
    let (workbench, place) = try workbench()
    let found = Completer(workbench).completion(of: text, at: text.utf8.count).candidates.map(\.text)
    if expected.last == "…" {
      #expect(Array(found.prefix(expected.count - 1)) == Array(expected.dropLast()), "\(text)")
    } else {
      #expect(found == expected, "\(text)")
    }
    withExtendedLifetime(place) {}
  }

  @Test func frequenciesStandBeside() throws {
    let (workbench, place) = try workbench()
    let completer = Completer(workbench)
    func notes(_ text: String) -> [String] {
      completer.completion(of: text, at: text.utf8.count).candidates.map(\.note)
    }
    #expect(notes("country = ") == ["5 contacts", "2 contacts"])
    #expect(notes("did ") == ["2 activities", "1 activity", "whichever"])
    withExtendedLifetime(place) {}
  }
}
