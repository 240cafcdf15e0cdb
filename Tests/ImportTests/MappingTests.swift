import Testing

@testable import BantamStore

/// What files and columns are taken for, and how that is overridden.
@Suite struct MappingTests {
  @Test(arguments: [
    ("Firma;PLZ;Ort;Branche;Mitarbeiter\nA;20095;Hamburg;Bau;5\n", ImportKind.companies),
    ("Vorname;Nachname;E-Mail\nA;B;a@x.example\n", .persons),
    ("Name,Company,Email\nAnn Lee,Acme,a@x.example\n", .persons),
    ("Name,Email,Job Title\nAnn Lee,a@x.example,CEO\n", .persons),
    ("Type,Name\nperson,A\ncompany,B\n", .contacts),
    ("Type,Name,Industry\nCustomer,A,Steel\n", .companies),
    ("contact,kind,at\na@x.example,visit,2026-01-01\n", .activities),
    ("OrderID,CustomerID,EmployeeID,OrderDate,Freight\n1,ALFKI,5,2026-01-01,3\n", .activities),
    ("email,purpose,given_at\na@x.example,news,2026-01-01\n", .consents),
    ("contact,purpose,at\na@x.example,news,2026-01-01\n", .objections),
    ("email,purpose,date\na@x.example,news,2026-01-01\n", .objections),
    ("contact,purpose\na@x.example,news\n", .objections),
    ("email,purpose,reason\na@x.example,news,no\n", .objections),
    ("channel,address\nemail,a@x.example\n", .suppressions),
    ("ticker,name,sector,employees\nSAP,SAP SE,IT,1\n", .companies),
    ("ID,ACCOUNTID,NAME,CLOSEDATE,TYPE\n006A,001A,Big deal,2026-01-01,New\n", .activities),
  ])
  func kinds(file: String, kind: ImportKind) throws {
    let scratch = Scratch()
    let path = try scratch.write("a.csv", file)
    let opened = try ImportFile(path: path, scratch.request(["a.csv"]), program(""), parser: .init())
    #expect(opened.kind == kind, "\(opened.kindReason)")
  }

  @Test(
    arguments: [
      ("id,name\n4,A\n", ["id", "name"]),
      // No whole number: the number of another system.
      ("Id,Name\n001A,A\n", ["customer_number", "name"]),
      ("Kundennr.;Firma;Straße;PLZ;Ort\n1;A;B;2;C\n", ["customer_number", "name", "street", "postcode", "city"]),
      ("Nr;Name\n1;A\n", [nil, "name"]),
      ("name,colour\nA,red\n", ["name", nil]),
      ("name,first_name\nA,red\n", ["name", nil]),
    ] as [(String, [String?])])
  func fieldsOfCompanies(file: String, fields: [String?]) throws {
    let scratch = Scratch()
    try scratch.write("a.csv", file)
    let report = try scratch.importing("a.csv") { $0.kind = .companies }
    #expect(report.files[0].plan.columns.map(\.field) == fields)
  }

  @Test(
    arguments: [
      ("Title,First Name,Last Name\nMs,Ann,Lee\nDr.,Bo,Kim\n", ["salutation", "first_name", "last_name"]),
      ("Title,First Name,Last Name\nCEO,Ann,Lee\nClerk,Bo,Kim\n", ["job_title", "first_name", "last_name"]),
      ("Title,TitleOfCourtesy,Last Name\nCEO,Ms.,Lee\n", ["job_title", "salutation", "last_name"]),
      ("CustomerID,Last Name,Company Name\n5,Lee,Acme\n", [nil, "last_name", "company"]),
    ] as [(String, [String?])])
  func fieldsOfPersons(file: String, fields: [String?]) throws {
    let scratch = Scratch()
    try scratch.write("a.csv", file)
    let report = try scratch.importing("a.csv")
    #expect(report.files[0].plan.columns.map(\.field) == fields)
  }

  @Test func theUserIsRight() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "Who,Name,Phone\nAcme,Ann,1\n")
    let report = try scratch.importing("a.csv") {
      $0.kind = .companies
      $0.choices = [.init(header: "who", field: "Name"), .init(header: "Phone", field: nil)]
    }
    #expect(report.files[0].plan.columns.map(\.field) == ["name", nil, nil])
    #expect(
      report.files[0].plan.columns.map(\.reason) == ["given", "another column was given for it", "left out as given"])
    #expect(try scratch.rows("SELECT name, phone FROM contact") == ["Acme|–"])
  }

  @Test func aFieldOfTheOtherKindIsSaidToBeOne() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "first_name,last_name,industry\nAnn,Lee,Steel\n")
    let report = try scratch.importing("a.csv")
    #expect(report.files[0].plan.columns[2].reason == "`industry` is a field of companies")
  }

  @Test func theOrderOfDatesIsSeenOrGiven() throws {
    let scratch = Scratch()
    let rules = "fields of company { since : date }"
    try scratch.write("a.csv", "name,since\nA,3/4/2025\nB,25/4/2025\n")
    try scratch.importing("a.csv", rules: rules)
    #expect(try scratch.rows("SELECT since FROM contact") == ["2025-04-03", "2025-04-25"])
    try scratch.write("b.csv", "name,since\nA,3/4/2025\n")
    #expect(try scratch.importing("b.csv", rules: rules).counts == ["0/0/0/0/1"])
    try scratch.importing("b.csv", rules: rules) { $0.dateOrder = .monthFirst }
    #expect(try scratch.rows("SELECT since FROM contact") == ["2025-03-04", "2025-04-25"])
  }

  @Test(arguments: [
    ("BT0824", ImportRequestChange { $0.choices = [.init(header: "Nam", field: "city")] }),
    ("BT0825", ImportRequestChange { $0.choices = [.init(header: "name", field: "colour")] }),
    ("BT0825", ImportRequestChange { $0.key = ["colour"] }),
    ("BT0826", ImportRequestChange { $0.key = ["email"] }),
    ("BT0827", ImportRequestChange { $0.key = ["revenue"] }),
    ("BT0828", ImportRequestChange { $0.kind = .activities }),
    ("BT0831", ImportRequestChange { $0.files += $0.files }),
  ])
  func whatCannotBe(code expected: String, change: ImportRequestChange) throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,revenue,date\nA,5,2026-01-01\n")
    #expect(code { try scratch.importing("a.csv", change: change.apply) } == expected)
    #expect(scratch.fileNames == ["a.csv"])
  }

  @Test func anotherProgramsTableIsLeftAlone() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,revenue\nA,5\n")
    let found = code {
      try scratch.importing("a.csv", rules: "settings { contacts from table \"crm\" key \"id\" of company }")
    }
    #expect(found == "BT0829")
  }
}

struct ImportRequestChange: Sendable {
  var apply: @Sendable (inout ImportRequest) -> Void
  init(_ apply: @escaping @Sendable (inout ImportRequest) -> Void) { self.apply = apply }
}
