import BantamSession
import BantamSystem
import Testing

/// Revisions in the place of folders.
struct GitTests {
  static let rules = """
    settings { as of 2026-03-01 }
    fields of company { employees : integer }
    list towns from "../lists/towns.csv"
    campaign spring {
        audience city in towns and employees >= 10
        internal
    }

    """

  /// A repository with two commits, `first` and `second`; the second narrows the campaign and the list.
  private func repository() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write("companies.csv", DiffSpecTests.companies)
    try folder.write("north/rules/a.bant", Self.rules)
    try folder.write("north/lists/towns.csv", "town\nHamburg\nKiel\n")
    try folder.git("init", "-q")
    try folder.git("add", ".")
    try folder.git("commit", "-q", "-m", "first")
    try folder.git("tag", "first")
    try folder.write("north/rules/a.bant", Self.rules.replacing(">= 10", with: ">= 20"))
    try folder.write("north/lists/towns.csv", "town\nHamburg\n")
    try folder.git("commit", "-q", "-a", "-m", "second")
    let imported = runKept([
      "import", folder.path + "/companies.csv", "--companies", "--rules", folder.path + "/north/rules", "--db",
      folder.path + "/contacts.db",
    ])
    #expect(imported.status == 0, "\(imported.errors)")
    return folder
  }

  private func diff(_ folder: ScratchFolder, _ old: String, _ new: String, _ options: String...) -> (Int32, String) {
    let result = runKept(["diff", old, new, "--db", folder.path + "/contacts.db"] + options)
    return (result.status, (result.output + result.errors).replacing(folder.path + "/", with: ""))
  }

  @Test func aRevisionOfTheOtherFolder() throws {
    let folder = try repository()
    let rules = folder.path + "/north/rules"
    let (status, text) = diff(folder, "HEAD~1", rules, "--csv")
    #expect(status == 1)
    // The first company is too small now; two are in towns that the list had at the first commit.
    #expect(
      text == """
        kind,name,contact,change,from,to,from_total,to_total,place,because
        campaign,spring,1,leaves,,,,,a.bant:5,employees >= 20
        campaign,spring,3,leaves,,,,,a.bant:5,city in towns
        campaign,spring,4,leaves,,,,,a.bant:5,city in towns

        """)
    #expect(diff(folder, "HEAD", rules).0 == 0)
    #expect(diff(folder, rules, "first", "--csv").1.contains("campaign,spring,3,enters"))
  }

  @Test func bothSidesAreRevisions() throws {
    let folder = try repository()
    let rules = folder.path + "/north/rules"
    #expect(diff(folder, "first:" + rules, "HEAD:" + rules).0 == 1)
    #expect(diff(folder, "HEAD~1:" + rules, "first:" + rules).0 == 0)
    #expect(diff(folder, "HEAD~1:\(rules)/a.bant", rules + "/a.bant").0 == 1)
  }

  @Test func theRulesHadAnotherPlace() throws {
    let folder = try repository()
    try folder.git("mv", "north", "south")
    let (status, text) = diff(folder, "HEAD", folder.path + "/south/rules")
    #expect(status == 2)
    #expect(text.hasPrefix("error[BT1033]: there was no `south/rules` at `HEAD`"))
    #expect(diff(folder, "HEAD:\(folder.path)/north/rules", folder.path + "/south/rules").0 == 0)
  }

  @Test func whatCannotBeDone() throws {
    let folder = try repository()
    let rules = folder.path + "/north/rules"
    func code(_ old: String, _ new: String) -> String { String(diff(folder, old, new).1.prefix(13)) }
    #expect(code("HEAD~2", rules) == "error[BT1032]")
    #expect(code("HEAD:\(folder.path)/north/lists", rules) == "error[BT1034]")
    let elsewhere = try ScratchFolder()
    try elsewhere.write("rules.bant", Self.rules)
    #expect(code("HEAD", elsewhere.path) == "error[BT1031]")
    try folder.write("north/rules/a.bant", "campaign {")
    #expect(diff(folder, "HEAD", rules).0 == 2)
    #expect(throws: GitError.missing(program: "no-such-git", wanted: "HEAD")) {
      try RuleSource("HEAD", beside: rules, git: Git(program: "no-such-git"))
    }
    // An option of git is no revision.
    #expect(throws: GitError.unknownRevision("--output=x", folder: rules)) {
      try RuleSource("--output=x", beside: rules)
    }
  }

  @Test func anotherProgramsOutputIsBounded() throws {
    #expect(try runChild(["cat"], input: Array("a b".utf8), maximumBytes: 3).output == Array("a b".utf8))
    #expect(throws: SystemError.self) { try runChild(["cat"], input: [1, 2, 3, 4], maximumBytes: 3) }
    #expect(try runChild(["sh", "-c", "echo oh >&2; exit 3"], maximumBytes: 3).messages == "oh\n")
    #expect(try runChild(["sh", "-c", "exit 3"], maximumBytes: 3).status == 3)
    // No shell reads the arguments.
    #expect(try runChild(["printf", "%s", "$(id); a b"], maximumBytes: 99).output == Array("$(id); a b".utf8))
  }
}
