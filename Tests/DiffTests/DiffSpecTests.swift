import BantamSystem
import Testing

/// What the command prints, to the letter, and its exit status.
struct DiffSpecTests {
  static let companies = """
    id,name,city,employees,revenue,budget,email,tags
    1,Nordwind,Hamburg,12,2000000,120000,info@nordwind.example,
    2,Alster,Hamburg,40,8000000,30000,info@alster.example,expo
    3,Hansa,Kiel,90,,10000,info@hansa.example,customer
    4,Deich,Kiel,200,30000000,,info@deich.example,expo
    5,Rival,Bremen,60,5000000,150000,info@rival.example,
    6,Ahrens,Hamburg,8,400000,40000,info@ahrens.example,customer

    """

  @Test(arguments: DiffSpec.all)
  func saysWhatTheSpecSays(_ spec: DiffSpec) throws {
    let folder = try ScratchFolder()
    for (name, text) in spec.files { try folder.write(name, text) }
    try folder.write("companies.csv", Self.companies)
    let database = folder.path + "/contacts.db"
    let imported = runKept([
      "import", folder.path + "/companies.csv", "--companies", "--rules", folder.path + "/new", "--db", database,
    ])
    #expect(imported.status == 0, "\(imported.errors)")
    let result = runKept(["diff", folder.path + "/old", folder.path + "/new", "--db", database] + spec.arguments)
    let said = "status \(result.status)\n" + result.output + result.errors
    #expect(said.replacing(folder.path + "/", with: "") == spec.expected + "\n")
  }

  /// What the database knows holds on both sides: who takes care of a lead already, who was removed by hand.
  @Test func theDatabaseIsKnownToBoth() throws {
    let owners = try #require(DiffSpec.all.first { $0.title == "Owners" })
    let folder = try ScratchFolder()
    for (name, text) in owners.files { try folder.write(name, text) }
    try folder.write("companies.csv", Self.companies)
    let (old, new, database) = (folder.path + "/old", folder.path + "/new", folder.path + "/contacts.db")
    func status(_ words: String...) -> Int32 { runKept(words + ["--db", database]).status }
    #expect(status("import", folder.path + "/companies.csv", "--companies", "--rules", new) == 0)
    #expect(status("diff", old, new) == 1)
    #expect(status("run", old) == 0)
    #expect(status("diff", old, new) == 0)
    #expect(status("members", "remove", "spring", "3", "--because", "asked", "--rules", new) == 0)
    #expect(runKept(["diff", old, new, "--db", database]).output.contains("leads: 5 → 5, no difference"))
    #expect(status("diff", old, new, "--as-of", "2026-01-01", "--campaign", "spring") == 0)
  }

  @Test func whatCannotBeDoneHasAStatusOfItsOwn() throws {
    let folder = try ScratchFolder()
    try folder.write("rules/a.bant", GitTests.rules.replacing("../lists/towns.csv", with: "towns.csv"))
    try folder.write("rules/towns.csv", "town\nHamburg\n")
    try makeDirectory(folder.path + "/empty")
    let rules = folder.path + "/rules"
    func failure(_ words: String...) -> String {
      let result = runKept(["diff"] + words)
      #expect(result.status == 2)
      return String(result.errors.prefix(13))
    }
    #expect(failure(rules, rules) == "error[BT0801]")
    #expect(failure(folder.path + "/empty", rules) == "error[BT0916]")
    #expect(failure(rules, rules, "--campaign", "winter") == "error[BT0703]")
    try folder.write("wrong/a.bant", "segment {")
    #expect(failure(rules, folder.path + "/wrong").hasPrefix("error[BT01"))
  }

  @Test func thereAreSpecs() { #expect(DiffSpec.all.count > 15) }
}
