import Testing

@testable import BantamStore

/// Companies and persons: what is stored, how known ones are recognised, how persons find their company.
@Suite struct ContactTests {
  @Test func companiesComeBeforeTheirPeopleWhateverTheOrder() throws {
    let scratch = Scratch()
    try scratch.write("people.csv", "company,first_name,last_name,email\nAcme Ltd,Ann,Lee,ann@acme.example\n")
    try scratch.write("firms.csv", "name,employees,email\nAcme Ltd,12,info@acme.example\n")
    let report = try scratch.importing("people.csv", "firms.csv")
    #expect(report.files.map(\.plan.kind) == [.companies, .persons])
    #expect(report.counts == ["1/0/0/0/0", "1/0/0/0/0"])
    let people = try scratch.rows(
      "SELECT p.name, p.first_name, c.name FROM person AS p JOIN company AS c ON c.id = p.company_id")
    #expect(people == ["Ann Lee|Ann|Acme Ltd"])
  }

  @Test func valuesAreStoredAsTheDatabaseWritesThem() throws {
    let scratch = Scratch()
    try scratch.write(
      "a.csv",
      """
      name;employees;revenue;founded;tags;vip;since;signed;score;size
      Öl & Gas GmbH;1.200;2.345.678,50 €;1998;expo, vip;ja;03.04.2025;2025-04-03 14:30;0,1250;Big

      """)
    try scratch.importing(
      "a.csv",
      rules: """
        settings { zone "Europe/Berlin" }
        fields of company {
          vip : yes_no
          since : date
          signed : datetime
          score : decimal
          size : choice ["small", "big"]
        }
        """)
    let row = try scratch.rows(
      "SELECT name, employees, revenue, founded, tags, vip, since, signed, score, size FROM contact")
    #expect(row == ["Öl & Gas GmbH|1200|2345678.5|1998|expo; vip|1|2025-04-03|2025-04-03T12:30:00Z|0.125|big"])
    let types = try scratch.rows("SELECT typeof(employees), typeof(revenue), typeof(vip), typeof(since) FROM contact")
    #expect(types == ["integer|real|integer|text"])
  }

