import BantamDiagnostics
import BantamSession
import BantamSystem

/// The rule files below a path; a folder without any is an error.
func readRuleFiles(_ path: String) throws(UsageError) -> [SourceFile] {
  let files: [SourceFile]
  do throws(SystemError) { files = try readRules(under: path) } catch { throw .file(error) }
  if files.isEmpty { throw .noRules(path) }
  return files
}

/// The rule files that a command is about: those below its paths, each once, or with `-` standard input as one file.
///
/// - Parameter standard: the path that is meant where none is given.
func readRuleInput(_ invocation: Invocation, standard: String) throws(UsageError) -> [SourceFile] {
  if invocation.readsInput {
    if invocation.arguments.count > 1 { throw .excluded(["-", "PATH"]) }
    do throws(SystemError) {
      let bytes = try readFile(path: "-", maximumBytes: SourceFile.maximumBytes)
      return [SourceFile(path: invocation.value("stdin-path") ?? "-", bytes: bytes)]
    } catch {
      throw .file(error)
    }
  }
  var files: [SourceFile] = []
  var seen: Set<String> = []
  for path in invocation.arguments.isEmpty ? [standard] : invocation.arguments {
    files += try readRuleFiles(path).filter { seen.insert(absolutePath($0.path)).inserted }
  }
  return files
}

extension Invocation {
  /// Whether standard input is asked for in the place of files.
  var readsInput: Bool { arguments.contains("-") }
}
