import BantamSystem

/// `bantam init DIR`: a rule set with sample contacts that runs at once.
enum InitCommand {
  static let command = Command(
    name: "init",
    summary: "begin a rule set that runs at once, with sample contacts",
    description: """
      Writes rules (settings, fields, a segment, a score with grades, a campaign), tests of them, and made-up contacts \
      as CSV. A folder that holds rules already is left as it is.
      """,
    arguments: [Argument(value: Value("DIR", .folder), help: "the folder; made if it is not there", isRequired: true)],
    examples: [Example("a first rule set", "bantam init demo")],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let folder = withoutTrailingSlashes(invocation.arguments.first ?? ".")
    do throws(UsageError) {
      try write(starterFiles(folder), into: folder)
    } catch {
      return console.report(error)
    }
    let word = shellWord(folder)
    console.write(
      """
      A new rule set stands in \(folder):

        rules.bant   who, how promising, what follows
        tests.bant   what the rules are expected to do
        data/        made-up companies, persons and activities

      Try it:

        bantam import \(word)/data/*.csv --rules \(word)
        bantam run \(word)
        bantam test \(word)

      """)
    return .clean
  }

  private typealias File = (name: String, text: String)

  private static func starterFiles(_ folder: String) -> [File] {
    [
      ("rules.bant", starterRules(folder: shellWord(folder))), ("tests.bant", starterTests),
      ("data/companies.csv", StarterContacts.companies), ("data/persons.csv", StarterContacts.persons),
      ("data/activities.csv", StarterContacts.activities),
    ]
  }

  /// All files or none.
  private static func write(_ files: [File], into folder: String) throws(UsageError) {
    if isDirectory(folder), let first = try listed(folder).first { throw .hasRules(folder: folder, file: first) }
    let paths = files.map { joinedPath(folder, $0.name) }
    if let taken = paths.first(where: fileExists) { throw .wouldOverwrite(taken) }
    var written: [String] = []
    do throws(SystemError) {
      try makeDirectory(joinedPath(folder, "data"))
      for (path, file) in zip(paths, files) {
        try writeFile(path: path, bytes: file.text.utf8)
        written.append(path)
      }
    } catch {
      for path in written { try? removeFile(path) }
      throw .file(error)
    }
  }

  private static func listed(_ folder: String) throws(UsageError) -> [String] {
    do { return try ruleFiles(under: folder) } catch { throw .file(error) }
  }
}