  /// Of values that differ in case only the first one is stored, however the file writes it.
  @Test func choicesAreStoredAsDeclared() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,lvl\nA,Gold\nB,gold\nC,GOLD\nD, gold \nE,X\nF,x\n")
    try scratch.importing("a.csv", rules: "fields of company { lvl : choice [\"Gold\", \"gold\", \"x\"] }")
    #expect(try scratch.rows("SELECT lvl FROM contact ORDER BY name") == ["Gold", "Gold", "Gold", "Gold", "x", "x"])
  }

  @Test func aFieldIsReadFromItsColumn() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,umsatz_eur,Branche\nA,5,Bau\n")
    let report = try scratch.importing(
      "a.csv",
      rules: "fields of company { turnover : money from \"umsatz_eur\"\n trade : text \"Branche\" }")
    #expect(report.files[0].plan.columns.map(\.field) == ["name", "turnover", "trade"])
    #expect(try scratch.rows("SELECT umsatz_eur, trade FROM contact") == ["5|Bau"])
  }

  struct KeyCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var first: String
    var second: String
    var counts: String
    var names: [String]
    var key: [String] = []
  }

  @Test(arguments: [
    KeyCase(
      testDescription: "an equal file changes nothing", first: "name,email,city\nA,a@x.example,Kiel\n",
      second: "name,email,city\nA,a@x.example,Kiel\n", counts: "0/0/1/0/0", names: ["A|Kiel"]),
    KeyCase(
      testDescription: "the e-mail, whatever its case and blanks", first: "name,email,city\nA,a@x.example,Kiel\n",
      second: "name,email,city\nAA, A@X.example ,Ulm\nB,b@x.example,Bonn\n", counts: "1/1/0/0/0",
      names: ["AA|Ulm", "B|Bonn"]),
    KeyCase(
      testDescription: "the customer number comes before the e-mail",
      first: "name,email,customer_number,city\nA,a@x.example,7,Kiel\n",
      second: "name,email,customer_number\nB,a@x.example,8\nA2,b@x.example,7\n", counts: "1/1/0/0/0",
      names: ["A2|Kiel", "B|–"]),
    KeyCase(
      testDescription: "the contact's own id", first: "id,name,city\n40,A,Kiel\n",
      second: "id,name,city\n40,B,Kiel\n41,C,Ulm\n", counts: "1/1/0/0/0", names: ["B|Kiel", "C|Ulm"]),
    KeyCase(
      testDescription: "the name where there is nothing else", first: "name,city\nMüller AG,Kiel\n",
      second: "name,city\nMÜLLER AG,Ulm\n", counts: "0/1/0/0/0", names: ["MÜLLER AG|Ulm"]),
    KeyCase(
      testDescription: "name and postcode tell branches apart", first: "name,postcode,city\nA,1,Kiel\nA,2,Ulm\n",
      second: "name,postcode,city\nA,2,Bonn\n", counts: "0/1/0/0/0", names: ["A|Kiel", "A|Bonn"]),
    KeyCase(
      testDescription: "the declared key", first: "name,email,city\nA,a@x.example,Kiel\n",
      second: "name,email,city\nA,new@x.example,Kiel\n", counts: "0/1/0/0/0", names: ["A|Kiel"], key: ["name"]),
    KeyCase(
      testDescription: "two fields as the key", first: "name,city,email\nA,Kiel,a@x.example\nA,Ulm,b@x.example\n",
      second: "name,city,email\na,ulm,c@x.example\n", counts: "0/1/0/0/0", names: ["A|Kiel", "a|ulm"],
      key: ["name", "city"]),
    KeyCase(
      testDescription: "who had no e-mail learns it", first: "name,email,city\nA,,Kiel\n",
      second: "name,email,city\nA,a@x.example,Kiel\n", counts: "0/1/0/0/0", names: ["A|Kiel"]),
    KeyCase(
      testDescription: "an empty cell erases nothing", first: "name,email,city\nA,a@x.example,Kiel\n",
      second: "name,email,city\n,a@x.example,\n", counts: "0/0/1/0/0", names: ["A|Kiel"]),
    KeyCase(
      testDescription: "a key twice in the file", first: "name,email,city\n",
      second: "name,email,city\nA,a@x.example,Kiel\nA,a@x.example,Ulm\n", counts: "1/0/0/1/0", names: ["A|Ulm"]),
  ])
  func knownCompaniesAreRecognised(_ example: KeyCase) throws {
    let scratch = Scratch()
    try scratch.write("first.csv", example.first)
    try scratch.write("second.csv", example.second)
    try scratch.importing("first.csv") {
      $0.key = example.key
      $0.kind = .companies
    }
    let report = try scratch.importing("second.csv") {
      $0.key = example.key
      $0.kind = .companies
    }
    #expect(report.counts == [example.counts])
    #expect(try scratch.rows("SELECT name, city FROM contact ORDER BY id") == example.names)
  }

  @Test func emptyCellsEraseWhereAsked() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,email,city\nA,a@x.example,Kiel\n")
    try scratch.importing("a.csv")
    try scratch.write("a.csv", "name,email,city\nA,a@x.example,\n")
    let report = try scratch.importing("a.csv") { $0.erasesMissing = true }
    #expect(report.counts == ["0/1/0/0/0"])
    #expect(try scratch.rows("SELECT city FROM contact") == ["–"])
  }

  @Test func aKeyThatSeveralContactsHaveIsNone() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "id,name,email\n1,A,info@x.example\n2,B,info@x.example\n")
    try scratch.importing("a.csv")
    try scratch.write("b.csv", "name,email\nC,info@x.example\n")
    let report = try scratch.importing("b.csv") { $0.kind = .companies }
    #expect(report.counts == ["0/0/0/0/1"])
    #expect(report.files[0].reasons.map(\.reason) == ["several contacts have the same email"])
  }

  @Test func personsWithoutEMailAreTheSameByNameAndCompany() throws {
    let scratch = Scratch()
    try scratch.write("c.csv", "name,employees\nAcme,1\nBeta,2\n")
    try scratch.write(
      "p.csv", "company,first_name,last_name,email,phone\nAcme,Ann,Lee,,1\nBeta,Ann,Lee,,2\n,Ann,Lee,,3\n")
    #expect(try scratch.importing("c.csv", "p.csv").files[1].withoutKey == 1)
    let again = try scratch.importing("p.csv")
    #expect(again.counts == ["1/0/2/0/0"])
  }

  @Test func timesOfCreationAndChange() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,email,created_at\nA,a@x.example,2020-01-02\nB,b@x.example,\n")
    try scratch.importing("a.csv", at: "2026-01-01T00:00:00Z") { $0.kind = .companies }
    try scratch.write("b.csv", "name,email\nA,a@x.example\nB2,b@x.example\n")
    try scratch.importing("b.csv", at: "2026-02-02T00:00:00Z") { $0.kind = .companies }
    #expect(
      try scratch.rows("SELECT name, created_at, updated_at FROM contact") == [
        "A|2020-01-02T00:00:00Z|2026-01-01T00:00:00Z", "B2|2026-01-01T00:00:00Z|2026-02-02T00:00:00Z",
      ])
  }

  struct LinkCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var companies: String
    var persons: String
    var names: [String]
    var unknown: [String] = []
  }

  @Test(arguments: [
    LinkCase(
      testDescription: "by name, whatever its case", companies: "name,employees\nÄrzte AG,1\n",
      persons: "company,last_name\närzte ag,Lee\n", names: ["Lee|Ärzte AG"]),
    LinkCase(
      testDescription: "by the company's id", companies: "id,name\n7,Acme\n8,Beta\n",
      persons: "company_id,last_name\n8,Lee\n", names: ["Lee|Beta"]),
    LinkCase(
      testDescription: "by a number of another system", companies: "AccountId,Account Name\n001A,Acme\n001B,Beta\n",
      persons: "AccountId,LastName\n001b,Lee\n", names: ["Lee|Beta"]),
    LinkCase(
      testDescription: "an unknown company is none", companies: "name,employees\nAcme,1\n",
      persons: "company,last_name\nBeta,Lee\n", names: ["Lee|–"], unknown: ["Beta"]),
    LinkCase(
      testDescription: "of two of one name neither", companies: "name,postcode,employees\nAcme,1,1\nAcme,2,2\n",
      persons: "company,last_name\nAcme,Lee\n", names: ["Lee|–"], unknown: ["Acme"]),
  ])
  func personsFindTheirCompany(_ example: LinkCase) throws {
    let scratch = Scratch()
    try scratch.write("c.csv", example.companies)
    try scratch.write("p.csv", example.persons)
    let report = try scratch.importing("c.csv", "p.csv")
    #expect(report.files.map(\.plan.kind) == [.companies, .persons])
    #expect(report.files[1].unknownCompanies == example.unknown)
    #expect(report.files[1].withoutCompany == example.unknown.count)
    let rows = try scratch.rows(
      "SELECT p.last_name, c.name FROM person AS p LEFT JOIN company AS c ON c.id = p.company_id")
    #expect(rows == example.names)
  }

  @Test func oneFileWithBothKinds() throws {
    let scratch = Scratch()
    try scratch.write(
      "all.csv",
      """
      id,kind,company_id,name,last_name,employees
      1,person,3,,Lee,
      2,Person,9,,Kim,
      3,company,3,Acme,,5
      4,robot,,R2,,
      5,company,too,many,fields,here,now

      """)
    let report = try scratch.importing("all.csv")
    #expect(report.counts == ["3/0/0/0/2"])
    #expect(report.files[0].rows == 5)
    #expect(
      try scratch.rows("SELECT id, kind, company_id FROM contact ORDER BY id") == [
        "1|person|3", "2|person|–", "3|company|–",
      ])
    #expect(report.files[0].reasons.map(\.count) == [1, 1])
  }

  @Test func anIdOfTheOtherKindIsRefused() throws {
    let scratch = Scratch()
    try scratch.write("c.csv", "id,name,employees\n1,Acme,1\n")
    try scratch.write("p.csv", "id,first_name,last_name\n1,Ann,Lee\n")
    let report = try scratch.importing("c.csv", "p.csv")
    #expect(report.counts == ["1/0/0/0/0", "0/0/0/0/1"])
    #expect(report.files[1].reasons.map(\.reason) == ["the id belongs to a company"])
  }

  @Test func postcodesAreLocated() throws {
    let scratch = Scratch()
    try scratch.write(
      "a.csv",
      """
      name,postcode,country,latitude,longitude
      A,20095,DE,,
      B,1010,AT,,
      C,20095,,,
      D,99999,DE,,
      E,20095,DE,1.5,2.5
      F,,DE,,

      """)
    let report = try scratch.importing("a.csv") { $0.kind = .companies }
    let file = report.files[0]
    #expect([file.located, file.locatedWithoutCountry, file.notLocated] == [3, 1, 1])
    #expect(
      try scratch.rows("SELECT name, round(latitude), round(longitude) FROM contact") == [
        "A|54.0|10.0", "B|48.0|16.0", "C|54.0|10.0", "D|–|–", "E|2.0|3.0", "F|–|–",
      ])
  }

  @Test func aMovedContactIsLocatedAnew() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,email,postcode\nA,a@x.example,20095\nB,b@x.example,20095\n")
    try scratch.importing("a.csv") { $0.kind = .companies }
    try scratch.run("UPDATE contact SET latitude = 50, longitude = 10 WHERE name = 'B'")
    try scratch.write("a.csv", "name,email,postcode\nA,a@x.example,80331\nB,b@x.example,20095\n")
    let report = try scratch.importing("a.csv") { $0.kind = .companies }
    #expect(report.counts == ["0/1/1/0/0"])
    #expect(try scratch.rows("SELECT name, round(latitude) FROM contact") == ["A|48.0", "B|50.0"])
  }
}
