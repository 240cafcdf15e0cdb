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

  @Test func thereAreSpecs() { #expect(DiffSpec.all.count > 15) }
}
