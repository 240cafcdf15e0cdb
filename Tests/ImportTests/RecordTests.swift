import Testing

@testable import BantamStore

/// Activities, consents, objections and suppressions.
@Suite struct RecordTests {
  static let contacts = """
    kind,name,last_name,email,customer_number
    company,Acme,,info@acme.example,K-1
    company,Beta,,info@beta.example,
    person,,Lee,lee@acme.example,

    """

  func scratch() throws -> Scratch {
    let scratch = Scratch()
    try scratch.write("contacts.csv", Self.contacts)
    #expect(try scratch.importing("contacts.csv").counts == ["3/0/0/0/0"])
    return scratch
  }

  @Test(arguments: [
    ("contact,kind,at\nINFO@acme.example,visit,2026-02-01\n", ["Acme"]),
    ("e-mail,kind,at\nlee@acme.example,visit,2026-02-01\n", ["Lee"]),
    ("customer_number,kind,at\nk-1,visit,2026-02-01\n", ["Acme"]),
    ("contact_id,kind,at\n2,visit,2026-02-01\n", ["Beta"]),
    ("contact,kind,at\nbeta,visit,2026-02-01\n", ["Beta"]),
    ("contact,kind,at\nnobody@acme.example,visit,2026-02-01\n,visit,2026-02-01\n", []),
  ])
  func activitiesFindTheirContact(file: String, names: [String]) throws {
    let scratch = try scratch()
    try scratch.write("a.csv", file)
    let report = try scratch.importing("a.csv")
    #expect(report.files[0].plan.kind == .activities)
    let found = try scratch.rows(
      "SELECT coalesce(c.name, c.last_name) FROM activity AS a JOIN contact AS c ON c.id = a.contact_id")
    #expect(found == names)
    #expect(report.files[0].inserted == names.count)
    #expect(report.files[0].rejected == report.files[0].rows - names.count)
  }

  @Test func theSameFileTwiceDoublesNothing() throws {
    let scratch = try scratch()
    let rows = """
      contact,kind,at,detail,amount
      info@acme.example,visit,2026-02-01,,
      info@acme.example,visit,2026-02-01,,
      info@acme.example,order,2026-02-01,x,12.50
      info@beta.example,order,2026-02-01 10:00,x,

      """
    try scratch.write("a.csv", rows)
    #expect(try scratch.importing("a.csv").counts == ["4/0/0/0/0"])
    #expect(try scratch.importing("a.csv").counts == ["0/0/4/0/0"])
    try scratch.write(
      "a.csv", rows + "info@acme.example,visit,2026-02-01,,\ninfo@acme.example,order,2026-02-01,y,12.50\n")
    #expect(try scratch.importing("a.csv").counts == ["2/0/4/0/0"])
    #expect(try scratch.rows("SELECT count(*) FROM activity") == ["6"])
  }

  @Test func theLastActivityIsKept() throws {
    let scratch = try scratch()
    try scratch.write(
      "a.csv", "contact,kind,at\ninfo@acme.example,visit,2026-02-03\ninfo@acme.example,visit,2026-02-01T10:00\n")
    try scratch.importing("a.csv")
    try scratch.write(
      "a.csv", "contact,kind,at\ninfo@acme.example,visit,2025-12-24\nlee@acme.example,visit,2025-12-24\n")
    try scratch.importing("a.csv")
    #expect(
      try scratch.rows("SELECT id, last_activity_at FROM contact") == [
        "1|2026-02-03T00:00:00Z", "2|–", "3|2025-12-24T00:00:00Z",
      ])
  }

  @Test func fieldsOfActivities() throws {
    let scratch = try scratch()
    let rules = "fields of activity { page : text\n seconds : integer }"
    try scratch.write("a.csv", "contact,kind,at,page,seconds\ninfo@acme.example,visit,2026-02-03,/prices,40\n")
    try scratch.importing("a.csv", rules: rules)
    #expect(try scratch.rows("SELECT page, seconds FROM activity") == ["/prices|40"])
    try scratch.write("a.csv", "contact,kind,at,page,seconds\ninfo@acme.example,visit,2026-02-03,/prices,41\n")
    #expect(try scratch.importing("a.csv", rules: rules).counts == ["0/1/0/0/0"])
  }

  @Test func aFileWithoutKindsIsNamedAfterItself() throws {
    let scratch = try scratch()
    try scratch.write("orders.csv", "CustomerID,OrderDate,Total\nK-1,2026-02-03,99.90\n")
    let report = try scratch.importing("orders.csv")
    #expect(report.files[0].plan.notes == ["no column is the `kind`: it is `orders` in all rows"])
    #expect(try scratch.rows("SELECT contact_id, kind, amount FROM activity") == ["1|orders|99.9"])
    let again = try scratch.importing("orders.csv") { $0.activityKind = "order" }
    #expect(again.counts == ["1/0/0/0/0"])
  }

  @Test func consentsAreBroughtUpToDate() throws {
    let scratch = try scratch()
    let rules = "purpose newsletter { basis consent, channel email }"
    try scratch.write(
      "c.csv", "contact,purpose,basis,given_at,withdrawn_at\nlee@acme.example,Newsletter,Einwilligung,2025-01-01,\n")
    #expect(try scratch.importing("c.csv", rules: rules).files[0].plan.kind == .consents)
    try scratch.write(
      "c.csv",
      """
      contact,purpose,basis,given_at,withdrawn_at
      lee@acme.example,newsletter,consent,2025-01-01,2026-01-01
      lee@acme.example,parties,consent,2025-01-01,
      lee@acme.example,newsletter,mood,2025-01-01,

      """)
    #expect(try scratch.importing("c.csv", rules: rules).counts == ["0/1/0/0/2"])
    #expect(
      try scratch.rows("SELECT contact_id, purpose, basis, given_at, withdrawn_at FROM bantam_consent") == [
        "3|newsletter|consent|2025-01-01T00:00:00Z|2026-01-01T00:00:00Z"
      ])
  }

  @Test func objectionsAndSuppressions() throws {
    let scratch = try scratch()
    try scratch.write("o.csv", "contact,purpose,at,reason\ninfo@acme.example,,2026-01-01,asked by phone\n")
    try scratch.write("s.csv", "address,reason\nnever@x.example,bounced\nnever@x.example,bounced twice\n,none\n")
    let report = try scratch.importing("s.csv", "o.csv")
    #expect(report.files.map(\.plan.kind) == [.objections, .suppressions])
    #expect(report.counts == ["1/0/0/0/0", "1/0/0/1/1"])
    #expect(try scratch.rows("SELECT contact_id, purpose, reason FROM bantam_objection") == ["1|–|asked by phone"])
    #expect(
      try scratch.rows("SELECT channel, address, reason FROM bantam_suppression") == [
        "email|never@x.example|bounced twice"
      ])
  }

  @Test func anAddressThatNothingIsComparedWithIsRejected() throws {
    let scratch = try scratch()
    try scratch.write("s.csv", "channel,address\nPost,Hauptstr. 1\nphone,040 1\n")
    let report = try scratch.importing("s.csv")
    #expect(report.counts == ["1/0/0/0/1"])
    #expect(report.files[0].reasons.first?.reason.contains("import an objection of the contact instead") == true)
  }
}
