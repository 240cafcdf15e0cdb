import BantamDiagnostics
import BantamSystem

/// The forms in which findings come out.
enum FindingsFormat: String, CaseIterable {
  /// For eyes.
  case text
  /// One line each.
  case line
  case json
  /// For code scanning.
  case sarif
  /// Annotations of GitHub Actions, and a summary of the step.
  case github
  /// For CI servers.
  case junit
}

extension Option {
  static let findingsFormat = Option(
    "format", Value("FORM", .choice(FindingsFormat.allCases.map(\.rawValue))), help: "how the findings are written",
    standard: "text")
  static let findingsOutput = Option(
    "output", short: "o", Value("FILE", .file), help: "write the findings to a file and show them as text besides")
}

extension OptionGroup {
  /// `--json` is short for `--format json`.
  static let findingsFormat = OptionGroup(names: ["json", "format"])
}

/// The findings of a command in the form that `--format` asks for, on standard output or in the file of `--output`.
struct FindingsOutput {
  /// More than people read and CI servers show; a log of code scanning has a limit of its own.
  private static let maximumLines = 25_000

  private let format: FindingsFormat
  private let path: String?
  private let title: String
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    let word = invocation.has("json") ? FindingsFormat.json.rawValue : invocation.value("format")
    format = word.flatMap(FindingsFormat.init) ?? .text
    path = invocation.value("output")
    title = "bantam \(invocation.command.name) \(invocation.rulesPath)"
    self.console = console
  }

  /// Whether the command shows its findings for eyes: that is the form, or it is needed beside the file.
  var showsText: Bool { format == .text || path != nil }

  /// Writes all but the text that the command shows itself. Writes a clean run too, so that nothing old stays.
  func write(_ diagnostics: [Diagnostic], files: [SourceFile]) throws(UsageError) {
    if let path {
      if files.contains(where: { !$0.isBuiltIn && isSameFile($0.path, path) }) { throw .wouldOverwrite(path) }
      let text = rendered(diagnostics, files)
      do throws(SystemError) { try writeFile(path: path, bytes: text.utf8) } catch { throw .file(error) }
    } else if format != .text {
      console.write(rendered(diagnostics, files))
    }
    if format == .github { try appendSummary(diagnostics, files) }
  }

  private func rendered(_ diagnostics: [Diagnostic], _ files: [SourceFile]) -> String {
    switch format {
    case .text: render(diagnostics, files: files, style: RenderStyle(.plain, width: 160))
    case .line: render(diagnostics, files: files, style: RenderStyle(.line, limit: Self.maximumLines))
    case .json: render(diagnostics, files: files, style: RenderStyle(.json))
    case .sarif: sarif(diagnostics, files: files, context: context)
    case .github: githubAnnotations(diagnostics, files: files, context: context)
    case .junit: junitReport(diagnostics, files: files, context: context).xml
    }
  }

  /// Steps share no file, so what is there already is of this step and stays.
  private func appendSummary(_ diagnostics: [Diagnostic], _ files: [SourceFile]) throws(UsageError) {
    guard let path = console.environment["GITHUB_STEP_SUMMARY"], !path.isEmpty else { return }
    let page = githubSummary(diagnostics, files: files, title: title, context: context)
    do throws(SystemError) { try appendToFile(path: path, bytes: page.utf8) } catch { throw .file(error) }
  }

  private var context: FindingsContext { findingsContext(console.environment) }
}

/// Paths are told relative to the repository where a CI server names it, else to the current folder.
func findingsContext(_ environment: [String: String]) -> FindingsContext {
  let current = absolutePath(".")
  let workspace = environment["GITHUB_WORKSPACE"] ?? ""
  let isInside = workspace.hasPrefix("/") && (current + "/").hasPrefix(withoutTrailingSlashes(workspace) + "/")
  return FindingsContext(
    version: programVersion, paths: PathBase(folder: isInside ? workspace : current, current: current),
    explanation: explanation)
}
