import BantamDiagnostics
import BantamLinter
import BantamReport
import BantamSession
import BantamSystem

/// `bantam check [PATH…]`: all that is wrong with a rule set.
enum CheckCommand {
  static let command = Command(
    name: "check",
    summary: "find what is wrong with a rule set, and put it right",
    description: """
      Reads all .bant files below the paths as one rule set and reports every error with its place and its cure; where \
      there is none, lint rules look for what is legal and yet wrong: conditions that nobody can meet, points that nobody \
      gets, negations that take in the unknown ones. `bantam help lint` lists them; `lint CODE off` in the settings and \
      `# allow CODE` in a comment turn one off. With a database, also checks that what the rules read is there. Exit \
      status 1 where an error is found, with --strict a warning too.
      """,
    arguments: [.rulePaths],
    options: [
      Option("select", Value("CODES", .names), isRepeated: true, help: "only lint rules with these codes"),
      Option("ignore", Value("CODES", .names), isRepeated: true, help: "no lint rules with these codes; BT12: none"),
      Option("strict", help: "take warnings for errors"),
      Option("fix", help: "apply the fixes that keep what the rules mean"),
      Option("unsafe-fixes", help: "apply all fixes, those that guess too; look at the result"),
      Option("diff", help: "with the above: write nothing, print what they would change as a patch"),
      Option("changed-since", Value("REVISION", .text), help: "lint only files that git knows as changed since"),
      Option("baseline", Value("FILE", .file), help: "leave out the findings of lint rules that stand in the file"),
      Option(
        "write-baseline", Value("FILE", .file),
        help: "write the findings of lint rules into a file, to be left out from now on"),
      Option("db", Value("FILE", .file), help: "a contact database to check the rules against"),
      Option("stdin-path", Value("NAME", .text), help: "what messages call standard input"), .findingsFormat,
      .findingsOutput, .json,
    ],
    groups: [
      .findingsFormat, OptionGroup(names: ["baseline", "write-baseline"]), OptionGroup(names: ["fix", "unsafe-fixes"]),
    ],
    examples: [
      Example("the rules below the current folder", "bantam check"),
      Example("put right what needs no thought", "bantam check rules --fix"),
      Example("what a change brings", "bantam check rules --changed-since origin/main --strict"),
      Example("for a program", "bantam check rules --json"),
      Example("for code scanning", "bantam check rules --format sarif -o bantam.sarif"),
    ],
    run: { CheckRun($0, $1).run() })
}

