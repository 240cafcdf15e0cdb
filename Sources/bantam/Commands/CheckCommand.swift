import BantamDiagnostics
import BantamReport
import BantamSession
import BantamSystem

/// `bantam check [PATH]`: all that is wrong with a rule set.
enum CheckCommand {
  static let command = Command(
    name: "check",
    summary: "find the errors in a rule set",
    description: """
      Reads all .bant files below the path as one rule set and reports every error with its place and its cure. With a \
      database, also checks that the tables and columns the rules read are there.
      """,
    arguments: [.rules],
    options: [
      Option("db", Value("FILE", .file), help: "a contact database to check the rules against"), .findingsFormat,
      .findingsOutput, .json,
    ],
    groups: [.findingsFormat],
    examples: [
      Example("the rules below the current folder", "bantam check"),
      Example("for a program", "bantam check rules --json"),
      Example("for code scanning", "bantam check rules --format sarif -o bantam.sarif"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let path = invocation.rulesPath
    let files: [SourceFile]
    do throws(UsageError) { files = try readRuleFiles(path) } catch { return console.report(error) }
    var sets = ruleSets(files, under: path).map(checkRules)
    if let database = invocation.value("db") {
      for index in sets.indices where !sets[index].hasErrors {
        do throws(RunFailure) {
          try checkAgainst(database: database, sets[index])
        } catch {
          guard error.isAboutRules else { return console.report(error) }
          sets[index].diagnostics += error.diagnostics
        }
      }
    }
    return show(sets, fileCount: files.count, invocation, console)
  }

  private static func show(
    _ sets: [Rules], fileCount: Int, _ invocation: Invocation, _ console: Console
  ) -> ExitStatus {
    let (diagnostics, files) = merged(sets)
    let output = FindingsOutput(invocation, console)
    do throws(UsageError) {
      try output.write(diagnostics, files: files)
    } catch {
      return console.report(error)
    }
    if output.showsText {
      if diagnostics.isEmpty {
        let words = sets.count > 1 ? " of \(counted(sets.count, "rule set"))" : ""
        console.remark("no errors in \(counted(fileCount, "file"))\(words)")
      } else {
        console.writeFindings(diagnostics, files: files)
      }
    }
    return diagnostics.contains { $0.severity == .error } ? .findings : .clean
  }
}

/// The rule files below a path; a folder without any is an error.
func readRuleFiles(_ path: String) throws(UsageError) -> [SourceFile] {
  let files: [SourceFile]
  do throws(SystemError) { files = try readRules(under: path) } catch { throw .file(error) }
  if files.isEmpty { throw .noRules(path) }
  return files
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
