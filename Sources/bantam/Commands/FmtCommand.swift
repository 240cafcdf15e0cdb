import BantamDiagnostics
import BantamFormatter
import BantamReport
import BantamSystem

/// `bantam fmt [PATH…]`: rule files in the one style.
enum FmtCommand {
  static let command = Command(
    name: "fmt",
    summary: "bring rule files into the one style",
    description: """
      Indents, spaces, wraps and aligns all .bant files below the paths. Meaning and comments stay; there is nothing to \
      set. A file is rewritten whole or not at all, and only if something changes. What cannot be read is reported and \
      left as it is, and the rest of its file is formatted; exit status 1 then, as with --check and --diff where \
      something would change.
      """,
    arguments: [
      Argument(
        value: Value("PATH", .file),
        help: "folders of rules, or files (default: the current folder); -: standard input to standard output",
        isRepeated: true)
    ],
    options: [
      Option("check", help: "write nothing; list the files that would change"),
      Option("diff", help: "write nothing; print what would change, as a patch"),
      Option("stdin-path", Value("NAME", .text), help: "what messages call standard input"),
    ],
    groups: [OptionGroup(names: ["check", "diff"])],
    examples: [
      Example("the rules below the current folder", "bantam fmt"),
      Example("in a pipeline that only looks", "bantam fmt --check rules"),
      Example("from an editor", "bantam fmt - --stdin-path rules/score.bant"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let files: [SourceFile]
    do throws(UsageError) {
      files = try readRuleInput(invocation, standard: ".")
    } catch {
      return console.report(error)
    }
    let results = files.map(format)
    report(files, results.map(\.diagnostics), console)
    let hasErrors = results.contains { !$0.diagnostics.isEmpty }
    let changed = files.indices.filter { results[$0].bytes != files[$0].bytes }
    if invocation.has("check") {
      for index in changed { console.writeWords(files[index].path + "\n") }
    } else if invocation.has("diff") {
      for index in changed { writeDiff(files[index], results[index].bytes, console) }
    } else if invocation.readsInput {
      console.output.write(bytes: results[0].bytes)
      return hasErrors ? .findings : .clean
    } else {
      return rewrite(files, results.map(\.bytes), changed, hasErrors: hasErrors, console)
    }
    if changed.isEmpty, !hasErrors { console.remark("\(counted(files.count, "file")) formatted already") }
    return hasErrors || !changed.isEmpty ? .findings : .clean
  }

  private static func rewrite(
    _ files: [SourceFile], _ texts: [[UInt8]], _ changed: [Int], hasErrors: Bool, _ console: Console
  ) -> ExitStatus {
    for index in changed {
      do throws(SystemError) {
        try rewriteFile(path: files[index].path, bytes: texts[index])
      } catch {
        return console.report(UsageError.file(error))
      }
    }
    console.write("\(counted(changed.count, "file")) changed, \(files.count - changed.count) formatted already\n")
    return hasErrors ? .findings : .clean
  }

  private static func writeDiff(_ file: SourceFile, _ text: [UInt8], _ console: Console) {
    let isColoured = console.colorsOutput
    console.output.write(bytes: unifiedDiff(old: file.bytes, new: text, path: file.path, isColoured: isColoured))
  }

  /// Errors of all files; each list knows only of its own file.
  private static func report(_ files: [SourceFile], _ lists: [[Diagnostic]], _ console: Console) {
    for (file, list) in zip(files, lists) { console.report(list, files: [file]) }
  }
}