/// One call of the command.
private struct CheckRun {
  let invocation: Invocation
  let console: Console
  let checker: RuleChecker

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
    checker = RuleChecker(invocation)
  }

  func run() -> ExitStatus {
    do {
      let files = try readRuleInput(invocation, standard: invocation.rulesPath)
      let checked = try checker.check(files)
      if invocation.first(of: ["fix", "unsafe-fixes", "diff"]) != nil { return try fix(files, checked) }
      return try show(checked, fileCount: files.count)
    } catch let error as UsageError {
      return console.report(error)
    } catch let error as GitError {
      console.report([error.diagnostic])
      return .failed
    } catch let failure as RunFailure {
      return console.report(failure)
    } catch {
      return console.report(UsageError.file(SystemError(.read, path: invocation.rulesPath, reason: "\(error)")))
    }
  }

  // MARK: Showing

  private func show(_ checked: CheckedRules, fileCount: Int) throws -> ExitStatus {
    let (diagnostics, gone) = try wanted(checked)
    let output = FindingsOutput(invocation, console)
    try output.write(diagnostics, files: checked.files)
    if output.showsText {
      if diagnostics.isEmpty {
        let words = checked.setCount > 1 ? " of \(counted(checked.setCount, "rule set"))" : ""
        console.remark("no findings in \(counted(fileCount, "file"))\(words)")
      } else {
        console.writeFindings(diagnostics, files: checked.files)
      }
    }
    if gone > 0 {
      console.remark(
        "note: \(counted(gone, "finding")) of the baseline \(gone == 1 ? "is" : "are") gone; write it anew")
    }
    return diagnostics.contains { $0.severity == .error } ? .findings : .clean
  }

  /// Those that are to be told, and how many of the baseline are there no more.
  private func wanted(_ checked: CheckedRules) throws -> (diagnostics: [Diagnostic], gone: Int) {
    var diagnostics = checked.diagnostics
    if invocation.has("strict") {
      for index in diagnostics.indices { diagnostics[index].severity = .error }
    }
    diagnostics = try ofChangedFiles(diagnostics, checked.files)
    // An error is not to be lived with, and hides what the lint rules would find.
    let hasErrors = diagnostics.contains { !Self.isLint($0) }
    if let path = invocation.value("write-baseline") {
      if hasErrors { return (diagnostics, 0) }
      try writeBaseline(diagnostics, checked.files, to: path)
      return ([], 0)
    }
    guard let path = invocation.value("baseline") else { return (diagnostics, 0) }
    let baseline = try readBaseline(path)
    if hasErrors { return (diagnostics, 0) }
    let (new, gone) = baseline.filter(diagnostics, files: checked.files, paths: paths(of: path))
    return (new, gone)
  }

  /// A change may break what stands in another file: errors are told wherever they are.
  private func ofChangedFiles(_ diagnostics: [Diagnostic], _ files: [SourceFile]) throws -> [Diagnostic] {
    guard let revision = invocation.value("changed-since") else { return diagnostics }
    let changed = try filesChanged(since: revision, in: folder(ofRules: invocation.rulesPath))
    let isChanged = files.map { file in changed.contains { isSameFile($0, file.path) } }
    return diagnostics.filter { diagnostic in
      guard Self.isLint(diagnostic), let file = diagnostic.span?.file else { return true }
      return isChanged.indices.contains(file) && isChanged[file]
    }
  }

  private static let lintCodes = Set(lintExplanations.map(\.code))

  private static func isLint(_ diagnostic: Diagnostic) -> Bool { lintCodes.contains(diagnostic.code) }

  // MARK: Baseline

  /// A baseline tells paths from its own folder on.
  private func paths(of baseline: String) -> PathBase {
    PathBase(folder: absolutePath(folder(ofRules: baseline)), current: absolutePath("."))
  }

  private func writeBaseline(
    _ diagnostics: [Diagnostic], _ files: [SourceFile], to path: String
  ) throws(UsageError) {
    let text = Baseline.text(diagnostics, files: files, paths: paths(of: path))
    if files.contains(where: { isSameFile($0.path, path) }) { throw .wouldOverwrite(path) }
    do throws(SystemError) { try writeFile(path: path, bytes: text.utf8) } catch { throw .file(error) }
    console.remark("\(counted(diagnostics.count, "finding")) written to \(path)")
  }

  private func readBaseline(_ path: String) throws(UsageError) -> Baseline {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try readFile(path: path, maximumBytes: Baseline.maximumBytes)
    } catch {
      throw .file(error)
    }
    guard let baseline = Baseline(bytes) else {
      throw .file(SystemError(.read, path: path, reason: "this is no baseline"))
    }
    return baseline
  }

  // MARK: Fixing

  private func fix(_ files: [SourceFile], _ checked: CheckedRules) throws -> ExitStatus {
    let isUnsafe = invocation.has("unsafe-fixes")
    let fixed = try checker.fixing(files, checked, isUnsafe: isUnsafe)
    let changed = files.indices.filter { fixed.files[$0].bytes != files[$0].bytes }
    if invocation.has("diff") {
      for index in changed {
        let patch = unifiedDiff(
          old: files[index].bytes, new: fixed.files[index].bytes, path: files[index].path,
          isColoured: console.colorsOutput)
        console.output.write(bytes: patch)
      }
      return changed.isEmpty ? .clean : .findings
    }
    if invocation.readsInput {
      console.output.write(bytes: fixed.files[0].bytes)
      console.report(fixed.checked.diagnostics, files: fixed.checked.files)
      return fixed.checked.diagnostics.contains { $0.severity == .error } ? .findings : .clean
    }
    for index in changed {
      do throws(SystemError) {
        try rewriteFile(path: files[index].path, bytes: fixed.files[index].bytes)
      } catch {
        throw UsageError.file(error)
      }
    }
    if fixed.count > 0 {
      console.remark("\(counted(fixed.count, "fix", "fixes")) applied in \(counted(changed.count, "file"))")
    }
    return try show(fixed.checked, fileCount: files.count)
  }
}

extension Console {
  func report(_ failure: RunFailure) -> ExitStatus {
    report(failure.diagnostics, files: failure.files)
    return failure.isAboutRules ? .findings : .failed
  }

  /// Says on standard error what loading found in the contacts.
  func report(_ load: LoadWords) {
    for line in load.lines { remark("note: " + line) }
  }
}
