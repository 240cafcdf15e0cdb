import Testing

@testable import bantam

/// The command line, taken apart by a command's declaration.
struct ParseArgumentsTests {
  private static let command = Command(
    name: "sample", summary: "", description: "",
    arguments: [
      Argument(value: Value("PATH", .file), help: "", isRequired: true),
      Argument(value: Value("MORE", .text), help: "", isRepeated: true),
    ],
    options: [
      Option("output", short: "o", Value("FILE", .file), help: ""),
      Option("map", short: "m", Value("HEADER=field", .pair), isRepeated: true, help: ""),
      Option("top", short: "t", Value("N", .count), help: ""), Option("as-of", Value("DATE", .moment), help: ""),
      Option("delimiter", Value("CHAR", .delimiter), help: ""), Option("fields", Value("A,B", .names), help: ""),
      Option("dry-run", short: "n", help: ""), Option("json", short: "j", help: ""), Option("csv", help: ""),
    ],
    groups: [OptionGroup(names: ["json", "csv"])], examples: [], run: { _, _ in .clean })

  @Test(arguments: [
    (["a"], "a|"), (["a", "--output", "x"], "a|output=x"), (["a", "--output=x=y"], "a|output=x=y"),
    (["-o", "x", "a"], "a|output=x"), (["a", "-ox"], "a|output=x"), (["a", "-o=x"], "a|output=x"),
    (["a", "-nj"], "a|dry-run json"), (["a", "-njo", "x"], "a|output=x dry-run json"),
    (["a", "--", "--json", "-x"], "a --json -x|"), (["-", "b"], "- b|"),
    (["a", "-m", "Firma=name", "--map=E Mail=email"], "a|map=Firma=name map=E Mail=email"),
    (["a", "--top", "5_000"], "a|top=5_000"), (["a", "--as-of", "2026-03-01T09:30"], "a|as-of=2026-03-01T09:30"),
    (["a", "--delimiter", "tab"], "a|delimiter=tab"), (["a", "--delimiter", ";"], "a|delimiter=;"),
    (["a", "--output", "-"], "a|output=-"), (["a", "--fields", "x,y"], "a|fields=x,y"),
    (["a", "--color", "never"], "a|color=never"),
  ])
  func understands(_ words: [String], _ expected: String) {
    let (invocation, errors) = parseArguments(words, of: Self.command)
    #expect(errors.map(\.code) == [])
    #expect(summary(invocation) == expected)
  }

  private func summary(_ invocation: Invocation) -> String {
    let options = Self.command.allOptions.flatMap { option in
      option.value == nil
        ? invocation.has(option.name) ? [option.name] : []
        : invocation.values(option.name).map { "\(option.name)=\($0)" }
    }
    return invocation.arguments.joined(separator: " ") + "|" + options.joined(separator: " ")
  }

  @Test(arguments: [
    ([], ["BT0909"]), (["a", "--jsn"], ["BT0902"]), (["a", "-x"], ["BT0902"]), (["a", "--output"], ["BT0903"]),
    (["a", "--output", "--json"], ["BT0903"]), (["a", "--json=1"], ["BT0904"]), (["a", "--top", "0"], ["BT0905"]),
    (["a", "--top=-1"], ["BT0905"]), (["a", "--top", "99999999999999999999"], ["BT0905"]),
    (["a", "--as-of", "2026-02-30"], ["BT0905"]), (["a", "--delimiter", "ab"], ["BT0905"]),
    (["a", "--delimiter", "\""], ["BT0905"]), (["a", "--map", "Firma"], ["BT0905"]),
    (["a", "--fields", "x,,y"], ["BT0905"]), (["a", "--color", "alwys"], ["BT0905"]),
    (["a", "--json", "--json"], ["BT0906"]), (["a", "--json", "--csv"], ["BT0907"]), ([""], ["BT0905"]),
    (["--jsn", "--top", "x"], ["BT0902", "BT0905", "BT0909"]),
  ])
  func reportsEachMistake(_ words: [String], _ codes: [String]) {
    #expect(parseArguments(words, of: Self.command).errors.map(\.code) == codes)
  }

  @Test func namesWhatWasProbablyMeant() {
    let errors = parseArguments(["a", "--jsn", "-top", "3"], of: Self.command).errors
    #expect(errors.map(\.diagnostic.help) == ["did you mean `--json`?", nil])
    #expect(errors.last?.diagnostic.message == "expected a whole number from 1 for `--top`, found `op`")
  }

  @Test(arguments: ["0", "101", "x"]) func percentagesEndAtAHundred(_ word: String) {
    #expect(parseArguments(["--coverage-min", word], of: TestCommand.command).errors.map(\.code) == ["BT0905"])
    #expect(parseArguments(["--coverage-min", "100"], of: TestCommand.command).errors.isEmpty)
  }

  @Test func onlyTheLastArgumentMayRepeat() {
    let (_, errors) = parseArguments(["a", "b"], of: RunCommand.command)
    #expect(errors.map(\.diagnostic.message) == ["`run` does not know what to do with `b`"])
  }

  /// The explanation of each code: the wrong line brings exactly this code, the right line none.
  @Test(arguments: usageExplanations.filter { !$0.wrong.isEmpty }.map { ($0.code, $0.wrong, $0.right) })
  func explanationsHaveTrueExamples(_ code: String, _ wrong: String, _ right: String) {
    #expect(codes(wrong) == [code])
    #expect(codes(right) == [])
  }

  @Test func everyCodeIsExplained() {
    let file = UsageError.unknownLintCode("x").code
    #expect(usageExplanations.last?.code == file)
    #expect(
      usageExplanations.map(\.code) == (1...usageExplanations.count).map { "BT09" + ($0 < 10 ? "0\($0)" : "\($0)") })
  }

  private func codes(_ line: String) -> [String] {
    let parts = Array(words(line).dropFirst())
    guard let command = allCommands.first(where: { $0.name == parts.first }) else { return ["BT0901"] }
    let (invocation, errors) = parseArguments(Array(parts.dropFirst()), of: command)
    if command.name == "help", let topic = invocation.arguments.first, runKept(["help", topic]).status != .clean {
      return ["BT0911"]
    }
    if command.name == "check", errors.isEmpty, !invocation.values("select").allSatisfy(RuleChecker.isKnown) {
      return ["BT0918"]
    }
    return errors.map(\.code)
  }
}
