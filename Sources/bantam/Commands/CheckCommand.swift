import BantamDiagnostics
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
    options: [Option("db", Value("FILE", .file), help: "a contact database to check the rules against"), .json],
    examples: [
      Example("the rules below the current folder", "bantam check"),
      Example("for a program", "bantam check rules --json"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let path = invocation.rulesPath
    do throws(UsageError) {
      let rules = checkRules(try readRuleFiles(path))
      var diagnostics = rules.diagnostics
      if let database = invocation.value("db"), !rules.hasErrors {
        do throws(RunFailure) {
          try checkAgainst(database: database, rules)
        } catch {
          guard error.isAboutRules else { return console.report(error) }
          diagnostics += error.diagnostics
        }
      }
      return show(diagnostics, rules, isJSON: invocation.has("json"), console)
    } catch {
      return console.report(error)
    }
  }

  private static func show(_ diagnostics: [Diagnostic], _ rules: Rules, isJSON: Bool, _ console: Console) -> ExitStatus {
    if isJSON {
      console.write(render(diagnostics, files: rules.files, style: RenderStyle(.json)))
    } else if diagnostics.isEmpty {
      let count = rules.files.count - 1
      console.remark("no errors in \(count) \(count == 1 ? "file" : "files")")
    } else {
      console.writeFindings(diagnostics, files: rules.files)
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
