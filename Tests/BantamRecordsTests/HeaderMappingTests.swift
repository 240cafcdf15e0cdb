import Testing

@testable import BantamRecords

private let personTargets = [
  "key", "company", "name", "first_name", "last_name", "email", "phone", "website", "street", "postcode", "city",
  "state",
  "country", "latitude", "longitude", "language", "source", "created_at", "updated_at", "last_activity_at", "industry",
  "employees", "revenue", "founded", "customer_number", "salutation", "gender", "birth_date", "job_title", "department",
  "seniority", "education", "tags", "notes", "owner",
]
private let companyTargets = personTargets.filter { $0 != "company" }
private let activityTargets = ["contact", "kind", "at", "amount", "detail"]

@Suite struct HeaderMappingTests {
  @Test(
    arguments: [
      // HubSpot
      ("Record ID", "key"), ("First Name", "first_name"), ("Company Name", "company"), ("Contact owner", "owner"),
      ("Job Title", "job_title"), ("Create Date", "created_at"), ("Postal Code", "postcode"), ("State/Region", "state"),
      ("Country/Region", "country"), ("Company Domain Name", "website"), ("Number of Employees", "employees"),
      // Salesforce
      ("MailingPostalCode", "postcode"), ("BILLINGCITY", "city"), ("AnnualRevenue", "revenue"),
      ("NumberOfEmployees", "employees"),
      ("LastActivityDate", "last_activity_at"), ("LeadSource", "source"), ("Birthdate", "birth_date"),
      ("OwnerId", "owner"),
      // German
      ("Vorname", "first_name"), ("Nachname", "last_name"), ("PLZ", "postcode"), ("Ort", "city"), ("Straße", "street"),
      ("Firma", "company"), ("E-Mail", "email"), ("E-Mail-Adresse", "email"), ("Umsatz", "revenue"),
      ("Mitarbeiter", "employees"),
      ("Anrede", "salutation"), ("Geburtsdatum", "birth_date"), ("Telefon", "phone"), ("Land", "country"),
      ("Branche", "industry"),
      ("Position", "job_title"), ("Kundennummer", "customer_number"), ("Gründungsjahr", "founded"),
      ("Bundesland", "state"),
      // AdventureWorks
      ("CustomerKey", "key"), ("EmailAddress", "email"), ("EducationLevel", "education"), ("Occupation", "job_title"),
      // Nothing
      ("Foo", nil), ("HomeOwner", nil), ("", nil),
    ] as [(String, String?)])
  func personHeaders(header: String, target: String?) {
    let mapping = HeaderMapping(headers: [header], targets: personTargets.map { MappingTarget(name: $0) })
    #expect(mapping.guesses[0].target.map { personTargets[$0] } == target)
  }

  @Test(arguments: [
    ("Company Name", "name"), ("Firma", "name"), ("Account Name", "name"), ("NAME", "name"), ("AccountId", "key"),
    ("ID", "key"),
  ])
  func companyHeaders(header: String, target: String) {
    let mapping = HeaderMapping(headers: [header], targets: companyTargets.map { MappingTarget(name: $0) })
    #expect(mapping.guesses[0].target.map { companyTargets[$0] } == target)
  }

  @Test(arguments: [
    ("Activity - Type", "kind"), ("Activity - Due date", "at"), ("Activity - Subject", "detail"),
    ("Person - Email", "contact"),
    ("Amount", "amount"), ("Betrag", "amount"), ("OrderDate", "at"), ("CustomerKey", "contact"),
  ])
  func activityHeaders(header: String, target: String) {
    let mapping = HeaderMapping(headers: [header], targets: activityTargets.map { MappingTarget(name: $0) })
    #expect(mapping.guesses[0].target.map { activityTargets[$0] } == target)
  }

  @Test func theBetterHeaderWins() {
    let mapping = HeaderMapping(
      headers: ["Mailing City", "city", "Ort", "lifestyle", "Lebensstil", "Oracle_ID__c"],
      targets: [
        MappingTarget(name: "city"), MappingTarget(name: "style", labels: ["Lebensstil"]),
        MappingTarget(name: "oracle_id"),
      ])
    #expect(mapping.guesses.map(\.target) == [nil, 0, nil, nil, 1, 2])
    #expect(mapping.guesses.map(\.certainty) == [.unknown, .name, .unknown, .unknown, .label, .name])
    #expect(mapping.guesses[0].reason == "another column is `city` already")
    #expect(mapping.guesses[4].reason == "label of style")
  }

  @Test func aFieldOfTheRuleSetIsFoundByTheUsualWordsToo() {
    let mapping = HeaderMapping(
      headers: ["Zip", "Staff"],
      targets: [MappingTarget(name: "plz"), MappingTarget(name: "size", labels: ["Mitarbeiter"])])
    #expect(mapping.guesses.map(\.target) == [0, 1])
    #expect(mapping.guesses.map(\.reason) == ["usual word for plz", "usual word for size"])
  }

  @Test func whatTheUserSaysGoesFirst() throws {
    var mapping = HeaderMapping(
      headers: ["PLZ", "Zone", "Ort"], targets: [MappingTarget(name: "postcode"), MappingTarget(name: "city")])
    mapping.assign(header: try #require(mapping.headerIndex(of: "zone")), to: 0)
    mapping.assign(header: try #require(mapping.headerIndex(of: "Ort")), to: nil)
    #expect(mapping.guesses.map(\.target) == [nil, 0, nil])
    #expect(mapping.header(for: 0) == 1)
    #expect(mapping.headerIndex(of: "none") == nil)
    #expect(mapping.guesses.map(\.reason) == ["another column was given for it", "given", "left out as given"])
  }

  @Test func noWordStandsTwiceInAConcept() {
    for concept in headerConcepts {
      #expect(Set(concept.names).count == concept.names.count, "\(concept.names.first ?? "")")
    }
    #expect(Set(headerConcepts.compactMap(\.names.first)).count == headerConcepts.count)
  }
}
